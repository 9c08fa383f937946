/* Every page under axe, in both languages and both themes, and nothing hangs over a telephone's edge. */
import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { signIn } from '../steps.mjs'

export const title = 'every page is accessible'
export const demo = true

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']
const PAGES = ['/', '/my', '/wall', '/directives', '/directives/1', '/imports', '/tasks', '/tasks/1', '/report', '/report/review', '/report/review?tab=chase', '/report/review?tab=rules', '/burden', '/plan', '/plan?tab=baselines', '/plan?tab=templates', '/calendars', '/units', '/nodes', '/cockpit', '/units/3', '/indicators', '/indicators/1', '/indicators/ranks', '/indicators/scores', '/indicators/readings', '/indicators/promises', '/journal']
const VIEWS = [
  { lang: 'zh', theme: 'light', width: 1440 },
  { lang: 'en', theme: 'dark', width: 1440 },
  { lang: 'zh', theme: 'light', width: 390 },
]

async function scan(page, faults, where) {
  /* The page's policy lets no script of others run; axe comes in by the debugger. */
  const found = await page.evaluate(`${axe}; axe.run(document, { runOnly: ${JSON.stringify(RULES)} })`)
  for (const one of found.violations) faults.push(`${where}: ${one.id}, ${one.nodes.length} × ${one.nodes[0].target.join(' ')}`)
}

export async function walk({ office, open }) {
  const faults = []
  const door = await open()
  await door.goto(`${office.address}/signin`)
  await door.locator('#account').waitFor()
  await scan(door, faults, '/signin')
  await signIn(door, office)
  const storageState = await door.context().storageState()
  for (const { lang, theme, width } of VIEWS) {
    const page = await open({ lang, theme, context: { storageState, viewport: { width, height: 900 } } })
    for (const path of PAGES) {
      const where = `${path} ${lang} ${theme} ${width}`
      await page.goto(office.address + path)
      await page.locator('h1').first().waitFor()
      await page.waitForTimeout(250)
      await scan(page, faults, where)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (over > 0) faults.push(`${where}: ${over} px over the edge`)
    }
    await page.context().close()
  }
  assert.deepEqual(faults, [])
}
