/* A second version of a directive: compared, and the tasks follow. */
import { strict as assert } from 'node:assert'
import { docx } from '../files.mjs'
import { addUnits } from '../office.mjs'
import { DIRECTIVE, DIRECTIVE_2 } from '../samples.mjs'
import { says, signIn } from '../steps.mjs'

export const title = 'a second version, and the tasks follow'

const send = (office, bytes, query) => office.api('POST', `/directives?name=${encodeURIComponent('责任分解.docx')}${query}`, new Uint8Array(bytes))

export async function walk({ office, open }) {
  await addUnits(office)
  const first = await send(office, docx(DIRECTIVE), '')
  await office.api('POST', `/directives/${first.row.id}/accept`, { confidence: 0, apply: true })
  const dueOf = async () => (await office.api('GET', '/wall')).tasks.find((task) => task.title.includes('实验室'))?.deadline
  assert.equal(await dueOf(), '2026-10-31')

  const second = await send(office, docx(DIRECTIVE_2), `&version_of=${first.row.id}`)
  const page = await open()
  await signIn(page, office, '/directives')
  await page.goto(`${office.address}/directives/${second.row.id}/compare`)
  await page.locator('.cmp').waitFor()
  const compared = await office.api('GET', `/directives/${second.row.id}/compare`)
  const states = compared.rows.map((row) => row.state)
  assert.ok(states.includes('changed') && states.includes('new') && states.includes('gone'), states.join(' '))
  assert.equal(await dueOf(), '2026-10-31', 'looking changes nothing')

  await page.getByRole('button', { name: /全选|全部/ }).first().click()
  await page.locator('.follow .gt-btn.primary').click()
  await page.locator('.gt-said').waitFor()
  assert.equal(await dueOf(), '2026-11-30')
  await says(page, '.cmp', '实验室')
}
