/* A task table comes in: looked at, corrected, applied; the same again changes nothing; next month's changes two things. */
import { strict as assert } from 'node:assert'
import { xlsx } from '../files.mjs'
import { addUnits } from '../office.mjs'
import { TABLE_MERGES, TABLE_ROWS } from '../samples.mjs'
import { drop, says, signIn } from '../steps.mjs'

export const title = 'a task table, three times'

const book = (rows) => xlsx('任务分解表', rows, TABLE_MERGES)
const preview = async (page) => page.waitForURL((address) => /imports\/\d+/.test(address.pathname))

export async function walk({ office, open }) {
  await addUnits(office)
  const page = await open()
  await signIn(page, office, '/imports')
  await page.goto(`${office.address}/imports`)

  await drop(page, '任务分解表.xlsx', book(TABLE_ROWS))
  await preview(page)
  const apply = page.locator('footer .gt-btn.primary')
  await apply.waitFor()

  /* a unit that is only near is offered, never taken unasked */
  assert.equal(await apply.isDisabled(), true)
  assert.equal((await office.api('GET', '/wall')).tasks.length, 0)
  const id = Number(/imports\/(\d+)/.exec(page.url())[1])
  const near = (await office.api('GET', `/imports/${id}`)).units.find((unit) => unit.text === '成果转化外')
  assert.equal(near.unit, null)
  assert.ok(near.offers.length > 0)
  await office.api('PATCH', `/imports/${id}`, { units: [{ text: near.text, unit: near.offers[0] }] })
  await page.reload()
  await apply.waitFor()
  assert.equal(await apply.isDisabled(), false)
  await apply.click()
  await page.locator('.gt-said').waitFor()
  const first = (await office.api('GET', '/wall')).tasks
  assert.ok(first.length >= 3, `${first.length} tasks`)

  /* the original is kept, byte for byte */
  const kept = await page.request.get(`${office.address}/api/v1/imports/${id}/file`)
  assert.equal(Buffer.compare(await kept.body(), Buffer.from(book(TABLE_ROWS))), 0)

  /* the same sheet again: nothing to do */
  await page.goto(`${office.address}/imports`)
  await drop(page, '任务分解表.xlsx', book(TABLE_ROWS))
  await preview(page)
  const again = await office.api('GET', `/imports/${Number(/imports\/(\d+)/.exec(page.url())[1])}`)
  assert.equal(again.fresh, 0)
  assert.equal(again.gone, 0)

  /* next month: one deadline later, one row gone */
  const later = TABLE_ROWS.filter((row) => row[1] !== '举办科技成果对接会')
    .map((row) => row.map((cell) => (cell === '2026年6月底前' ? '2026年8月底前' : cell)))
  await page.goto(`${office.address}/imports`)
  await drop(page, '任务分解表.xlsx', book(later))
  await preview(page)
  await says(page, '.diff', '8月31日')
  const third = await office.api('GET', `/imports/${Number(/imports\/(\d+)/.exec(page.url())[1])}`)
  assert.equal(third.gone, 1)
  assert.equal(third.changed, 1)
  assert.equal(third.fresh, 0)
}
