/*
 * state.ts - the start page as a function of the wall: what is late, what is
 * near, how many of each light every unit has.
 */
import type { DirectiveRow, Unit, Wall, WallTask } from '../../api/types'

export type Meaning = WallTask['light']

/** The order of lights everywhere (DESIGN-UI 3). */
export const LIGHT_ORDER: readonly Meaning[] = [
  'grave', 'overdue', 'behind', 'duesoon', 'watch', 'ontrack', 'ahead', 'done', 'notyet', 'standing',
]

const rank = new Map(LIGHT_ORDER.map((light, at) => [light, at]))

/** What the office counts: tasks, not the steps inside them. The sentence of the wall counts the same way. */
export function counted(tasks: readonly WallTask[]): WallTask[] {
  return tasks.filter((task) => task.level !== 'step')
}

export function withLight(tasks: readonly WallTask[], light: Meaning): WallTask[] {
  return tasks.filter((task) => task.light === light)
    .sort((a, b) => b.light_amount - a.light_amount || (a.deadline ?? '9').localeCompare(b.deadline ?? '9') || a.id - b.id)
}

/** Late first, then what is near: at most `limit`, the heaviest ones. */
export function needAttention(tasks: readonly WallTask[], limit: number): WallTask[] {
  return (['grave', 'overdue', 'behind'] as const).flatMap((light) => withLight(tasks, light)).slice(0, limit)
}

/** Due soon: the nearest deadline first. */
export function dueSoon(tasks: readonly WallTask[], limit: number): WallTask[] {
  const end = (task: WallTask) => task.deadline ?? task.finish ?? '9999'
  return tasks.filter((task) => task.light === 'duesoon')
    .sort((a, b) => end(a).localeCompare(end(b)) || a.id - b.id).slice(0, limit)
}

export interface UnitLights { unit: Unit | null; counts: number[]; total: number }

/** One row a unit, in the order of the organisation list, then the sum. */
export function lightsByUnit(wall: Wall): { rows: UnitLights[]; sum: UnitLights } {
  const zero = () => LIGHT_ORDER.map(() => 0)
  const rows = new Map<number | null, UnitLights>()
  const sum: UnitLights = { unit: null, counts: zero(), total: 0 }
  const known = new Map(wall.units.map((unit) => [unit.id, unit]))

  for (const task of counted(wall.tasks)) {
    const unit = task.unit !== null ? known.get(task.unit) ?? null : null
    const key = unit?.id ?? null
    let row = rows.get(key)
    if (!row) rows.set(key, (row = { unit, counts: zero(), total: 0 }))
    const at = rank.get(task.light) ?? 0
    row.counts[at] = (row.counts[at] ?? 0) + 1
    sum.counts[at] = (sum.counts[at] ?? 0) + 1
    row.total++
    sum.total++
  }
  const place = (row: UnitLights) => (row.unit ? row.unit.position : Number.MAX_SAFE_INTEGER)
  return { rows: [...rows.values()].sort((a, b) => place(a) - place(b)), sum }
}

/** Documents with clauses nobody has answered yet. */
export function toConfirm(directives: readonly DirectiveRow[]): DirectiveRow[] {
  return directives.filter((row) => row.coverage.open > 0)
    .sort((a, b) => b.coverage.open - a.coverage.open || b.id - a.id)
}
