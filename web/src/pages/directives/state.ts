/*
 * state.ts - the list of directives: versions of one document stand together,
 * the newest first.
 */
import type { DirectiveRow } from '@/api/types'

export const READABLE = '.docx,.html,.htm,.txt,.xlsx,.csv'

export interface Family { newest: DirectiveRow; older: DirectiveRow[] }

export function families(rows: readonly DirectiveRow[]): Family[] {
  const byFirst = new Map<number, DirectiveRow[]>()
  for (const row of rows) {
    const first = row.version_of ?? row.id
    byFirst.set(first, [...(byFirst.get(first) ?? []), row])
  }
  return [...byFirst.values()].map((members) => {
    const sorted = [...members].sort((a, b) => b.version - a.version || b.id - a.id)
    return { newest: sorted[0] as DirectiveRow, older: sorted.slice(1) }
  }).sort((a, b) => b.newest.added.localeCompare(a.newest.added) || b.newest.id - a.newest.id)
}

/** Open clauses of what counts today: an old version no longer asks. */
export function openIn(list: readonly Family[]): number {
  return list.reduce((sum, family) => sum + family.newest.coverage.open, 0)
}
