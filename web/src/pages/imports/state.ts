/*
 * state.ts - the preview of a table: what the columns may be, what wants a
 * look first, and how a changed cell is shown.
 */
import type { Import, ImportRow, ImportUnit, ProblemItem } from '../../api/types'

/** Canonical column names that a reader may choose, in the order of a table. */
export const COLUMN_NAMES = [
  'number', 'parent', 'task', 'target', 'measure', 'lead', 'support', 'unit', 'leader', 'person', 'start', 'due',
  'frequency', 'q1', 'q2', 'q3', 'q4', 'status', 'done', 'progress', 'problems', 'next', 'result', 'source', 'note', 'key',
] as const

/** Names the server may know and this list does not are kept, never dropped. */
export function columnChoices(present: readonly string[]): string[] {
  const known: string[] = [...COLUMN_NAMES]
  for (const name of present) if (name !== '' && !known.includes(name)) known.push(name)
  return known
}

/** Two columns taken for the same thing: the second is the one to look at. */
export function doubledColumns(columns: readonly { letter: string; name: string }[]): string[] {
  const seen = new Set<string>()
  const doubled: string[] = []
  for (const column of columns) {
    if (column.name === '') continue
    if (seen.has(column.name)) doubled.push(column.letter)
    seen.add(column.name)
  }
  return doubled
}

export function needsLook(unit: ImportUnit): boolean {
  return unit.unit === null && !unit.create
}

export function unitsToLookAt(preview: Import): ImportUnit[] {
  return preview.units.filter(needsLook)
}

/** Errors first, then warnings; in the order of the sheet. */
export function sortedProblems(problems: readonly ProblemItem[]): ProblemItem[] {
  const rank = (item: ProblemItem) => (item.severity === 'error' ? 0 : 1)
  return [...problems].sort((a, b) => rank(a) - rank(b) || a.line - b.line)
}

export function errorsIn(problems: readonly ProblemItem[]): number {
  return problems.filter((item) => item.severity === 'error').length
}

export type RowFilter = 'all' | 'new' | 'changed' | 'gone'

export function rowsShown(rows: readonly ImportRow[], filter: RowFilter): ImportRow[] {
  return filter === 'all' ? rows.filter((row) => row.state !== 'unchanged') : rows.filter((row) => row.state === filter)
}

/** Where a problem stands, as people write it: 工作表!B12. */
export function placeOf(item: ProblemItem): string {
  const cell = item.cell !== '' ? item.cell : item.line > 0 ? String(item.line) : ''
  if (item.sheet !== '' && cell !== '') return `${item.sheet}!${cell}`
  return item.sheet !== '' ? item.sheet : cell
}

/** A file that can be a table at all; the server has the last word. */
export function looksLikeTable(name: string): boolean {
  return /\.(xlsx|csv|docx|html?|txt)$/i.test(name)
}
