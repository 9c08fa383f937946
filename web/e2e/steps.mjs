/* steps.mjs - what several journeys do on their way. */
import { strict as assert } from 'node:assert'

export async function signIn(page, office, to = '/') {
  await page.goto(`${office.address}${to}`)
  await page.locator('#account').fill(office.account)
  await page.locator('#password').fill(office.password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((address) => !address.pathname.startsWith('/signin'))
}

export async function drop(page, name, bytes) {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes })
}

/** Waits until the text of a place says so. */
export async function says(page, selector, expected) {
  await page.waitForFunction(
    ([where, what]) => [...document.querySelectorAll(where)].some((node) => node.textContent.replace(/\s+/g, ' ').includes(what)),
    [selector, expected],
  ).catch(async () => {
    const texts = await page.locator(selector).allTextContents()
    assert.fail(`${selector} does not say “${expected}” but: ${texts.map((text) => text.replace(/\s+/g, ' ').trim()).join(' | ').slice(0, 600)}`)
  })
}
