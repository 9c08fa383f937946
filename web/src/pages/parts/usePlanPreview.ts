/* usePlanPreview.ts - asks what an edit would move, a moment after it was last changed. */
import { onBeforeUnmount, shallowRef, watch } from 'vue'
import { call } from '@/api/client'
import type { PlanEdit, PlanPreview } from '@/api/types'

const WAIT_MS = 250

/** null: nothing to ask about. */
export function usePlanPreview(edit: () => PlanEdit | null) {
  const preview = shallowRef<PlanPreview | null>(null)
  const error = shallowRef<unknown>(null)
  let timer = 0
  let control: AbortController | null = null

  async function ask(body: PlanEdit): Promise<void> {
    const mine = (control = new AbortController())
    try {
      preview.value = await call('POST /api/v1/plan/preview', { body, signal: mine.signal })
      error.value = null
    } catch (cause) {
      if (mine.signal.aborted) return
      preview.value = null
      error.value = cause
    }
  }
  watch(() => JSON.stringify(edit()), (text) => {
    window.clearTimeout(timer)
    control?.abort()
    if (text === 'null') {
      preview.value = null
      error.value = null
      return
    }
    timer = window.setTimeout(() => void ask(JSON.parse(text) as PlanEdit), WAIT_MS)
  }, { immediate: true })
  onBeforeUnmount(() => {
    window.clearTimeout(timer)
    control?.abort()
  })
  return { preview, error }
}
