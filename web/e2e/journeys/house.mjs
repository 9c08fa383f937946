/* The rest of the house on the demo's year: a task and its steps, links, reports, ways out, baselines, nodes, units, the journal. */
import { strict as assert } from 'node:assert'
import { says, signIn } from '../steps.mjs'

export const title = 'tasks, plan, nodes, units and the journal'
export const demo = true

const closed = (page) => page.waitForFunction(() => !document.querySelector('dialog'))
const submit = async (page) => {
  await page.locator('dialog button[type=submit]').click()
  await closed(page)
}

export async function walk({ office, open }) {
  const page = await open()
  await signIn(page, office)

  /* the table: filters are in the address, j and Enter open a row */
  await page.goto(`${office.address}/tasks`)
  await page.locator('.tasks tbody tr').first().waitFor()
  await page.locator('select').nth(2).selectOption('notyet')
  await page.waitForURL((address) => address.searchParams.get('light') === 'notyet')
  await page.keyboard.press('Escape')
  await page.locator('h1').click()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL((address) => /^\/tasks\/\d+$/.test(address.pathname))

  /* a new task of our own, so that the demo's other facts do not matter */
  await page.goto(`${office.address}/tasks`)
  await page.getByRole('button', { name: '新任务' }).click()
  await page.locator('dialog button[type=submit]').click()
  await says(page, 'dialog .gt-fault', '任务名要写')
  await page.locator('#tf-title').fill('编制科技创新年鉴')
  await page.locator('#tf-unit').selectOption({ index: 1 })
  await page.locator('#tf-deadline').fill('11月27日')
  await page.locator('#tf-deadline').press('Tab')
  await page.locator('#tf-duration').fill('40')
  await page.locator('dialog button[type=submit]').click()
  await page.waitForURL((address) => /^\/tasks\/\d+$/.test(address.pathname))
  const id = Number(/tasks\/(\d+)/.exec(page.url())[1])
  const card = () => office.api('GET', `/tasks/${id}`)
  const first = await card()
  assert.equal(first.bar.deadline, '2026-11-27')
  assert.equal(first.duration_days, 40)
  await says(page, '.facts', '40个工作日')

  /* what a changed date moves is shown before it is saved */
  await page.keyboard.press('e')
  await page.locator('#tf-deadline').fill('2026-12-18')
  await page.locator('#tf-deadline').press('Tab')
  await page.locator('dialog .effect').waitFor()
  await says(page, 'dialog .effect', '编制科技创新年鉴')
  await submit(page)
  assert.equal((await card()).bar.deadline, '2026-12-18')

  /* somebody else was faster: nothing is overwritten */
  await page.keyboard.press('e')
  await page.locator('#tf-note').fill('我的话')
  await office.api('POST', `/tasks/${id}/reports`, { percent: 10, words: '已收集资料。' })
  const now = await card()
  await fetch(`${office.address}/api/v1/tasks/${id}`, { method: 'PATCH', headers: await office.headers({ 'if-match': `"${now.bar.revision}"` }), body: JSON.stringify({ theme: '编务' }) })
  await page.locator('dialog button[type=submit]').click()
  await page.locator('dialog [role=alert]').first().waitFor()
  assert.equal((await card()).bar.theme, '编务')
  assert.equal(await page.locator('#tf-note').inputValue(), '我的话')
  await page.keyboard.press('Escape')
  await closed(page)

  /* progress, within its 300 characters */
  await page.getByRole('button', { name: '写进展' }).first().click()
  await page.locator('#rp-words').fill('字'.repeat(301))
  assert.equal(await page.locator('dialog button[type=submit]').isDisabled(), true)
  await page.locator('#rp-percent').fill('25')
  await page.locator('#rp-words').fill('完成总体框架。')
  await submit(page)
  await says(page, '.report', '完成总体框架。')

  /* linked steps out of a template, then a link to another task */
  await page.getByRole('button', { name: '按模板生成步骤…' }).click()
  await page.locator('dialog .steps tbody tr').first().waitFor()
  await page.locator('dialog .gt-btn.primary').click()
  await closed(page)
  assert.ok((await card()).steps.length >= 3)
  await page.getByRole('button', { name: '加衔接…' }).click()
  await page.locator('#link-other').fill('成果')
  await page.locator('dialog [role=option]').first().click()
  await page.locator('#ln-kind').selectOption('SS')
  await page.locator('#ln-min').fill('5')
  await page.locator('dialog .effect').waitFor()
  await submit(page)
  const linked = (await card()).links.find((link) => link.kind === 'SS')
  assert.equal(linked?.lag_min, 5)

  /* a plan that cannot be met says what would free it, and does it */
  await page.goto(`${office.address}/plan`)
  await page.locator('.conflict').first().waitFor()
  const before = (await office.api('GET', '/plan/conflicts')).items
  await page.locator('.conflict').first().locator('li', { hasText: '改时限' }).getByRole('button').click()
  await page.locator('dialog .effect').waitFor()
  await page.locator('dialog').getByRole('button', { name: '照此办理' }).click()
  await closed(page)
  assert.ok((await office.api('GET', '/plan/conflicts')).items.length < before.length)

  /* a frozen plan, and the difference to it */
  await page.goto(`${office.address}/plan?tab=baselines`)
  await page.getByRole('button', { name: /^冻结/ }).click()
  await page.locator('#bl-name').fill('七月调整稿')
  await submit(page)
  await says(page, '.gt-lead', '七月调整稿')

  /* nodes and units */
  await page.goto(`${office.address}/nodes`)
  await page.getByRole('button', { name: '新节点' }).click()
  await page.locator('#nd-name').fill('年鉴发布')
  await page.locator('#nd-start').fill('2026-12-21')
  await page.locator('#nd-start').press('Tab')
  await submit(page)
  await says(page, '.gt-table', '年鉴发布')
  await page.goto(`${office.address}/units`)
  await page.locator('.gt-table tbody tr').first().getByRole('button', { name: '改' }).click()
  await page.locator('#un-aliases').fill('厅办、办公室（本级）')
  await submit(page)
  await says(page, '.gt-table', '厅办、办公室（本级）')

  /* every change is in the journal, and the journal holds */
  await page.goto(`${office.address}/journal?object=task/${id}`)
  await page.locator('.what').last().click()
  await says(page, '.detail', '编制科技创新年鉴')
  await page.getByRole('button', { name: '核对全部日志' }).click()
  await says(page, '.check', '核对无误')
}
