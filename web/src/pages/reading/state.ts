/*
 * state.ts - what the reading page shows for a clause, and what an edit sends.
 *
 * Plain data and pure functions: the page and the tests use the same ones.
 */
import type { Clause, ClauseEdit, Coverage, Figure, FieldNote, UnitMatch } from '../../api/types'

/** Below this a field "wants a look"; the server's mass accept takes the same line. */
export const SURE_FROM = 0.8

/** How a clause stands in the margin, in the strip and in the list. */
export type Mark = 'confirmed' | 'mapped' | 'nothing' | 'proposed' | 'unsure' | 'context' | 'editing'

export function asks(clause: Clause): boolean {
  return clause.kind !== 'context' || clause.state !== 'proposed'
}

export function isOpen(clause: Clause): boolean {
  return clause.kind !== 'context' && clause.state === 'proposed'
}

/** Fields that are read with little certainty, least certain first. */
export function doubts(clause: Clause): FieldNote[] {
  return clause.notes.filter((note) => note.confidence < SURE_FROM)
    .sort((a, b) => a.confidence - b.confidence)
}

/** A printed unit nobody has been matched with: it must be looked at. */
export function unknownUnits(clause: Clause): UnitMatch[] {
  const named = clause.lead ? [clause.lead, ...clause.support] : clause.support
  return named.filter((match) => match.text !== '' && match.unit === null)
}

export function isUnsure(clause: Clause): boolean {
  if (!isOpen(clause)) return false
  if (clause.edited) return unknownUnits(clause).length > 0
  return clause.confidence < SURE_FROM || unknownUnits(clause).length > 0
}

export function markOf(clause: Clause, editing: number | null): Mark {
  if (clause.id === editing) return 'editing'
  switch (clause.state) {
    case 'accepted': return 'confirmed'
    case 'mapped': return 'mapped'
    case 'nothing': return 'nothing'
    case 'proposed':
      if (clause.kind === 'context') return 'context'
      return isUnsure(clause) ? 'unsure' : 'proposed'
  }
}

export type Filter = 'asking' | 'open' | 'unsure' | 'all'

export function shown(clauses: readonly Clause[], filter: Filter): Clause[] {
  switch (filter) {
    case 'all': return [...clauses]
    case 'asking': return clauses.filter(asks)
    case 'open': return clauses.filter(isOpen)
    case 'unsure': return clauses.filter(isUnsure)
  }
}

export function countOf(clauses: readonly Clause[], filter: Filter): number {
  return shown(clauses, filter).length
}

/** The next (or previous) clause that waits for an answer, going round once. */
export function nextToLookAt(clauses: readonly Clause[], current: number | null, step: 1 | -1): number | null {
  const at = clauses.findIndex((clause) => clause.id === current)
  const count = clauses.length
  for (let n = 1; n <= count; n++) {
    const start = at < 0 ? (step > 0 ? -1 : count) : at
    const clause = clauses[(((start + step * n) % count) + count) % count]
    if (clause && clause.id !== current && isOpen(clause)) return clause.id
  }
  return null
}

/** The neighbour in the list as it is shown, stopping at its ends. */
export function neighbour(list: readonly Clause[], current: number | null, step: 1 | -1): number | null {
  const at = list.findIndex((clause) => clause.id === current)
  if (at < 0) return list[step > 0 ? 0 : list.length - 1]?.id ?? null
  return list[at + step]?.id ?? current
}

/** Widths of the coverage bar in per cent of the clauses that ask for something. */
export interface BarPart { mark: Mark; count: number; percent: number }

export function coverageBar(clauses: readonly Clause[], editing: number | null): BarPart[] {
  const order: Mark[] = ['confirmed', 'mapped', 'nothing', 'editing', 'proposed', 'unsure']
  const asking = clauses.filter(asks)
  return order.map((mark) => {
    const count = asking.filter((clause) => markOf(clause, editing) === mark).length
    return { mark, count, percent: asking.length === 0 ? 0 : (100 * count) / asking.length }
  }).filter((part) => part.count > 0)
}

export function landed(coverage: Coverage): number {
  return coverage.accepted + coverage.mapped
}

/* ---- correcting a proposal ------------------------------------------------- */

/** The form's own copy of a proposal; "" stands for nothing said. */
export interface Draft {
  kind: Clause['kind']
  title: string
  lead: UnitMatch | null
  support: UnitMatch[]
  due: string
  recur: Clause['recur']
  standing: boolean
  figures: Figure[]
}

