/*
 * useReading.ts - the state of the reading page: the document, where one
 * stands, and every answer one can give, each with its way back.
 */
import { computed, ref, shallowRef, watch } from 'vue'
import { ApiError, call } from '@/api/client'
import type { Clause, ClauseAccept, ClauseEdit, Clauses, Coverage } from '@/api/types'
import { m } from '@/i18n'
import { useLoad } from '@/state/load'
import { announce } from '@/ui/announce'
import { CodePoints, paragraphs } from './segments'
import { editBack, editOf, isOpen, mergeClauses, neighbour, nextToLookAt, shown } from './state'
import type { Draft, Filter, Undo } from './state'

const UNDO_MAX = 100

export function useReading(id: () => number) {
  const { data, error, loading, reload } = useLoad(
    (signal) => call('GET /api/v1/directives/{id}', { path: { id: id() }, signal }),
    { on: id },
  )
  const clauses = shallowRef<Clause[]>([])
  const coverage = shallowRef<Coverage | null>(null)
  const current = ref<number | null>(null)
  const editing = ref<number | null>(null)
  const filter = ref<Filter>('asking')
  const busy = ref(false)
  const failure = shallowRef<unknown>(null)
  const undoStack: Undo[] = []
  const canUndo = ref(false)

  watch(data, (now, before) => {
    if (!now) return
    clauses.value = now.clauses
    coverage.value = now.row.coverage
    if (now.row.id !== before?.row.id) {
      undoStack.length = 0
      canUndo.value = false
      current.value = nextToLookAt(now.clauses, null, 1) ?? shown(now.clauses, 'asking')[0]?.id ?? now.clauses[0]?.id ?? null
      editing.value = null
    } else if (!now.clauses.some((clause) => clause.id === current.value)) {
      current.value = nextToLookAt(now.clauses, null, 1)
      editing.value = null
    }
  })

  const points = computed(() => new CodePoints(data.value?.text ?? ''))
  const paras = computed(() => (data.value ? paragraphs(points.value, data.value.blocks, clauses.value) : []))
  const list = computed(() => {
    const chosen = shown(clauses.value, filter.value)
    /* The one that was just answered stays until one moves on. */
    if (chosen.some((clause) => clause.id === current.value)) return chosen
    const held = clauses.value.find((clause) => clause.id === current.value)
    return held ? [...chosen, held].sort((a, b) => a.start - b.start) : chosen
  })
  const clause = computed(() => clauses.value.find((one) => one.id === current.value) ?? null)

  function take(answer: Clauses): void {
    clauses.value = mergeClauses(clauses.value, answer.items, answer.removed)
    coverage.value = answer.coverage
  }
  function remember(undo: Undo): void {
    undoStack.push(undo)
    if (undoStack.length > UNDO_MAX) undoStack.shift()
    canUndo.value = true
  }

  /** One request at a time; a refusal is shown where it happened and nothing is lost. */
  async function act(work: () => Promise<Clauses>, said: string): Promise<Clauses | null> {
    if (busy.value) return null
    busy.value = true
    failure.value = null
    try {
      const answer = await work()
      take(answer)
      if (said) announce(said)
      return answer
    } catch (cause) {
      failure.value = cause
      if (cause instanceof ApiError && cause.stale) void reload()
      return null
    } finally {
      busy.value = false
    }
  }

  const at = (clauseId: number) => ({ path: { id: clauseId } })
  const words = () => m.value.pages.reading.done

  async function accept(clauseId: number, body: ClauseAccept = {}): Promise<void> {
    const done = await act(() => call('POST /api/v1/clauses/{id}/accept', { ...at(clauseId), body }), words().accept)
    if (!done) return
    remember({ kind: 'reopen', clause: clauseId })
    if (current.value === clauseId) current.value = nextToLookAt(clauses.value, clauseId, 1) ?? clauseId
  }
  async function map(clauseId: number, task: number): Promise<boolean> {
    const done = await act(() => call('POST /api/v1/clauses/{id}/map', { ...at(clauseId), body: { task } }), words().map)
    if (done) remember({ kind: 'reopen', clause: clauseId })
    return done !== null
  }
  async function nothing(clauseId: number, reason: string): Promise<boolean> {
    const done = await act(() => call('POST /api/v1/clauses/{id}/nothing', { ...at(clauseId), body: { reason } }), words().nothing)
    if (done) remember({ kind: 'reopen', clause: clauseId })
    return done !== null
  }
  async function reopen(clauseId: number): Promise<void> {
    const before = clauses.value.find((one) => one.id === clauseId)
    const done = await act(() => call('POST /api/v1/clauses/{id}/reopen', at(clauseId)), words().reopen)
    const task = before?.tasks[0]
    if (!done || !before) return
    if (before.state === 'nothing') remember({ kind: 'nothing', clause: clauseId, reason: before.reason })
    else if (before.state === 'mapped' && task !== undefined) remember({ kind: 'map', clause: clauseId, task })
    else if (before.state === 'accepted') remember({ kind: 'accept', clause: clauseId })
  }
  async function patch(clauseId: number, edit: ClauseEdit): Promise<Clauses | null> {
    const before = clauses.value.find((one) => one.id === clauseId)
    if (!before || Object.keys(edit).length === 0) return null
    const back = editBack(before, edit)
    const done = await act(
      () => call('PATCH /api/v1/clauses/{id}', { ...at(clauseId), body: edit, revision: before.revision }), words().edit)
    if (done) remember({ kind: 'edit', clause: clauseId, back })
    return done
  }
  /** Saves the draft, and accepts it when asked; true when all of it went through. */
  async function save(clauseId: number, draft: Draft, thenAccept: boolean): Promise<boolean> {
    const before = clauses.value.find((one) => one.id === clauseId)
    if (!before) return false
    const edit = editOf(before, draft)
    if (Object.keys(edit).length > 0 && !(await patch(clauseId, edit))) return false
    editing.value = null
    if (thenAccept) await accept(clauseId)
    return failure.value === null
  }
  async function split(clauseId: number, places: number[]): Promise<boolean> {
    const done = await act(() => call('POST /api/v1/clauses/{id}/split', { ...at(clauseId), body: { at: places } }), words().split)
    if (!done) return false
    remember({ kind: 'merge', clauses: done.items.map((item) => item.id) })
    current.value = done.items[0]?.id ?? current.value
    return true
  }
  async function mergeNext(clauseId: number): Promise<void> {
    const index = clauses.value.findIndex((one) => one.id === clauseId)
    const next = clauses.value[index + 1]
    if (index < 0 || !next) return
    const cut = next.start
    const done = await act(
      () => call('POST /api/v1/clauses/merge', { body: { clauses: [clauseId, next.id] } }), words().merge)
    const whole = done?.items[0]
    if (!whole) return
    remember({ kind: 'split', clause: whole.id, at: [cut] })
    current.value = whole.id
  }

  async function undo(): Promise<void> {
    const last = undoStack.pop()
    canUndo.value = undoStack.length > 0
    if (!last) return announce(m.value.pages.reading.nothingToUndo)
    const done = await act(() => undoCall(last), m.value.pages.reading.undone)
    if (!done) return
    current.value = done.items[0]?.id ?? current.value
  }
  function undoCall(last: Undo): Promise<Clauses> {
    switch (last.kind) {
      case 'reopen': return call('POST /api/v1/clauses/{id}/reopen', at(last.clause))
      case 'accept': return call('POST /api/v1/clauses/{id}/accept', { ...at(last.clause), body: {} })
      case 'nothing': return call('POST /api/v1/clauses/{id}/nothing', { ...at(last.clause), body: { reason: last.reason } })
      case 'map': return call('POST /api/v1/clauses/{id}/map', { ...at(last.clause), body: { task: last.task } })
      case 'merge': return call('POST /api/v1/clauses/merge', { body: { clauses: last.clauses } })
      case 'split': return call('POST /api/v1/clauses/{id}/split', { ...at(last.clause), body: { at: last.at } })
      case 'edit': {
        const now = clauses.value.find((one) => one.id === last.clause)
        return call('PATCH /api/v1/clauses/{id}', { ...at(last.clause), body: last.back, revision: now?.revision ?? 0 })
      }
    }
  }

  function go(clauseId: number | null): void {
    if (clauseId === null || clauseId === current.value) return
    current.value = clauseId
    editing.value = null
    failure.value = null
  }
  const goOpen = (step: 1 | -1) => go(nextToLookAt(clauses.value, current.value, step) ?? neighbour(list.value, current.value, step))
  const goNeighbour = (step: 1 | -1) => go(neighbour(list.value, current.value, step))
  const openIds = computed(() => clauses.value.filter(isOpen).map((one) => one.id))

  return {
    data, error, loading, reload, clauses, coverage, points, paras, list, clause, current, editing, filter, busy,
    failure, canUndo, openIds, accept, map, nothing, reopen, save, split, mergeNext, undo, go, goOpen, goNeighbour,
  }
}

export type Reading = ReturnType<typeof useReading>
