/*
 * run.mjs - walks the journeys one after another against the real program,
 * each on a space of its own: empty, or with the demo's year where it says so. "npm run e2e -- table" walks those whose name
 * contains a word. A journey that fails leaves a picture in test-results/.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openBrowser } from '../test/browser.mjs'
import { startOffice } from './office.mjs'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const wanted = process.argv.slice(2)
const names = readdirSync(here('./journeys')).filter((name) => name.endsWith('.mjs')).sort()
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
if (names.length === 0) {
  console.error(`no journey is called ${wanted.join(' or ')}`)
  process.exit(2)
}

const browser = await openBrowser()
let failed = 0
for (const name of names) {
  const { title, walk, demo } = await import(`./journeys/${name}`)
  const begun = Date.now()
  let office = null
  const pages = []
  const complaints = []
  const open = async (options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', acceptDownloads: true, ...options.context })
    await context.addInitScript(([lang, theme]) => localStorage.setItem('guatu.prefs', JSON.stringify({ lang, theme })), [options.lang ?? 'zh', options.theme ?? 'light'])
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`))
    page.on('console', (message) => {
      /* The browser itself reports answers such as 401 and 400; the journeys check those. */
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(`console: ${message.text()}`)
    })
    pages.push(page)
    return page
  }
  try {
    office = await startOffice({ demo })
    await walk({ office, open })
    if (!office.alive()) throw new Error('the server is gone')
    if (complaints.length > 0) throw new Error(complaints.join('\n'))
    console.log(`ok    ${title} (${Date.now() - begun} ms)`)
  } catch (error) {
    failed++
    console.log(`FAIL  ${title}\n      ${String(error.stack ?? error).replace(/\n/g, '\n      ')}`)
    if (complaints.length > 0) console.log(`      ${complaints.join('\n      ')}`)
    mkdirSync(here('../test-results'), { recursive: true })
    for (const [at, page] of pages.entries())
      await page.screenshot({ path: here(`../test-results/${name.replace('.mjs', '')}-${at}.png`) }).catch(() => undefined)
  } finally {
    for (const page of pages) await page.context().close().catch(() => undefined)
    await office?.stop()
  }
}
await browser.close()
console.log(`${names.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
