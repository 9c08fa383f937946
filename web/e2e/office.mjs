/*
 * office.mjs - the program on a space of its own, in a temporary folder, for
 * as long as one journey takes.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const GUATU = process.env.GUATU ?? join(ROOT, 'build/guatu')
const WEB = process.env.GUATU_WEB ?? join(ROOT, 'build/web')
const START_MS = 10_000

export const TODAY = '2026-07-08'

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer()
    probe.on('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}

/** A new space: empty, or with the invented year in it. Returns who may sign in. */
function makeSpace(space, demo) {
  const run = (...args) => JSON.parse(execFileSync(GUATU, [...args, '--space', space, '--today', TODAY, '--json'], { encoding: 'utf8' }))
  if (!demo) {
    const made = run('init', '--name', '江岭省科学技术厅', '--year', '2026')
    const office = made.accounts.find((one) => one.account === 'office')
    return { account: 'office', password: office.password, accounts: Object.fromEntries(made.accounts.map((one) => [one.account, one.password])) }
  }
  const accounts = Object.fromEntries(run('demo').accounts.map((one) => [one.name, one.password]))
  return { account: 'office', password: accounts.office, accounts }
}

/** Starts a new space and its server; stop() ends both and leaves nothing behind. */
export async function startOffice({ demo = false } = {}) {
  if (!existsSync(GUATU)) throw new Error(`${GUATU} is missing; build first or set GUATU`)
  if (!existsSync(join(WEB, 'index.html'))) throw new Error(`${WEB} is missing; run "make" first or set GUATU_WEB`)
  const folder = mkdtempSync(join(tmpdir(), 'guatu-e2e-'))
  const space = join(folder, 'office.gtspace')
  const made = makeSpace(space, demo)
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const server = spawn(GUATU, ['serve', '--space', space, '--listen', `127.0.0.1:${port}`, '--web', WEB, '--today', TODAY, '--log', join(folder, 'serve.log')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  server.stderr.on('data', (part) => (said += part))
  let ended = null
  server.on('exit', (code, signal) => (ended = signal ?? code))

  const until = Date.now() + START_MS
  for (;;) {
    if (ended !== null) throw new Error(`the server ended at once (${ended}): ${said}`)
    const up = await fetch(`${address}/healthz`).then((answer) => answer.ok, () => false)
    if (up) break
    if (Date.now() > until) {
      server.kill('SIGKILL')
      throw new Error(`no answer from ${address} within ${START_MS} ms: ${said}`)
    }
    await new Promise((done) => setTimeout(done, 50))
  }

  let cookie = ''
  /** What a request of this session carries. */
  const headers = (more = {}) => ({ 'x-guatu': '1', 'accept-language': 'zh', 'content-type': 'application/json', cookie, ...more })
  /** One call of the API, for what a journey only needs to be there. */
  async function api(method, path, body) {
    const binary = body instanceof Uint8Array
    const answer = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: headers(binary ? { 'content-type': 'application/octet-stream' } : {}),
      ...(body === undefined ? {} : { body: binary ? body : JSON.stringify(body) }),
    })
    const set = answer.headers.get('set-cookie')
    if (set) cookie = set.slice(0, set.indexOf(';'))
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? null : JSON.parse(text)
  }
  await api('POST', '/session', { name: made.account, password: made.password })

  return {
    address, account: made.account, password: made.password, accounts: made.accounts ?? {}, api, headers, folder,
    alive: () => ended === null,
    stop: async () => {
      if (ended === null) {
        server.kill('SIGTERM')
        await new Promise((done) => server.once('exit', done))
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The units of the invented department. */
export async function addUnits(office) {
  const names = ['办公室', '规划与资源配置处', '基础研究处', '高新技术处', '成果转化处', '社会发展处', '政策法规处']
  const shorts = ['办公室', '规划处', '基础处', '高新处', '成果处', '社发处', '法规处']
  const made = []
  for (let at = 0; at < names.length; at++)
    made.push(await office.api('POST', '/units', { name: names[at], short: shorts[at], aliases: [shorts[at]], position: at + 1 }))
  return made
}
