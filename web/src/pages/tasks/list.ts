/*
 * list.ts - the filters of the task table as an address, and pages that join
 * into one list.
 */
import type { WallTask } from '@/api/types'

export interface TaskFilter {
  q: string
  unit: number | null
  directive: number | null
  light: string
  level: string
  duty: string
}

export const NO_FILTER: TaskFilter = { q: '', unit: null, directive: null, light: '', level: '', duty: '' }

type Query = Record<string, unknown>
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const number = (value: unknown): number | null => (/^\d+$/.test(text(value)) ? Number(value) : null)

export function filterOf(query: Query): TaskFilter {
  return { q: text(query.q), unit: number(query.unit), directive: number(query.directive), light: text(query.light), level: text(query.level), duty: text(query.duty) }
}

/** Only what is set, so that addresses stay short. */
export function queryOf(filter: TaskFilter): Record<string, string> {
  const query: Record<string, string> = {}
  for (const [name, value] of Object.entries(filter)) if (value !== null && value !== '') query[name] = String(value)
  return query
}

export function isFiltered(filter: TaskFilter): boolean {
  return Object.keys(queryOf(filter)).length > 0
}

/** The next page behind what is there; a task that came twice is kept once, in its newer form. */
export function joined(list: readonly WallTask[], page: readonly WallTask[]): WallTask[] {
  const fresh = new Map(page.map((task) => [task.id, task]))
  const kept = list.map((task) => {
    const now = fresh.get(task.id)
    fresh.delete(task.id)
    return now ?? task
  })
  return [...kept, ...fresh.values()]
}
