/*
 * shots.mjs - pictures of the wall as they should look, to be looked at.
 *
 *   node test/shots.mjs OUT [NAME …]
 *
 * With BASE_URL, GUATU_USER and GUATU_PASSWORD it takes them from a running
 * server; without, from an invented space.
 */
import { mkdir } from 'node:fs/promises'
import { openBrowser } from './browser.mjs'
import { sampleWall } from './sample.mjs'
import { serveSample } from './serve.mjs'

const out = process.argv[2] ?? 'test-results/shots'
const only = process.argv.slice(3)
await mkdir(out, { recursive: true })
const base = process.env.BASE_URL
const served = base ? null : await serveSample(sampleWall())
const address = base ?? served.address
const browser = await openBrowser()

const DESK = { width: 1920, height: 1080 }
const SHOTS = {
  desk: { ...DESK, path: '/wall' },
  'desk-card': { ...DESK, path: '/wall', zoom: 'month', card: true },
  'desk-dark': { ...DESK, path: '/wall', prefs: { theme: 'dark' }, zoom: 'quarter' },
  'desk-en': { ...DESK, path: '/wall', prefs: { lang: 'en' }, zoom: 'month', card: true },
  'desk-table': { ...DESK, path: '/wall', keys: ['v'] },
  'desk-week': { ...DESK, path: '/wall', zoom: 'week' },
  'desk-years': { ...DESK, path: '/wall', zoom: 'years' },
  'desk-drag': { ...DESK, path: '/wall', zoom: 'month', drag: true },
  'desk-folded': { ...DESK, path: '/wall', fold: true },
  big: { width: 3840, height: 2160, path: '/wall?big=1' },
  'big-light': { width: 1920, height: 1080, path: '/wall?big=1&theme=light' },
  phone: { width: 390, height: 844, path: '/wall', scale: 2 },
  'phone-card': { width: 390, height: 844, path: '/wall', scale: 2, tap: true },
  laptop: { width: 1366, height: 768, path: '/wall' },
}

async function signIn(page) {
  if (!base) return
  await page.goto(`${address}/signin`)
  await page.fill('#account', process.env.GUATU_USER ?? '')
  await page.fill('#password', process.env.GUATU_PASSWORD ?? '')
  await page.click('button[type=submit]')
  await page.waitForURL('**/wall*')
}

for (const [name, shot] of Object.entries(SHOTS)) {
  if (only.length && !only.includes(name)) continue
  const context = await browser.newContext({ viewport: { width: shot.width, height: shot.height }, deviceScaleFactor: shot.scale ?? 1, hasTouch: shot.width < 500, locale: 'zh-CN' })
  await context.addInitScript((prefs) => localStorage.setItem('guatu.prefs', JSON.stringify(prefs)), { lang: 'zh', theme: 'light', density: 'normal', lights: 'mineral', ...shot.prefs })
  if (shot.zoom) await context.addInitScript((zoom) => localStorage.setItem('guatu.wall', JSON.stringify({ zoom, critical: true, baseline: true, handovers: true })), shot.zoom)
  const page = await context.newPage()
  const said = []
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  await signIn(page)
  await page.goto(address + shot.path)
  await page.waitForSelector(shot.width < 500 ? 'tr.line' : '[role=grid]', { timeout: 15000 })
  await page.waitForTimeout(700)
  if (shot.fold) await page.evaluate(() => document.querySelector('[role=grid]')?.focus())
  for (const key of shot.keys ?? []) await page.keyboard.press(key)
  if (shot.card || shot.drag) {
    await page.fill('.search input', process.env.FIND ?? '评审与发榜')
    await page.keyboard.press('Enter')
    await page.fill('.search input', '')
    await page.waitForTimeout(200)
    await page.locator('[role=grid]').first().focus()
    if (shot.card) await page.keyboard.press('Enter')
    else {
      await page.keyboard.press('m')
    }
  }
  if (shot.tap) await page.locator('tr.line').nth(2).click()
  await page.waitForTimeout(800)
  await page.screenshot({ path: `${out}/${name}.png` })
  console.log(name, said.length ? said.slice(0, 4) : '')
  await context.close()
}
await browser.close()
served?.close()
