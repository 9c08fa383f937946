/*
 * remedy.ts - a way out of a conflict as the edit that makes it.
 *
 * An overlap and a shortening need facts that the remedy does not carry (the
 * lag of the link, the duration of the task); they are read when it is chosen.
 */
import type { PlanEdit, PlanMove, Remedy, Task, WallLink, WhyStep } from '@/api/types'

export interface RemedyFacts {
  link: Pick<WallLink, 'id' | 'from' | 'to' | 'kind' | 'lag_min' | 'lag_max' | 'unit'> | null
  task: Pick<Task, 'duration_days'> | null
}

/** null when the facts are missing or the remedy cannot be turned into an edit. */
export function editOf(remedy: Remedy, facts: RemedyFacts, chain: readonly WhyStep[]): PlanEdit | null {
  switch (remedy.kind) {
    case 'move_deadline':
      return remedy.task === null || remedy.day === null ? null : { moves: [{ task: remedy.task, deadline: remedy.day }] }
    case 'unpin':
      return remedy.task === null ? null : { moves: [loosened(remedy.task, remedy.day, chain)] }
    case 'drop_link':
      return remedy.link === null ? null : { links: [{ id: remedy.link, remove: true }] }
    case 'shorten': {
      const days = facts.task?.duration_days
      if (remedy.task === null || days === null || days === undefined || days - remedy.days < 1) return null
      return { moves: [{ task: remedy.task, duration_days: days - remedy.days }] }
    }
    case 'overlap': {
      const link = facts.link
      if (remedy.link === null || !link) return null
      return { links: [{ id: remedy.link, from: link.from, to: link.to, kind: link.kind, unit: link.unit,
        lag_min: (link.lag_min ?? 0) - remedy.days, lag_max: link.lag_max }] }
    }
  }
}

/** The chain says which fact holds the date: "not before" and pins move to the day that frees them. */
function loosened(task: number, day: string | null, chain: readonly WhyStep[]): PlanMove {
  const held = chain.find((step) => step.task === task && ['not_before', 'start_pin', 'finish_pin'].includes(step.fact))
  if (held?.fact === 'not_before') return { task, not_before: day }
  if (day !== null && held?.fact === 'start_pin') return { task, start: day }
  if (day !== null && held?.fact === 'finish_pin') return { task, finish: day }
  return { task, free: true }
}

/** What has to be fetched before the edit can be made. */
export function needs(remedy: Remedy): { link: boolean; task: boolean } {
  return { link: remedy.kind === 'overlap', task: remedy.kind === 'shorten' }
}
