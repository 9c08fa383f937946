/*
 * segments.ts - what stands on a bar: done, owed, still to come. Hatching is
 * time gone without work done, so it ends at today, never later.
 */
import type { Bar } from './model'

export type SegmentKind = 'solid' | 'hatch' | 'cross' | 'chevron' | 'ticks'
export interface Segment {
  kind: SegmentKind
  from: number
  to: number
}

export function segmentsOf(bar: Bar, today: number): Segment[] {
  const { light, percent, expect } = bar.task
  if (light === 'done' || light === 'notyet' || light === 'standing') return []
  const span = bar.end - bar.start
  const reached = bar.start + (span * percent) / 100
  const segments: Segment[] = []
  const add = (kind: SegmentKind, from: number, to: number) => {
    if (to > from) segments.push({ kind, from, to })
  }
  switch (light) {
    case 'ontrack':
      add('solid', bar.start, reached)
      break
    case 'ahead': {
      const turn = Math.min(Math.max(today, bar.start), reached)
      add('solid', bar.start, turn)
      add('chevron', turn, reached)
      break
    }
    case 'watch':
    case 'duesoon':
      add('solid', bar.start, reached)
      add('ticks', reached, bar.end)
      break
    case 'behind': {
      /* By the calendar it may have reached today while it is behind by work days. */
      const owed = today > reached ? today : bar.start + (span * expect) / 100
      add('solid', bar.start, reached)
      add('hatch', reached, Math.min(owed, bar.end))
      break
    }
    case 'grave':
    case 'overdue': {
      const due = Number.isNaN(bar.stop) ? bar.end : Math.min(bar.stop, bar.end)
      add('solid', bar.start, Math.min(reached, Math.max(today, due)))
      add('hatch', reached, Math.min(due, today))
      add('cross', Math.max(due, bar.start), today)
      break
    }
  }
  return segments
}
