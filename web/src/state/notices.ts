/* notices.ts - how many notices are unread, for the bell. */
import { ref, watch } from 'vue'
import { call } from '@/api/client'
import { onChangeAlways } from '@/api/live'
import { insider } from './session'

export const unread = ref(0)

export async function countUnread(): Promise<void> {
  if (insider() === undefined) {
    unread.value = 0
    return
  }
  try {
    unread.value = (await call('GET /api/v1/notices/count')).unread
  } catch {
    /* the bell keeps its last number */
  }
}

export function startNotices(): void {
  watch(insider, () => void countUnread(), { immediate: true })
  onChangeAlways(() => void countUnread())
}
