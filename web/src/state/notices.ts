/* notices.ts - how many notices are unread, for the bell. */
import { ref, watch } from 'vue'
import { call } from '@/api/client'
import { onChangeAlways } from '@/api/live'
import { session } from './session'

export const unread = ref(0)

export async function countUnread(): Promise<void> {
  if (!session.me) {
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
  watch(() => session.me?.person, () => void countUnread(), { immediate: true })
  onChangeAlways(() => void countUnread())
}
