/* A task from issue to score: the office issues, the liaison signs, asks for more time, finishes with evidence;
 * it is sent back, finished again, accepted and scored. Then two people edit it at once. */
import { strict as assert } from 'node:assert'
import { says, signIn } from '../steps.mjs'

export const title = 'a task is issued, signed for, extended, sent back, accepted; two edit it at once'
export const demo = true

const NAME = '编制省实验室体系建设年度评估报告'

/** What a signed-in page asks of the API, as the program's own pages do. */
async function ask(page, office, method, path, data, more = {}) {
  const answer = await page.request.fetch(`${office.address}/api/v1${path}`, { method, data, headers: { 'x-guatu': '1', 'content-type': 'application/json', ...more } })
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return answer.status() === 204 ? null : answer.json()
}
const enter = (page, office, account, to) => signIn(page, { ...office, account, password: office.accounts[account] }, to)

/** Opens a move's form by its button, fills it, sends it. */
async function move(page, name, fill = async () => undefined) {
  await page.locator('#duty .rail').first().waitFor()
  const button = page.locator('#duty .acts').first().getByRole('button', { name, exact: true })
  if (!(await button.isVisible().catch(() => false))) await page.locator('#duty details summary').first().click()
  await button.click()
  const dialog = page.locator('dialog[open]')
  await fill(dialog)
  await dialog.getByRole('button', { name, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
const say = (words) => (dialog) => dialog.locator('textarea').last().fill(words)

export async function walk({ office, open }) {
  const boss = await open()
  await enter(boss, office, 'office', '/tasks')
  const liaison = await open()
  await enter(liaison, office, 'liaison', '/my')
  const me = await ask(liaison, office, 'GET', '/session')
  const made = await ask(boss, office, 'POST', '/tasks', { title: NAME, level: 'task', unit: me.unit, deadline: '2026-09-30', duration_days: 20 })
  const id = made.bar.id

  /* issued from the table of tasks, with a preview */
  await boss.goto(`${office.address}/tasks?q=${encodeURIComponent(NAME)}`)
  await boss.locator('td.c input[type=checkbox]').first().check()
  await boss.getByRole('button', { name: '下达1项' }).click()
  await says(boss, 'dialog[open]', '将下达1项任务，1个单位签收')
  await boss.locator('dialog[open]').getByRole('button', { name: '下达1项' }).click()
  await says(boss, 'td.duty', '待签收')

  /* the liaison finds it among what waits for him, and signs */
  await liaison.goto(`${office.address}/my`)
  await liaison.locator('#my-sign li', { hasText: NAME }).locator('input[type=checkbox]').check()
  await liaison.getByRole('button', { name: '签收选中的1项' }).click()
  await says(liaison, '#my-do, #my-soon', NAME)

  /* more time: first without a reason, which is refused in place */
  await liaison.goto(`${office.address}/tasks/${id}`)
  await liaison.locator('#duty').getByRole('button', { name: '申请延期' }).click()
  const form = liaison.locator('dialog[open]')
  await form.getByRole('button', { name: '申请延期', exact: true }).click()
  await says(liaison, 'dialog[open] .gt-fault', '这一栏要写。')
  await form.locator('input').first().fill('2026-10-20')
  await form.locator('input').first().press('Tab')
  await form.locator('textarea').fill('评估专家组推迟到九月中旬进场。')
  await form.getByRole('button', { name: '申请延期', exact: true }).click()
  await form.waitFor({ state: 'detached' })
  await says(liaison, '#duty', '延期待批')

  /* the office grants it; the old date is kept and counted */
  await boss.goto(`${office.address}/my`)
  await says(boss, '#my-decide', '评估专家组推迟到九月中旬进场。')
  await boss.locator('#my-decide a', { hasText: NAME }).click()
  await move(boss, '同意延期', say('同意，按新时限推进。'))
  await says(boss, '#duty', '延期1次')
  await says(boss, '#duty', '原时限9月30日')

  /* finished with evidence, sent back, finished again */
  const finish = async (words) => {
    await liaison.goto(`${office.address}/tasks/${id}`)
    await move(liaison, '申请办结', async (dialog) => {
      await dialog.locator('input[type=file]').setInputFiles({ name: '评估报告.txt', mimeType: 'text/plain', buffer: Buffer.from(`评估报告 ${words}`) })
      await says(liaison, 'dialog[open] .gt-chip', '评估报告.txt')
      await say(words)(dialog)
    })
    await says(liaison, '#duty', '待验收')
  }
  await finish('报告已印发。')
  assert.equal(await liaison.locator('#duty').getByRole('button', { name: '验收通过' }).count(), 0, 'nobody accepts his own unit’s work')
  await boss.goto(`${office.address}/tasks/${id}`)
  const download = boss.waitForEvent('download')
  await boss.locator('#duty .steps a', { hasText: '评估报告.txt' }).click()
  assert.equal((await download).suggestedFilename(), '评估报告.txt')
  await move(boss, '退回整改', say('缺少专家组签字页。'))
  await liaison.goto(`${office.address}/my`)
  await says(liaison, '#my-returned', '缺少专家组签字页。')
  await finish('已补签字页。')

  /* accepted and scored */
  await boss.goto(`${office.address}/tasks/${id}`)
  await move(boss, '验收通过', async (dialog) => {
    await dialog.locator('input[type=number]').first().fill('25')
    await says(boss, 'dialog[open] .sum', '95')
  })
  await says(boss, '#duty', '95分 优秀')
  await says(boss, '#duty', '退回1次')

  /* two edit one thing: the second is told field by field, and keeps what he chooses */
  const other = await open()
  await enter(other, office, 'office', `/tasks/${id}`)
  const edit = async (page) => {
    await page.goto(`${office.address}/tasks/${id}`)
    await page.locator('.gt-head').getByRole('button', { name: '改', exact: true }).click()
    return page.locator('dialog[open]')
  }
  const mine = await edit(boss)
  const theirs = await edit(other)
  await theirs.locator('#tf-short').fill('评估（甲）')
  await theirs.locator('#tf-theme').fill('平台建设')
  await theirs.locator('button[type=submit]').click()
  await theirs.waitFor({ state: 'detached' })
  await mine.locator('#tf-short').fill('评估（乙）')
  await mine.locator('#tf-note').fill('附评分细则')
  await mine.locator('button[type=submit]').click()
  await says(boss, 'dialog[open] .merge', '别人先改了')
  await says(boss, 'dialog[open] .merge tbody', '评估（甲）')
  await mine.locator('.merge tbody tr').first().locator('input').nth(1).check()
  await mine.locator('button[type=submit]').click()
  await mine.waitFor({ state: 'detached' })
  const now = await ask(boss, office, 'GET', `/tasks/${id}`)
  assert.equal(now.bar.short, '评估（乙）')
  assert.equal(now.bar.theme, '平台建设')
  assert.equal(now.note, '附评分细则')

  /* the versions, and one of them again */
  await boss.getByRole('button', { name: '历次版本' }).click()
  await boss.locator('dialog[open]').getByRole('button', { name: '恢复成这一版' }).first().click()
  await boss.locator('#vs-why').fill('简称以甲稿为准')
  await boss.locator('dialog[open]').getByRole('button', { name: '恢复', exact: true }).click()
  await boss.locator('dialog[open]').waitFor({ state: 'detached' })
  assert.equal((await ask(boss, office, 'GET', `/tasks/${id}`)).bar.short, '评估（甲）')

  /* and the whole space holds together */
  const check = await ask(boss, office, 'GET', '/check')
  assert.deepEqual(check.items, [])
}
