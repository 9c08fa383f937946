/*
 * serve.mjs - the built front end with an invented space behind it, for
 * pictures and the benchmark: no database, no sign-in, the policy of the real
 * server on every answer.
 */
import { createServer } from 'node:http'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { day, iso, sampleCard } from './sample.mjs'

/** Where the built front end is: as said, as "make" leaves it, or as npm does. */
export const DIST = [process.env.GUATU_WEB, fileURLToPath(new URL('../../build/web/', import.meta.url)), fileURLToPath(new URL('../dist/', import.meta.url))]
  .filter(Boolean)
  .find((folder) => existsSync(join(folder, 'index.html')))
const KINDS = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'"

function preview(wall, edit) {
  const move = edit.moves?.[0]
  const task = wall.tasks.find((candidate) => candidate.id === move?.task)
  if (!task) return { version: 1, moved: [], still: wall.tasks.length, sentence: '不动', conflicts: [] }
  const by = move.start ? day(move.start) - day(task.start) : day(move.finish) - day(task.finish)
  const moved = []
  const push = (item, shift, why) =>
    moved.push({ task: item.id, title: item.title, unit: item.unit, old_start: item.start, old_finish: item.finish, start: iso(day(item.start) + shift), finish: iso(day(item.finish) + shift), deadline: item.deadline, float_days: 0, why })
  push(task, by, '手动改期')
  const seen = new Set([task.id])
  for (let at = 0; at < moved.length && moved.length < 6; at++)
    for (const link of wall.links) {
      if (link.from !== moved[at].task || seen.has(link.to)) continue
      seen.add(link.to)
      push(wall.tasks.find((item) => item.id === link.to), by, '与前一项压茬，随之移动')
    }
  return { version: 1, moved, still: wall.tasks.length - moved.length, sentence: `动${moved.length}项，不动${wall.tasks.length - moved.length}项`, conflicts: [] }
}

/** Starts the server on a free port; `wall` is what it answers. */
export function serveSample(wall) {
  if (!DIST) throw new Error('the front end is not built: run "make", or "npm run build" in web/')
  const body = JSON.stringify({ mark: 1, whole: true, ...wall })
  const session = { person: 1, name: '顾砚青', unit: 1, role: 'office', space: wall.space, year: wall.year, today: wall.today, expires: '2026-12-31T00:00:00Z', may: ['task_put'], roles: [] }
  const server = createServer((request, answer) => void handle(request, answer).catch(() => answer.writeHead(500).end()))

  async function handle(request, answer) {
    const { pathname } = new URL(request.url, 'http://x')
    const json = (value) => {
      answer.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      answer.end(typeof value === 'string' ? value : JSON.stringify(value))
    }
    if (pathname === '/api/v1/session') return json(session)
    if (pathname === '/api/v1/wall') return json(body)
    if (pathname === '/api/v1/events') {
      answer.writeHead(200, { 'content-type': 'text/event-stream' })
      return answer.write(': here\n\n')
    }
    const card = /^\/api\/v1\/tasks\/(\d+)$/.exec(pathname)
    if (card) return json(sampleCard(wall, Number(card[1])))
    if (pathname === '/api/v1/plan/preview') {
      let text = ''
      for await (const part of request) text += part
      return json(preview(wall, JSON.parse(text)))
    }
    if (pathname.startsWith('/api/')) return answer.writeHead(404).end()
    const path = normalize(join(DIST, pathname))
    const file = path.startsWith(DIST) && extname(path) ? path : join(DIST, 'index.html')
    const bytes = await readFile(file).catch(() => null)
    if (!bytes) return answer.writeHead(404).end()
    answer.writeHead(200, { 'content-type': KINDS[extname(file)] ?? 'application/octet-stream', 'content-security-policy': POLICY })
    answer.end(bytes)
  }

  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () =>
      done({ address: `http://127.0.0.1:${server.address().port}`, close: () => (server.closeAllConnections(), server.close()) }),
    )
  })
}
