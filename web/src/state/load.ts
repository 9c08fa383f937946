/*
 * load.ts - fetch something, show it, fetch it again when the space changes.
 *
 *   const { data, error, slow, reload } = useLoad((signal) => call('GET /api/v1/units', { signal }))
 *
 * Old content stays while new content is on its way; `slow` turns true after
 * 300 ms, which is when the hairline under the masthead appears.
 */
import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { onChange } from '@/api/live'

const SLOW_MS = 300
const waiting = ref(0)
/** Something has been loading for longer than a moment. */
export const busy = computed(() => waiting.value > 0)

export interface Load<T> {
  data: ShallowRef<T | null>
  error: ShallowRef<unknown>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

export function useLoad<T>(
  fetcher: (signal: AbortSignal) => Promise<T>,
  options: { on?: WatchSource | WatchSource[]; live?: boolean } = {},
): Load<T> {
  const data: ShallowRef<T | null> = shallowRef(null)
  const error = shallowRef<unknown>(null)
  const loading = ref(false)
  let control: AbortController | null = null

  async function reload(): Promise<void> {
    control?.abort()
    const mine = new AbortController()
    control = mine
    loading.value = true
    let counted = false
    const timer = window.setTimeout(() => {
      counted = true
      waiting.value++
    }, SLOW_MS)
    try {
      const answer = await fetcher(mine.signal)
      if (control === mine) {
        data.value = answer
        error.value = null
      }
    } catch (cause) {
      if (control === mine && !mine.signal.aborted) error.value = cause
    } finally {
      window.clearTimeout(timer)
      if (counted) waiting.value--
      if (control === mine) loading.value = false
    }
  }

  if (options.on) watch(options.on, () => void reload())
  if (options.live !== false) onChange(() => void reload())
  onBeforeUnmount(() => {
    control?.abort()
    control = null
  })
  void reload()
  return { data, error, loading, reload }
}
