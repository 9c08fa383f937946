/*
 * shifts.ts - bars that are for a while not where the plan has them: under
 * the hand, in a preview, or sliding to their new place after a change.
 */
import type { PlanPreview } from '@/api/types'
import { dayOf } from '@/dates'
import type { Bar, Model } from './model'
import type { Shift } from './scene'

/**
 * The hand's bar and all that would follow it. Until the answer for the hand's
 * place is here, the others stay where the last answer had them.
 */
export function shiftsOf(
  model: Model,
  fresh: PlanPreview | null,
  last: PlanPreview | null,
  drag: { bar: Bar; start: number; end: number } | null,
): Map<number, Shift> {
  const shifts = new Map<number, Shift>()
  for (const moved of last?.moved ?? []) {
    const bar = model.byId.get(moved.task)
    if (!bar || moved.start === null || moved.finish === null) continue
    const start = dayOf(moved.start)
    const end = dayOf(moved.finish) + 1
    if (start === bar.start && end === bar.end) continue
    shifts.set(bar.at, { start, end, ghostStart: bar.start, ghostEnd: bar.end, ghost: 1 })
  }
  if (drag && !(fresh && shifts.has(drag.bar.at)))
    shifts.set(drag.bar.at, { start: drag.start, end: drag.end, ghostStart: drag.bar.start, ghostEnd: drag.bar.end, ghost: 1 })
  return shifts
}

const SLIDE_MS = 260
const GHOST_MS = 2000
const SLIDES_MAX = 400

/** Slides what moved between two models; returns how to stop. */
export function slide(before: Model, after: Model, show: (shifts: ReadonlyMap<number, Shift>) => void): () => void {
  const moves: { at: number; from: Bar; to: Bar }[] = []
  for (const to of after.bars) {
    const from = before.byId.get(to.task.id)
    if (!from || (from.start === to.start && from.end === to.end) || Number.isNaN(from.start) || Number.isNaN(to.start)) continue
    moves.push({ at: to.at, from, to })
  }
  const still = typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches
  if (!moves.length || moves.length > SLIDES_MAX || still) {
    show(new Map())
    return () => undefined
  }
  const begun = performance.now()
  let asked = 0
  const step = () => {
    const passed = performance.now() - begun
    const part = Math.min(1, passed / SLIDE_MS)
    const eased = 1 - (1 - part) ** 3
    const ghost = Math.max(0, 1 - Math.max(0, passed - SLIDE_MS) / (GHOST_MS - SLIDE_MS))
    if (passed >= GHOST_MS) {
      show(new Map())
      return
    }
    show(
      new Map(
        moves.map(({ at, from, to }) => [
          at,
          {
            start: from.start + (to.start - from.start) * eased,
            end: from.end + (to.end - from.end) * eased,
            ghostStart: from.start,
            ghostEnd: from.end,
            ghost,
          },
        ]),
      ),
    )
    asked = requestAnimationFrame(step)
  }
  step()
  return () => cancelAnimationFrame(asked)
}
