/* A document becomes tasks: sign in, read, accept, correct, split, undo, mass accept, see the wall. */
import { strict as assert } from 'node:assert'
import { docx } from '../files.mjs'
import { addUnits } from '../office.mjs'
import { DIRECTIVE } from '../samples.mjs'
import { drop, says, signIn } from '../steps.mjs'

export const title = 'from a directive to the wall'

export async function walk({ office, open }) {
  await addUnits(office)
  const page = await open()

  /* a wrong password is said in place, and nothing is lost */
  await page.goto(`${office.address}/directives`)
  await page.waitForURL((address) => address.pathname === '/signin')
  await page.locator('#account').fill(office.account)
  await page.locator('#password').fill('不是这个')
  await page.locator('button[type=submit]').click()
  await page.locator('[role=alert]').first().waitFor()
  await signIn(page, office, '/directives')
  await page.goto(`${office.address}/directives`)

  /* what is not a document is refused before it is sent */
  await drop(page, '照片.png', Buffer.from('x'))
  await says(page, '[role=alert]', '不是能读的文件')
  /* a torn one is refused by the server, with one clear message, and nothing is stored */
  await drop(page, '残.docx', docx(DIRECTIVE).subarray(0, 300))
  await page.locator('.fault[role=alert]').waitFor()
  assert.equal((await office.api('GET', '/directives')).items.length, 0)

  await drop(page, '责任分解.docx', docx(DIRECTIVE))
  await page.waitForURL((address) => /directives\/\d+/.test(address.pathname))
  await page.locator('.card').waitFor()
  const id = Number(/directives\/(\d+)/.exec(page.url())[1])
  const clauses = async () => (await office.api('GET', `/directives/${id}`)).clauses
  const all = await clauses()
  assert.ok(all.length >= 6, `${all.length} clauses`)
  assert.equal(await page.locator('.sheet .run').count() > 0, true)

  /* accept the first with the keyboard; the next one opens by itself */
  const first = await page.locator('.card h3').textContent()
  await page.keyboard.press('Control+Enter')
  await says(page, '.row.confirmed', first.trim())
  assert.equal((await clauses()).filter((clause) => clause.state === 'accepted').length, 1)

  /* correct the second: another date, seen beside what was read */
  await page.keyboard.press('e')
  await page.locator('#cf-due').fill('7月17日')
  await page.locator('#cf-due').press('Tab')
  await says(page, '#cf-due-hint', '7月17日')
  await page.keyboard.press('Control+Enter')
  await page.waitForFunction(() => document.querySelectorAll('.row.confirmed').length === 2)
  assert.equal((await clauses()).filter((clause) => clause.state === 'accepted' && clause.due === '2026-07-17').length, 1)

  /* take it back, and again forward */
  await page.keyboard.press('Control+z')
  await page.waitForFunction(() => document.querySelectorAll('.row.confirmed').length === 1)
  assert.equal((await clauses()).filter((clause) => clause.state === 'accepted').length, 1)

  /* the unit that is not in the list is offered, never guessed; here there is nothing to do */
  await page.locator('.row', { hasText: '守牢安全稳定底线' }).locator('.t').click()
  await says(page, '.card', '保卫办')
  /* its other fields can be corrected while the unit is still a stranger */
  await page.keyboard.press('e')
  await page.locator('#cf-due').fill('2026-09-30')
  await page.locator('#cf-due').press('Tab')
  await page.locator('.adder select').selectOption({ index: 3 })
  await page.getByRole('button', { name: '只保存' }).click()
  await page.waitForFunction(() => !document.querySelector('#cf-due'))
  assert.equal((await clauses()).find((clause) => clause.title.includes('守牢')).due, '2026-09-30')
  await page.keyboard.press('n')
  await page.locator('#why-nothing').fill('与本单位无关')
  await page.locator('dialog button[type=submit]').click()
  await page.waitForFunction(() => !document.querySelector('dialog'))
  assert.deepEqual((await clauses()).filter((clause) => clause.state === 'nothing').map((clause) => clause.reason), ['与本单位无关'])

  /* split one in two, and merge it again by undoing */
  await page.locator('.row', { hasText: '加快科技成果转化应用' }).locator('.t').click()
  const before = (await clauses()).length
  await page.keyboard.press('s')
  await page.locator('dialog .cut').last().click()
  await page.locator('dialog .gt-btn.primary').click()
  await page.waitForFunction(() => !document.querySelector('dialog'))
  assert.equal((await clauses()).length, before + 1)
  await page.keyboard.press('Control+z')
  for (let tries = 0; tries < 50 && (await clauses()).length !== before; tries++) await page.waitForTimeout(100)
  assert.equal((await clauses()).length, before)

  /* one clause belongs to a task that is there already; the answer can be taken back and given again */
  await page.locator('.row', { hasText: '筹备全省科技大会' }).locator('.t').click()
  await page.keyboard.press('t')
  await page.locator('#map-task').fill('企业')
  await page.locator('dialog [role=option]').first().click()
  await page.locator('dialog .gt-btn.primary').click()
  await page.waitForFunction(() => !document.querySelector('dialog'))
  assert.equal((await clauses()).filter((clause) => clause.state === 'mapped').length, 1)
  await says(page, '.card', '撤回答复')
  await page.getByRole('button', { name: '撤回答复' }).click()
  await page.waitForFunction(() => !document.querySelector('.card .state.mapped'))
  await page.keyboard.press('Control+z')
  await page.locator('.card .state.mapped').waitFor()
  assert.equal((await clauses()).filter((clause) => clause.state === 'mapped').length, 1)

  /* the rest at once, after seeing what would happen */
  await page.getByRole('button', { name: /^确认其余/ }).click()
  await page.locator('dialog .sentence').waitFor()
  await page.locator('dialog .gt-btn.primary').click()
  await page.waitForFunction(() => !document.querySelector('dialog'))
  const now = await clauses()
  const tasks = now.filter((clause) => clause.state === 'accepted')
  assert.ok(tasks.length >= 3, `${tasks.length} accepted`)

  /* and they stand on the wall and in the table */
  const wall = await office.api('GET', '/wall')
  assert.ok(wall.tasks.length >= tasks.length)
  await page.goto(`${office.address}/tasks`)
  await says(page, '.tasks', '建强实验室体系')
  await page.goto(`${office.address}/wall`)
  await page.waitForTimeout(500)
  await page.goto(`${office.address}/`)
  await says(page, '.lights', '基础处')
}
