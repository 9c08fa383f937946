/* remember.ts - how this person left the wall: lanes, zoom, what is shown. Kept in the browser. */
import type { View } from './view'

const KEY = 'guatu.wall'
const FLAGS = ['critical', 'baseline', 'handovers', 'links', 'steps'] as const
const GROUPS = ['unit', 'leader', 'directive', 'theme'] as const

export function rememberView(view: View, zoom: string, table: boolean): void {
  try {
    const kept = Object.fromEntries(FLAGS.map((flag) => [flag, view[flag]]))
    localStorage.setItem(KEY, JSON.stringify({ ...kept, group: view.group, zoom, table, folded: [...view.folded] }))
  } catch {
    /* a browser that keeps nothing still works */
  }
}

export function recallView(view: View): { zoom: string; table: boolean } {
  let kept: Record<string, unknown> = {}
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>
  } catch {
    kept = {}
  }
  for (const flag of FLAGS) if (typeof kept[flag] === 'boolean') view[flag] = kept[flag]
  view.group = GROUPS.find((group) => group === kept.group) ?? 'unit'
  if (Array.isArray(kept.folded)) view.folded = new Set(kept.folded.filter((key): key is string => typeof key === 'string'))
  return { zoom: typeof kept.zoom === 'string' ? kept.zoom : '', table: kept.table === true }
}
