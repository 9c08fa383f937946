/* session.ts - who is signed in. */
import { reactive } from 'vue'
import { ApiError, call } from '@/api/client'
import { closeLive, openLive } from '@/api/live'
import type { Session } from '@/api/types'

export const session = reactive<{ known: boolean; me: Session | null }>({ known: false, me: null })

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
    openLive()
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    session.me = null
  }
  session.known = true
  return session.me
}

export async function signIn(name: string, password: string): Promise<void> {
  session.me = await call('POST /api/v1/session', { body: { name, password } })
  session.known = true
  openLive()
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
