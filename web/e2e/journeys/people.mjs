/* Four people at their own work: the security administrator opens an account, its owner gets a new password and a
 * second factor, the office hands work over, an expert sees what was given to him. */
import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { says } from '../steps.mjs'

export const title = 'people, posts, accounts and the second factor'
export const demo = true

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** RFC 6238, as an authenticator app does it. */
function codeOf(secret, steps = 0) {
  const bits = [...secret.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))
  const count = Buffer.alloc(8)
  count.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', key).update(count).digest()
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0')
}

async function enter(page, office, name, password) {
  await page.goto(`${office.address}/signin`)
  await page.locator('#account').fill(name)
  await page.locator('#password').fill(password)
  await page.locator('button[type=submit]').click()
}
const inside = (page) => page.waitForURL((address) => !address.pathname.startsWith('/signin'))

async function scan(page, faults, where) {
  const found = await page.evaluate(`${axe}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })`)
  for (const one of found.violations) faults.push(`${where}: ${one.id}, ${one.nodes[0].target.join(' ')}`)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  if (over > 0) faults.push(`${where}: ${over} px over the edge`)
}

export async function walk({ office, open }) {
  const faults = []

  /* security: lands on the accounts, has no wall; opens an account for a liaison */
  const security = await open()
  await enter(security, office, 'security', office.accounts.security)
  await security.waitForURL((address) => address.pathname === '/security')
  assert.equal(await security.locator('nav a[href="/wall"]').count(), 0)
  await security.goto(`${office.address}/wall`)
  await says(security, '.gt-page, main', '无权')
  await security.goto(`${office.address}/security`)
  await security.getByRole('button', { name: '开立账号' }).click()
  const who = await security.locator('#sa-person option', { hasText: '骆清和' }).getAttribute('value')
  await security.locator('#sa-person').selectOption(who)
  await security.locator('#sa-login').fill('luoqinghe')
  await security.locator('dialog button[type=submit]').click()
  const given = (await security.locator('dialog code').textContent()).trim()
  await security.locator('dialog .gt-btn.primary').click()
  await says(security, 'tbody', '待改口令')
  await scan(security, faults, '/security')

  /* the owner: nothing before a new password, then a second factor */
  const owner = await open()
  await enter(owner, office, 'luoqinghe', given)
  await owner.waitForURL((address) => address.pathname === '/account')
  await says(owner, '.must', '请先设置新口令')
  await owner.goto(`${office.address}/tasks`)
  await owner.waitForURL((address) => address.pathname === '/account')
  await owner.locator('#ac-old').fill(given)
  await owner.locator('#ac-new').fill('Quiet-river-42')
  await owner.locator('#ac-again').fill('Quiet-river-43')
  await says(owner, '.gt-fault', '不一样')
  await owner.locator('#ac-again').fill('Quiet-river-42')
  await owner.getByRole('button', { name: '修改口令' }).click()
  await says(owner, '.gt-said', '口令已修改')
  await owner.locator('section[aria-labelledby=ac-factor] button.primary').click()
  const secret = await owner.locator('.secret code').textContent()
  await scan(owner, faults, '/account')
  await owner.locator('#ac-code').fill(codeOf(secret, -1))
  await owner.locator('.scan button[type=submit]').click()
  const recovery = (await owner.locator('.codes code').first().textContent()).trim()
  await owner.locator('dialog .gt-btn.primary').click()
  await says(owner, 'section[aria-labelledby=ac-factor]', '剩余恢复码10个')

  /* again: password and code; then without the telephone */
  for (const code of [codeOf(secret), recovery]) {
    const again = await open()
    await enter(again, office, 'luoqinghe', 'Quiet-river-42')
    await again.locator('#code').fill('000000')
    await again.locator('button[type=submit]').click()
    await says(again, '.wrong', '验证码不对')
    await again.locator('#code').fill(code)
    await again.locator('button[type=submit]').click()
    await inside(again)
    await again.context().close()
  }

  /* the office: somebody stands in, then the work goes to him */
  const page = await open()
  await enter(page, office, 'office', office.accounts.office)
  await inside(page)
  const people = (await office.api('GET', '/people')).items
  const one = (role, name) => people.find((person) => person.role === role && (!name || person.name === name))
  const head = one('head', '林知远')
  const deputy = one('liaison', '祁小满')
  await page.goto(`${office.address}/people`)
  await page.locator('input[type=search]').fill('基础')
  await page.getByRole('link', { name: '林知远' }).click()
  await page.getByRole('button', { name: '请人代理' }).click()
  await page.locator('#po-who').selectOption(String(deputy.id))
  await page.locator('dialog button[type=submit]').click()
  await says(page, 'table', '由祁小满代理')
  await scan(page, faults, '/people/{id}')
  await page.getByRole('button', { name: '办理交接' }).click()
  await page.locator('#ho-to').selectOption(String(deputy.id))
  await page.locator('dialog button[type=submit]').click()
  await page.locator('dialog .list li').first().waitFor()
  const count = await page.locator('dialog .list li').count()
  await page.locator('dialog button[type=submit]').click()
  await says(page, '.gt-page', '没有承担工作')
  assert.ok((await office.api('GET', `/people/${deputy.id}`)).carried.length >= count)
  assert.equal((await office.api('GET', `/people/${head.id}`)).carried.length, 0)

  /* a table comes: first what it would change */
  await page.goto(`${office.address}/units`)
  await page.locator('input[type=file]').setInputFiles({ name: 'office.tsv', mimeType: 'text/plain', buffer: Buffer.from('单位\t简称\t姓名\t职务\n数字科技处\t数科处\t云帆\t主任科员\n') })
  await says(page, '.gt-lead', '将新增或变更2行')
  await page.getByRole('button', { name: '写入' }).click()
  await says(page, '.gt-said', '已写入2行')
  await says(page, 'tbody', '数字科技处')

  /* the expert: one task and nothing else */
  const expert = one('expert')
  await page.goto(`${office.address}/people/${expert.id}`)
  await page.getByRole('button', { name: '授权查看一项任务' }).click()
  await page.locator('#gi-task').fill('实验室')
  await page.locator('[role=option]').first().click()
  await page.locator('dialog button[type=submit]').click()
  await page.locator('.list li').first().waitFor()
  const outside = await open()
  await enter(outside, office, 'expert', office.accounts.expert)
  await outside.waitForURL((address) => address.pathname === '/tasks')
  await outside.locator('tbody tr').first().waitFor()
  assert.ok((await outside.locator('.tasks tbody tr').count()) >= 1)
  assert.equal(await outside.locator('nav a[href="/directives"]').count(), 0)

  const phone = await open({ context: { storageState: await page.context().storageState(), viewport: { width: 390, height: 800 } } })
  for (const path of ['/people', `/people/${head.id}`, '/account']) {
    await phone.goto(office.address + path)
    await phone.locator('h1').first().waitFor()
    await phone.waitForTimeout(250)
    await scan(phone, faults, `${path} on a telephone`)
  }
  assert.deepEqual(faults, [])
}
