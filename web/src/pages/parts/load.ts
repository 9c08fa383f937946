/*
 * load.ts - asks for something and keeps the old answer until the new one is
 * there. A request that was overtaken by a later one is dropped.
 */
import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { Ref, ShallowRef } from 'vue'
import { ApiError } from '@/api/client'

export interface Loaded<T> {
  data: ShallowRef<T | null>
  error: ShallowRef<ApiError | null>
  busy: Ref<boolean>
  load: () => Promise<void>
}

export function useLoad<T>(ask: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<ApiError | null>(null)
  const busy = ref(false)
  let running: AbortController | null = null

  async function load(): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    busy.value = true
    try {
      const answer = await ask(mine.signal)
      if (running !== mine) return
      data.value = answer
      error.value = null
    } catch (cause) {
      if (running !== mine) return
      error.value = asApiError(cause)
    } finally {
      if (running === mine) busy.value = false
    }
  }

  onBeforeUnmount(() => running?.abort())
  return { data, error, busy, load }
}

/** Anything thrown by a call; what is not an answer of the server is our own bug and is thrown on. */
export function asApiError(cause: unknown): ApiError {
  if (cause instanceof ApiError) return cause
  throw cause
}
