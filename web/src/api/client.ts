/*
 * client.ts - typed calls. The route is named as in the contract, and the
 * compiler knows its path, query, body and answer:
 *
 *   const task = await call('GET /api/v1/tasks/{id}', { path: { id: 12 } })
 *
 * Every failure is an ApiError that carries the server's problem document, or
 * one of our own making when the server could not be reached.
 */
import type { Problem, Routes } from './types'

type Inputs<R extends keyof Routes> = (Routes[R]['path'] extends null ? unknown : { path: Routes[R]['path'] }) &
  (Routes[R]['query'] extends null ? unknown : { query?: Routes[R]['query'] }) &
  (Routes[R]['body'] extends null ? unknown : { body: Routes[R]['body'] }) &
  (Routes[R]['ifMatch'] extends true ? { revision: number } : unknown) & { signal?: AbortSignal }

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail || problem.title)
  }
  /** The server did not answer at all. */
  get offline(): boolean {
    return this.status === 0
  }
  /** Somebody else changed it in the meantime. */
  get stale(): boolean {
    return this.status === 412
  }
}

let language = 'zh'
let onSignedOut: () => void = () => undefined

/** The language the server answers in. */
export function setApiLanguage(code: string): void {
  language = code
}
/** Called when an answer says that nobody is signed in. */
export function setSignedOutHandler(handler: () => void): void {
  onSignedOut = handler
}

function ownProblem(status: number, title: string): Problem {
  return { type: 'about:blank', title, status, detail: '', code: '', request: '', problems: [], current: null }
}

async function problemOf(answer: Response): Promise<Problem> {
  const base = ownProblem(answer.status, `${answer.status} ${answer.statusText}`)
  if (!(answer.headers.get('content-type') ?? '').includes('json')) return base
  try {
    const said: unknown = await answer.json()
    return typeof said === 'object' && said !== null ? { ...base, ...(said as Partial<Problem>) } : base
  } catch {
    return base
  }
}

interface Loose {
  path?: Record<string, number>
  query?: Record<string, unknown>
  body?: unknown
  revision?: number
  signal?: AbortSignal
}

/** The address of a route, for links and downloads. */
export function addressOf(route: string, inputs: Loose = {}): string {
  const template = route.slice(route.indexOf(' ') + 1)
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(inputs.path?.[name] ?? '')))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(inputs.query ?? {}))
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  const tail = query.toString()
  return tail ? `${path}?${tail}` : path
}

/** The address of a GET route whose answer is a file. */
export function fileAddress<R extends keyof Routes>(
  route: R,
  ...inputs: Routes[R]['path'] extends null ? [Inputs<R>?] : [Inputs<R>]
): string {
  return addressOf(route, (inputs[0] ?? {}) as Loose)
}

export async function call<R extends keyof Routes>(
  route: R,
  ...inputs: Record<never, never> extends Inputs<R> ? [Inputs<R>?] : [Inputs<R>]
): Promise<Routes[R]['answer']> {
  const given = (inputs[0] ?? {}) as Loose
  /* The server takes a write only from its own pages; a form elsewhere cannot send this header. */
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language, 'x-guatu': '1' }
  const init: RequestInit = { method: route.slice(0, route.indexOf(' ')), headers, credentials: 'same-origin' }
  if (given.signal) init.signal = given.signal
  if (given.revision !== undefined) headers['if-match'] = `"${given.revision}"`
  if (given.body instanceof Blob) {
    headers['content-type'] = 'application/octet-stream'
    init.body = given.body
  } else if (given.body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(given.body)
  }

  let answer: Response
  try {
    answer = await fetch(addressOf(route, given), init)
  } catch (cause) {
    if (given.signal?.aborted) throw cause
    throw new ApiError(0, ownProblem(0, ''))
  }
  if (!answer.ok) {
    const error = new ApiError(answer.status, await problemOf(answer))
    const door = route === 'POST /api/v1/session' || route === 'GET /api/v1/session' || route === 'POST /api/v1/session/code'
    /* Half in, with a code missing, is not signed out. */
    const half = error.problem.problems.some((one) => one.field === 'code')
    if (answer.status === 401 && !door && !half) onSignedOut()
    throw error
  }
  const kind = answer.headers.get('content-type') ?? ''
  if (answer.status === 204) return null as Routes[R]['answer']
  return (kind.includes('json') ? await answer.json() : await answer.blob()) as Routes[R]['answer']
}
