/* Leader and office over the year's figures: the overview, down to an indicator; a table with two bad cells, corrected and taken; in both languages. */
import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { xlsx } from '../files.mjs'
import { drop, says, signIn } from '../steps.mjs'

export const title = 'the overview, an indicator, a table of readings with two bad cells'
export const demo = true

const AXE = readFileSync(fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8')

/** No page may have a fault that a reader of the screen or a keyboard would meet. */
async function accessible(page, where) {
  await page.evaluate(AXE)
  const faults = await page.evaluate(async () => {
    const found = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`)
  })
  assert.deepEqual(faults, [], `${where}: ${faults.join('; ')}`)
}

const as = (office, name) => ({ address: office.address, account: name, password: office.accounts[name] })

export async function walk({ office, open }) {
  /* the leader: one sentence, what waits, which indicators will miss; down to one of them */
  const leader = await open({ context: { bypassCSP: true } })
  await signIn(leader, as(office, 'leader'), '/cockpit')
  await leader.goto(`${office.address}/cockpit`)
  await leader.locator('.cards .card').first().waitFor()
  await says(leader, 'h1', '时间过半')
  await says(leader, '.decide h2', '今天要您定的')
  assert.equal(await leader.locator('.cards .card').count(), 6)
  await accessible(leader, 'the overview')
  /* the table says what the chart says */
  await leader.getByRole('button', { name: '表格' }).click()
  await leader.locator('.card table').first().waitFor()
  assert.equal(await leader.locator('.card svg.curve').count(), 0)
  await leader.locator('.card').nth(2).locator('.badge').click()
  await says(leader, '.card .why', '为什么是“严重滞后”')
  await leader.keyboard.press('Escape')
  await leader.locator('.card').nth(2).locator('h3 a').click()
  await leader.waitForURL((address) => /^\/indicators\/\d+$/.test(address.pathname))
  await says(leader, 'h1', '科技型中小企业')
  await leader.locator('.big svg').waitFor()
  await says(leader, '.months', '目标曲线')
  await accessible(leader, 'an indicator')
  await leader.goto(`${office.address}/indicators?state=miss`)
  await leader.locator('.list tbody tr').first().waitFor()
  await accessible(leader, 'the list')
  await leader.goto(`${office.address}/indicators/ranks`)
  await leader.locator('.map .region').first().waitFor()
  assert.equal(await leader.locator('.map .region').count(), 11)
  await leader.locator('.map .region').first().focus()
  await leader.keyboard.press('Enter')
  await leader.locator('tr.on').waitFor()
  await accessible(leader, 'the regions')
  await leader.goto(`${office.address}/indicators/scores`)
  await says(leader, 'tfoot', '合计')
  await accessible(leader, 'the scores')

  /* the office: a table with two bad cells is told, cell by cell, and nothing is taken */
  const page = await open({ context: { bypassCSP: true } })
  await signIn(page, as(office, 'office'))
  await page.goto(`${office.address}/indicators/readings`)
  await page.locator('.grid tbody tr').first().waitFor()
  await accessible(page, 'the entry grid')
  const table = (visits, rate) => xlsx('数值', [['指标', '单位', '2026年7月'], ['走访企业', '家次', visits], ['财政科技支出执行率', '%', rate]])
  const visits = async () => (await office.api('GET', '/indicators?q=' + encodeURIComponent('走访企业'))).items[0]
  const before = await visits()
  await drop(page, '七月.xlsx', table('N/A', '约3%'))
  await says(page, '.preview .faults', 'C2')
  await says(page, '.preview .faults', 'C3')
  assert.equal(await page.locator('.preview .faults tbody tr').count(), 2)
  assert.equal(await page.getByRole('button', { name: '全部生效' }).isDisabled(), true)
  await accessible(page, 'the preview')
  await page.getByRole('button', { name: '改好了，再传一次' }).click()
  await drop(page, '七月.xlsx', table('5688', '58.2'))
  await says(page, '.preview .lead', '新增2个数值')
  await page.getByRole('button', { name: '全部生效' }).click()
  await says(page, '.gt-said', '新增2个数值')
  const after = await visits()
  assert.equal(before.month, 6)
  assert.deepEqual([after.month, after.value], [7, 5688])

  /* typed by hand: a word is a fault in its cell, a block is pasted over several */
  const cell = page.locator(`#cell-${after.id}-7`)
  await cell.fill('约6000')
  await page.locator('form button[type=submit]').first().click()
  await says(page, '#faults', '不是数')
  await cell.fill('5700')
  await page.locator('form button[type=submit]').first().click()
  await says(page, '.gt-said', '修改1个')
  assert.equal((await visits()).value, 5700)

  /* a closed month takes a correction only with a reason */
  const march = page.locator(`#cell-${after.id}-3`)
  await march.fill('2600')
  await page.locator('form button[type=submit]').first().click()
  await says(page, '#faults', '已关账')
  await page.locator('.tools .grow input').fill('来源单位更正')
  await page.locator('form button[type=submit]').first().click()
  await says(page, '.gt-said', '修改1个')

  /* the same in English; a promised figure becomes a target */
  const english = await open({ lang: 'en', context: { bypassCSP: true } })
  await signIn(english, as(office, 'office'), '/indicators/promises')
  await english.goto(`${office.address}/indicators/promises`)
  await says(english, '.gt-lead', 'promised figures')
  await accessible(english, 'the promised figures')
  const open0 = (await office.api('GET', '/promises')).open
  await english.getByRole('button', { name: 'Make it the target' }).first().click()
  await english.locator('dialog button[type=submit]').click()
  await english.waitForFunction(() => !document.querySelector('dialog'))
  assert.equal((await office.api('GET', '/promises')).open, open0 - 1)
  await english.goto(`${office.address}/cockpit`)
  await says(english, 'h1', 'Time gone')
  await accessible(english, 'the overview in English')
  await english.locator('.lights tbody th a').first().click()
  await english.waitForURL((address) => /^\/units\/\d+$/.test(address.pathname))
  await english.locator('h1').waitFor()
  await accessible(english, 'a unit')
}
