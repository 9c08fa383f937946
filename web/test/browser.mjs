/* browser.mjs - the machine's own Chromium, without its chatter. */
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

export async function openBrowser(extra = []) {
  const path = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((at) => existsSync(at))
  if (!path) throw new Error('no Chromium found; install it or set CHROMIUM')
  return chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--font-render-hinting=none', ...extra],
  })
}
