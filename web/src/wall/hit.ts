/* hit.ts - what lies under the pointer. */
import { barsInView, type Lane } from './layout'
import type { Bar } from './model'
import { spanOf } from './drawBars'
import { xOf, type LabelBox, type Scene } from './scene'
import { barTop } from './view'

export type Hit =
  | { kind: 'bar'; bar: Bar; part: 'start' | 'end' | 'body' | 'name' }
  | { kind: 'lane'; lane: Lane }
  | { kind: 'head' }
  | { kind: 'ground' }

const REACH_PX = 5
const END_PX = 6
const END_MIN_PX = 18

export function hitAt(scene: Scene, labels: readonly LabelBox[], x: number, y: number): Hit {
  const { metrics, layout, view, model } = scene
  if (y < metrics.head) return { kind: 'head' }
  const inContent = y - metrics.head + view.top
  const lane = layout.lanes.find((candidate) => inContent >= candidate.y && inContent < candidate.y + candidate.height)
  if (x < metrics.column) return lane ? { kind: 'lane', lane } : { kind: 'ground' }
  if (!lane) return { kind: 'ground' }
  if (lane.folded) return { kind: 'lane', lane }
  const reach = REACH_PX * metrics.unit
  const first = layout.rows[lane.rows[0] ?? -1]
  const row = first && layout.rows[lane.rows[Math.floor((inContent - first.y) / metrics.row)] ?? -1]
  if (!row) return { kind: 'ground' }

  const line = row.y + barTop(metrics)
  if (inContent >= line - reach && inContent <= line + metrics.bar + reach) {
    const day = view.left + (x - metrics.column) / view.pxPerDay
    const margin = reach / view.pxPerDay
    const [a, b] = barsInView(model, row, day - margin, day + margin)
    for (const at of row.bars.slice(a, b)) {
      const bar = model.bars[at] as Bar
      const [start, end] = spanOf(scene, bar)
      const x0 = xOf(scene, start)
      const x1 = xOf(scene, end)
      if (x < x0 - reach || x > x1 + reach) continue
      const wide = x1 - x0 >= END_MIN_PX * metrics.unit
      if (Math.abs(x - x1) <= END_PX * metrics.unit && (wide || x > x1)) return { kind: 'bar', bar, part: 'end' }
      if (wide && Math.abs(x - x0) <= END_PX * metrics.unit) return { kind: 'bar', bar, part: 'start' }
      return { kind: 'bar', bar, part: 'body' }
    }
  }
  for (const box of labels)
    if (x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height)
      return { kind: 'bar', bar: model.bars[box.at] as Bar, part: 'name' }
  return { kind: 'ground' }
}
