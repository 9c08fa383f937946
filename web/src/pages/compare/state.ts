/*
 * state.ts - two versions of a document: counts, filters, and what may follow.
 */
import type { Compare, CompareRow } from '../../api/types'

export function shown(rows: readonly CompareRow[], withSame: boolean): CompareRow[] {
  return withSame ? [...rows] : rows.filter((row) => row.state !== 'same')
}

/** Rows where something happens to tasks when they follow. */
export function followable(compare: Compare): CompareRow[] {
  return compare.rows.filter((row) => row.old !== null && row.new !== null && row.effect !== '' && !row.followed)
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
