/*
 * useDraft.ts - one report being written: loaded, kept every few seconds,
 * kept in this browser while the server cannot be reached, told when somebody
 * else writes on the same draft.
 */
import { computed, onBeforeUnmount, reactive, ref, shallowRef, watch } from 'vue'
import { ApiError, call } from '@/api/client'
import type { ProblemItem, ReportForm } from '@/api/types'
import { fieldsOf, isSame, sayOf, type Fields } from './state'

const QUIET_MS = 2000 /* after the last letter */
const RETRY_MS = 15000

const place = (task: number, period: string) => `guatu.draft.${task}.${period}`

export function useDraft(props: { task: number; period: string }) {
  const form = shallowRef<ReportForm | null>(null)
  const fields = reactive<Fields>({ percent: null, answers: [], figures: [], problems: '', next: '', files: [] })
  const error = shallowRef<unknown>(null)
  const conflict = ref('')
  const offline = ref(false)
  const fetched = ref(false) /* what stood in this browser was taken back */
  const saving = ref(false)
  const savedAt = ref('')
  const checks = shallowRef<ProblemItem[]>([])
  let revision = 0
  const kept = shallowRef<Fields>(fieldsCopy()) /* as the server has it */
  let timer = 0
  let gone = false

  function fieldsCopy(): Fields {
    return JSON.parse(JSON.stringify(fields)) as Fields
  }
  const dirty = computed(() => form.value !== null && !isSame(fields, kept.value))
  const editable = computed(() => form.value !== null && form.value.may_write && (form.value.source !== 'told' || correcting.value))
  const correcting = ref(false)

  function take(now: ReportForm): void {
    form.value = now
    revision = now.revision
    Object.assign(fields, fieldsOf(now))
    kept.value = fieldsCopy()
    checks.value = now.checks
    conflict.value = ''
    savedAt.value = now.revision > 0 ? (now.turn.draft_at ?? '') : ''
  }

  async function load(): Promise<void> {
    window.clearTimeout(timer)
    error.value = null
    fetched.value = false
    correcting.value = false
    try {
      const now = await call('GET /api/v1/tasks/{id}/reporting', { path: { id: props.task }, query: { period: props.period } })
      if (gone) return
      take(now)
      const local = window.localStorage.getItem(place(props.task, props.period))
      if (local && now.may_write && now.source !== 'told') {
        try {
          Object.assign(fields, JSON.parse(local) as Fields)
          fetched.value = dirty.value
          if (dirty.value) schedule(0)
        } catch {
          window.localStorage.removeItem(place(props.task, props.period))
        }
      }
    } catch (cause) {
      form.value = null
      error.value = cause
    }
  }

  function schedule(after: number): void {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void save(), after)
  }

  async function save(): Promise<boolean> {
    const now = form.value
    window.clearTimeout(timer)
    if (!now || !editable.value || correcting.value || !dirty.value || conflict.value) return !dirty.value
    const sent = fieldsCopy()
    saving.value = true
    try {
      const answer = await call('PATCH /api/v1/tasks/{id}/reporting/draft', {
        path: { id: props.task }, query: { period: props.period }, body: sayOf(now, sent, revision),
      })
      revision = answer.revision
      savedAt.value = answer.at
      checks.value = answer.checks
      kept.value = sent
      offline.value = false
      error.value = null
      window.localStorage.removeItem(place(props.task, props.period))
      return true
    } catch (cause) {
      if (cause instanceof ApiError && cause.offline) {
        offline.value = true
        window.localStorage.setItem(place(props.task, props.period), JSON.stringify(sent))
        schedule(RETRY_MS)
      } else if (cause instanceof ApiError && cause.status === 409) {
        conflict.value = cause.problem.detail
      } else {
        error.value = cause
      }
      return false
    } finally {
      saving.value = false
    }
  }

  /** Somebody else wrote: theirs is shown, or mine is put over it. */
  async function settle(mine: boolean): Promise<void> {
    const held = fieldsCopy()
    const now = await call('GET /api/v1/tasks/{id}/reporting', { path: { id: props.task }, query: { period: props.period } })
    take(now)
    if (!mine) return
    Object.assign(fields, held)
    await save()
  }

  async function submit(reason: string): Promise<boolean> {
    const now = form.value
    if (!now) return false
    window.clearTimeout(timer)
    saving.value = true
    error.value = null
    try {
      take(
        await call('POST /api/v1/tasks/{id}/reporting', {
          path: { id: props.task }, query: { period: props.period }, body: { ...sayOf(now, fields, revision), reason },
        }),
      )
      correcting.value = false
      window.localStorage.removeItem(place(props.task, props.period))
      return true
    } catch (cause) {
      error.value = cause
      return false
    } finally {
      saving.value = false
    }
  }

  watch(() => [props.task, props.period], load, { immediate: true })
  watch(fields, () => {
    if (dirty.value && editable.value) schedule(QUIET_MS)
  })
  onBeforeUnmount(() => {
    gone = true
    void save()
  })
  return { form, fields, error, conflict, offline, fetched, saving, savedAt, checks, dirty, editable, correcting, load, save, settle, submit }
}
