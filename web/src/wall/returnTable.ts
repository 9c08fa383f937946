/*
 * returnTable.ts - "why these dates" as a return timetable: from the forcing
 * fact back to the task one stands on. The engine's chain alternates facts,
 * durations and links; here each task on it becomes one row.
 */
import type { WhyStep } from '@/api/types'

export interface ReturnRow {
  task: number | null
  title: string
  /** What forces this row when it is not a task's own work: a deadline, a pin. */
  forced: string
  finish: string | null
  start: string | null
  days: number | null
  /** Days shared with the row above; below 0 waits between them. */
  overlap: number | null
  sentence: string
}

/** A chain that was counted back; one that runs forward is told in sentences. */
export function isReturn(chain: readonly WhyStep[]): boolean {
  const first = chain[0]?.fact
  return first === 'deadline' || first === 'finish_pin'
}

export function returnRows(chain: readonly WhyStep[]): ReturnRow[] {
  const rows: ReturnRow[] = []
  let row: ReturnRow | null = null
  const open = (step: WhyStep) => {
    row = { task: step.task, title: step.title, forced: '', finish: null, start: null, days: null, overlap: null, sentence: '' }
    rows.push(row)
    return row
  }
  for (const step of chain) {
    const mine: ReturnRow = row !== null && (row as ReturnRow).task === step.task && step.fact !== 'link' ? row : open(step)
    switch (step.fact) {
      case 'duration':
        mine.days = step.days
        mine.start = step.day
        break
      case 'link':
        /* A link names the task it reaches and the day it leaves for it. */
        mine.overlap = step.days === null ? null : -step.days
        mine.finish = step.day
        mine.sentence = step.sentence
        break
      default:
        mine.forced = step.sentence
        mine.finish = mine.finish ?? step.day
    }
    if (!mine.sentence) mine.sentence = step.sentence
  }
  return rows
}
