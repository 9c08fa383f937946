/* A liaison fills three tasks in one sitting, one of them on a telephone; somebody else writes on the same draft; the
 * head approves all three, the office returns one; it is mended, approved and accepted. */
import { strict as assert } from 'node:assert'
import { says, signIn } from '../steps.mjs'

export const title = 'three tasks are reported in one sitting, one is returned, mended and accepted'
export const demo = true

const NAMES = ['编制科研设施开放年度清单', '修订科技奖励评审细则', '建设中试基地信息台账']
const MEASURES = ['开展调研，形成提纲', '征求意见并修改', '提请审议并印发']

async function ask(page, office, method, path, data) {
  const answer = await page.request.fetch(`${office.address}/api/v1${path}`, { method, data, headers: { 'x-guatu': '1', 'content-type': 'application/json' } })
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return answer.status() === 204 ? null : answer.json()
}
const enter = (page, office, account, to) => signIn(page, { ...office, account, password: office.accounts[account] }, to)
const row = (page, name) => page.locator('button.row', { hasText: name })
const areas = (page) => page.locator('ol.answers textarea')

async function fill(page, word, percent) {
  await areas(page).first().waitFor()
  for (let at = 0; at < MEASURES.length; at++) await areas(page).nth(at).fill(`${word}第${at + 1}条已办${at + 2}件。`)
  await page.getByLabel('完成比例').fill(String(percent))
  await page.locator('#problems').fill('无')
  await page.locator('#next').fill('8月送审')
}
async function submit(page) {
  await page.getByRole('button', { name: '交处长审' }).click()
}
async function review(page, tab, names, act) {
  const [at] = [new URL(page.url())]
  await page.goto(`${at.origin}/report/review?tab=${tab}`)
  for (const name of names) await page.locator('article', { hasText: name }).locator('input[type=checkbox]').first().check()
  await page.getByRole('button', { name: act, exact: true }).first().click()
}

export async function walk({ office, open }) {
  const boss = await open()
  await enter(boss, office, 'office', '/report')
  const liaison = await open()
  await enter(liaison, office, 'liaison', '/report')
  const me = await ask(liaison, office, 'GET', '/session')
  const ids = []
  for (const name of NAMES) {
    const made = await ask(boss, office, 'POST', '/tasks', { title: name, level: 'task', unit: me.unit, start_pin: '2026-07-01', finish_pin: '2026-09-30' })
    await ask(boss, office, 'PATCH', `/tasks/${made.bar.id}/measures`, { measures: MEASURES })
    ids.push(made.bar.id)
  }

  /* the first: nothing answered cannot go; the count is of characters; it is kept by itself */
  await liaison.goto(`${office.address}/report`)
  await row(liaison, NAMES[0]).click()
  await says(liaison, 'section.form h2', NAMES[0])
  await says(liaison, '.foot', '现在不能交')
  await areas(liaison).first().fill('字'.repeat(301))
  await says(liaison, '.count', '合计301/300字')
  await fill(liaison, '清单', 30)
  await says(liaison, '.state', '草稿已存')

  /* the head writes on the same draft meanwhile: the liaison is told, and chooses */
  const head = await open()
  await enter(head, office, 'unit', '/report')
  const path = `/tasks/${ids[0]}/reporting`
  const form = await ask(head, office, 'GET', `${path}?period=2026-07`)
  await ask(head, office, 'PATCH', `${path}/draft?period=2026-07`, { revision: form.revision, percent: 31, answers: form.answers.map((one) => ({ measure: one.measure, answer: '处长改过。' })) })
  await areas(liaison).first().fill('清单第1条已办2件，另有1件在办。')
  await says(liaison, '[role=alert]', '别人也在写')
  await liaison.getByRole('button', { name: '用我的覆盖' }).click()
  await says(liaison, '.state', '草稿已存')
  assert.equal(await areas(liaison).first().inputValue(), '清单第1条已办2件，另有1件在办。')
  await liaison.keyboard.press('Control+Enter')
  await row(liaison, NAMES[0]).locator('i', { hasText: '待处长审' }).waitFor()

  /* the second by its keys, the third on a telephone */
  await row(liaison, NAMES[1]).click()
  await says(liaison, 'section.form h2', NAMES[1])
  await fill(liaison, '细则', 40)
  await submit(liaison)
  await row(liaison, NAMES[1]).locator('i', { hasText: '待处长审' }).waitFor()
  const phone = await open({ context: { viewport: { width: 390, height: 844 } } })
  await enter(phone, office, 'liaison', '/report')
  await row(phone, NAMES[2]).click()
  await fill(phone, '台账', 50)
  await submit(phone)
  await phone.waitForFunction((name) => !document.querySelector('section.form h2')?.textContent?.includes(name), NAMES[2])

  /* approved in one go; the office takes two and returns one */
  await review(head, 'approve', NAMES, '审核通过')
  await head.waitForFunction((names) => !names.some((name) => document.body.textContent.includes(name)), NAMES)
  await review(boss, 'accept', [NAMES[1]], '退回')
  const dialog = boss.locator('dialog[open]')
  assert.ok(await dialog.getByRole('button', { name: '退回', exact: true }).isDisabled(), 'a return wants a reason')
  await dialog.locator('textarea').fill('第2条没有说清采纳几条')
  await dialog.getByRole('button', { name: '退回', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await review(boss, 'accept', [NAMES[0], NAMES[2]], '接收')
  await boss.waitForFunction((name) => !document.body.textContent.includes(name), NAMES[0])

  /* back at the desk: the reason stands over the form; mended, approved, accepted */
  await liaison.goto(`${office.address}/report`)
  await row(liaison, NAMES[1]).click()
  await says(liaison, '.moves .return', '第2条没有说清采纳几条')
  await areas(liaison).nth(1).fill('征求意见12条，采纳9条。')
  await submit(liaison)
  await row(liaison, NAMES[1]).locator('i', { hasText: '待处长审' }).waitFor()
  await review(head, 'approve', [NAMES[1]], '审核通过')
  await head.waitForFunction((name) => !document.body.textContent.includes(name), NAMES[1])
  await review(boss, 'accept', [NAMES[1]], '接收')
  await boss.waitForFunction((name) => !document.body.textContent.includes(name), NAMES[1])
  const turns = await ask(boss, office, 'GET', `/tasks/${ids[1]}/turns`)
  assert.deepEqual(turns.items.filter((turn) => turn.state === 'accepted').map((turn) => turn.period), ['2026-07'])
  assert.equal((await ask(boss, office, 'GET', `/tasks/${ids[1]}`)).bar.percent, 40)

  /* the task page tells its reports, the chase list who is late, the burden page what was asked */
  await boss.goto(`${office.address}/tasks/${ids[1]}`)
  await says(boss, '.turns', '已接收')
  await boss.goto(`${office.address}/report/review?tab=chase`)
  await says(boss, '.gt-lead', '应报')
  await boss.goto(`${office.address}/burden`)
  await says(boss, '.gt-lead', '份')
}
