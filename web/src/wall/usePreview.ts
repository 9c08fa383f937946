/*
 * usePreview.ts - what an edit of dates would move, asked while the hand is
 * still moving: one question on its way at a time, the newest wins.
 */
import { reactive } from 'vue'
import { call } from '@/api/client'
import type { PlanEdit, PlanPreview } from '@/api/types'

export interface PreviewState {
  edit: PlanEdit | null
  answer: PlanPreview | null
  /** The answer belongs to the edit that stands. */
  fresh: boolean
  error: unknown
  applying: boolean
}

export function usePreview(onAnswer: () => void) {
  const state = reactive<PreviewState>({ edit: null, answer: null, fresh: false, error: null, applying: false }) as PreviewState
  let asking = false

  async function run(): Promise<void> {
    if (asking) return
    asking = true
    while (state.edit && !state.fresh) {
      const asked = state.edit
      try {
        const answer = await call('POST /api/v1/plan/preview', { body: asked })
        if (state.edit === null) break
        state.answer = answer
        state.error = null
        state.fresh = state.edit === asked
      } catch (cause) {
        if (state.edit !== asked) continue
        state.error = cause
        state.answer = null
        state.fresh = true
      }
      onAnswer()
    }
    asking = false
  }

  return {
    state,
    ask(edit: PlanEdit): void {
      if (state.edit && JSON.stringify(state.edit) === JSON.stringify(edit)) return
      state.edit = edit
      /* reactive() wraps what is stored; compare with what was stored. */
      state.fresh = false
      void run()
    },
    clear(): void {
      Object.assign(state, { edit: null, answer: null, fresh: false, error: null, applying: false })
    },
    async apply(): Promise<boolean> {
      if (!state.edit) return false
      state.applying = true
      try {
        const version = state.answer?.version
        await call('POST /api/v1/plan/apply', { body: version === undefined ? state.edit : { ...state.edit, version } })
        return true
      } catch (cause) {
        state.error = cause
        return false
      } finally {
        state.applying = false
      }
    },
  }
}
