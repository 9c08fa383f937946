/*
 * state.ts - two versions of a document: counts, filters, and what may follow.
 */
import type { Compare, CompareRow } from '../../api/types'

export type RowState = CompareRow['state']
export const STATE_ORDER: readonly RowState[] = ['changed', 'new', 'gone', 'moved', 'same']

export function counts(rows: readonly CompareRow[]): Record<RowState, number> {
  const out: Record<RowState, number> = { same: 0, changed: 0, moved: 0, new: 0, gone: 0 }
  for (const row of rows) out[row.state]++
  return out
}

export function shown(rows: readonly CompareRow[], withSame: boolean): CompareRow[] {
  return withSame ? [...rows] : rows.filter((row) => row.state !== 'same')
}

/** Rows where something happens to tasks when they follow. */
export function followable(compare: Compare): CompareRow[] {
  return compare.rows.filter((row) => row.effect !== '')
}

/** The clauses to send: only of the new version, only the chosen ones. */
export function chosenClauses(rows: readonly CompareRow[], chosen: ReadonlySet<CompareRow>): number[] {
  return rows.filter((row) => chosen.has(row)).map((row) => row.new).filter((id): id is number => id !== null)
}

/** The words of a row when nothing was cut into parts (new, gone, same). */
export function plainParts(row: CompareRow): CompareRow['parts'] {
  if (row.parts.length > 0) return row.parts
  const op = row.state === 'new' ? 'add' : row.state === 'gone' ? 'del' : 'same'
  return [{ op, text: row.title }]
}