export function draftOf(clause: Clause): Draft {
  return {
    kind: clause.kind,
    title: clause.title,
    lead: clause.lead ? { ...clause.lead } : null,
    support: clause.support.map((match) => ({ ...match })),
    due: clause.due ?? '',
    recur: clause.recur,
    standing: clause.standing,
    figures: clause.figures.map((figure) => ({ ...figure })),
  }
}

export type DraftField = keyof Draft

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Fields of the draft that differ from what stands there now. */
export function changedFields(clause: Clause, draft: Draft): DraftField[] {
  const before = draftOf(clause)
  return (Object.keys(before) as DraftField[]).filter((field) => !same(before[field], draft[field]))
}

/** The draft on top of what the clause is now: fields that nobody touched here take their new values. */
export function rebased(base: Clause, fresh: Clause, draft: Draft): Draft {
  const mine = new Set(changedFields(base, draft))
  const now = draftOf(fresh)
  const pick = <F extends DraftField>(field: F): Draft[F] => (mine.has(field) ? draft[field] : now[field])
  return {
    kind: pick('kind'), title: pick('title'), lead: pick('lead'), support: pick('support'), due: pick('due'),
    recur: pick('recur'), standing: pick('standing'), figures: pick('figures'),
  }
}

/** Units in the order of the names; 0 where a name has found none. */
const unitsOf = (list: readonly UnitMatch[]): number[] => list.map((match) => match.unit ?? 0)

/** The request that makes the clause what the draft says: only what changed. */
export function editOf(clause: Clause, draft: Draft): ClauseEdit {
  const edit: ClauseEdit = {}
  for (const field of changedFields(clause, draft)) {
    switch (field) {
      case 'kind': edit.kind = draft.kind; break
      case 'title': edit.title = draft.title.trim(); break
      case 'lead':
        edit.lead = draft.lead?.text ?? ''
        edit.lead_unit = draft.lead?.unit ?? null
        break
      case 'support':
        edit.support = draft.support.map((match) => match.text)
        edit.support_units = unitsOf(draft.support)
        break
      case 'due': edit.due = draft.due === '' ? null : draft.due; break
      case 'recur': edit.recur = draft.recur; break
      case 'standing': edit.standing = draft.standing; break
      case 'figures': edit.figures = draft.figures.map((figure) => ({ ...figure })); break
    }
  }
  return edit
}

/* ---- undo ------------------------------------------------------------------- */

/** How to take the last action back. Split and merge are each other's inverse. */
export type Undo =
  | { kind: 'reopen'; clause: number }
  | { kind: 'edit'; clause: number; back: ClauseEdit }
  | { kind: 'merge'; clauses: number[] }
  | { kind: 'split'; clause: number; at: number[] }
  | { kind: 'accept'; clause: number }
  | { kind: 'nothing'; clause: number; reason: string }
  | { kind: 'map'; clause: number; task: number }

/** The edit that brings back every field that `edit` touched. */
export function editBack(before: Clause, edit: ClauseEdit): ClauseEdit {
  const back: ClauseEdit = {}
  const was = draftOf(before)
  if ('kind' in edit) back.kind = was.kind
  if ('title' in edit) back.title = was.title
  if ('lead' in edit || 'lead_unit' in edit) {
    back.lead = was.lead?.text ?? ''
    back.lead_unit = was.lead?.unit ?? null
  }
  if ('support' in edit || 'support_units' in edit) {
    back.support = was.support.map((match) => match.text)
    back.support_units = unitsOf(was.support)
  }
  if ('due' in edit) back.due = before.due
  if ('recur' in edit) back.recur = was.recur
  if ('standing' in edit) back.standing = was.standing
  if ('figures' in edit) back.figures = was.figures
  return back
}

/** What the server sent back, laid over the list: changed, new and removed clauses. */
export function mergeClauses(
  list: readonly Clause[], items: readonly Clause[], removed: readonly number[],
): Clause[] {
  const gone = new Set(removed)
  const fresh = new Map(items.map((clause) => [clause.id, clause]))
  const kept = list.filter((clause) => !gone.has(clause.id)).map((clause) => {
    const now = fresh.get(clause.id)
    fresh.delete(clause.id)
    return now ?? clause
  })
  return [...kept, ...fresh.values()].sort((a, b) => a.start - b.start || a.end - b.end || a.id - b.id)
}
