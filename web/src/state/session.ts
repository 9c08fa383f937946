/* session.ts - who is signed in. */
import { reactive } from 'vue'
import { ApiError, call } from '@/api/client'
import { closeLive, openLive } from '@/api/live'
import type { Session } from '@/api/types'

export const session = reactive<{ known: boolean; me: Session | null }>({ known: false, me: null })

/** The person who is wholly in; not while a code or a new password is missing. */
export function insider(): number | undefined {
  return session.me?.stage === 'in' ? session.me.person : undefined
}

/** A use case of the table of rights: 'task_put'. The server decides; this only hides what is closed everywhere. */
export function may(use: string): boolean {
  return session.me !== null && session.me.may.includes(use)
}

/** Whether this person may change tasks somewhere. */
export function mayPlan(): boolean {
  return may('task_put')
}

/** Asks once who is signed in; later calls answer from memory. */
export async function loadSession(): Promise<Session | null> {
  if (session.known) return session.me
  try {
    session.me = await call('GET /api/v1/session')
    if (session.me.stage === 'in') openLive()
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    session.me = null
  }
  session.known = true
  return session.me
}

function enter(me: Session): void {
  session.me = me
  session.known = true
  if (me.stage === 'in') openLive()
}

export async function signIn(name: string, password: string): Promise<void> {
  enter(await call('POST /api/v1/session', { body: { name, password } }))
}

/** The second step: a code of the app, or a recovery code. */
export async function signInCode(code: string): Promise<void> {
  enter(await call('POST /api/v1/session/code', { body: { code } }))
}

/** Asks anew how far in one is: after a new password, after a second factor. */
export async function refreshSession(): Promise<void> {
  enter(await call('GET /api/v1/session'))
}

/** The page to begin with: administrators have no tasks to look at. */
export function homeOf(me: Session): string {
  if (me.stage !== 'in') return '/account'
  if (me.may.includes('task_read')) return me.may.includes('plan_read') ? '/wall' : '/tasks'
  return me.may.includes('account_read') ? '/security' : '/people'
}

export function forgetSession(): void {
  closeLive()
  session.me = null
  session.known = true
}

export async function signOut(): Promise<void> {
  await call('DELETE /api/v1/session')
  forgetSession()
}
