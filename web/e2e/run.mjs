/*
 * run.mjs - every *.e2e.mjs in this folder, in headless Chromium, against a
 * running server.
 *
 *   BASE_URL=http://127.0.0.1:8080 GUATU_USER=… GUATU_PASSWORD=… npm run e2e [NAME …]
 *
 * A file exports `tests`: a sentence and what it does. Each gets a page that
 * is signed in; a script error, a refused policy or a failed request of our
 * own on that page fails the test.
 *
 *   export const tests = [['the wall shows every unit', async ({ page, base, get }) => { … }]]
 */
import { mkdir, readdir } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { openBrowser } from '../test/browser.mjs'

const base = process.env.BASE_URL ?? 'http://127.0.0.1:8080'
const user = process.env.GUATU_USER
const password = process.env.GUATU_PASSWORD
if (!user || !password) {
  console.error('GUATU_USER and GUATU_PASSWORD are wanted')
  process.exit(2)
}
const here = fileURLToPath(new URL('.', import.meta.url))
const only = process.argv.slice(2)
const pictures = join(here, '..', 'test-results')
await mkdir(pictures, { recursive: true })

const browser = await openBrowser()
const state = await signIn()

async function signIn() {
  const context = await browser.newContext({ locale: 'zh-CN' })
  const page = await context.newPage()
  await page.goto(`${base}/signin`)
  await page.fill('#account', user)
  await page.fill('#password', password)
  await page.click('button[type=submit]')
  await page.waitForURL((address) => !address.pathname.startsWith('/signin'), { timeout: 15_000 })
  const kept = await context.storageState()
  await context.close()
  return kept
}

let passed = 0
const failed = []
for (const file of (await readdir(here)).filter((name) => name.endsWith('.e2e.mjs')).sort()) {
  const { tests, viewport } = await import(pathToFileURL(join(here, file)).href)
  for (const [name, act, options = {}] of tests) {
    if (only.length && !only.some((word) => file.includes(word) || name.includes(word))) continue
    const context = await browser.newContext({ storageState: state, locale: 'zh-CN', viewport: viewport ?? { width: 1600, height: 900 }, ...options })
    await context.addInitScript(() => {
      if (!localStorage.getItem('guatu.prefs')) localStorage.setItem('guatu.prefs', JSON.stringify({ lang: 'zh', theme: 'light' }))
    })
    const page = await context.newPage()
    const faults = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
    const get = async (path) => {
      const answer = await context.request.get(base + path)
      if (!answer.ok()) throw new Error(`GET ${path}: ${answer.status()}`)
      return answer.json()
    }
    const started = Date.now()
    try {
      await act({ page, base, get, context, faults })
      if (faults.length) throw new Error(`the page complained: ${faults.join(' | ')}`)
      passed++
      console.log(`ok    ${file.replace('.e2e.mjs', '')}: ${name} (${Date.now() - started} ms)`)
    } catch (error) {
      failed.push(name)
      console.log(`FAIL  ${file.replace('.e2e.mjs', '')}: ${name}\n      ${String(error?.message ?? error).split('\n').slice(0, 6).join('\n      ')}`)
      await page.screenshot({ path: join(pictures, `${file}-${failed.length}.png`) }).catch(() => undefined)
    }
    await context.close()
  }
}
await browser.close()
console.log(`${passed} passed, ${failed.length} failed`)
process.exit(failed.length || !passed ? 1 : 0)
