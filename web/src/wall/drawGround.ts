/* drawGround.ts - what lies under the bars: days off, months, rows, poles. */
import { monthOf, weekdayOf } from '@/dates'
import { monthsBetween } from './scale'
import { snap, xOf, yOf, type Scene } from './scene'
import { rowsInView } from './layout'

const WEEKENDS_FROM_PX = 2.3

export function daysInView(scene: Scene): [number, number] {
  const from = Math.floor(scene.view.left)
  return [from, Math.ceil(scene.view.left + (scene.width - scene.metrics.column) / scene.view.pxPerDay)]
}

export function drawGround(scene: Scene): void {
  const { context, palette, metrics, view, model } = scene
  const [from, to] = daysInView(scene)
  const unit = metrics.unit
  const top = 40 * unit
  const under = 66 * unit
  const bottom = scene.height
  const calendar = model.calendar

  context.fillStyle = palette.raised
  context.fillRect(0, 0, scene.width, scene.height)

  if (view.pxPerDay / unit >= WEEKENDS_FROM_PX) {
    context.fillStyle = palette.weekend
    for (let day = from - ((weekdayOf(from) + 2) % 7); day < to; day += 7) {
      const x = xOf(scene, day)
      context.fillRect(snap(scene, x), top, snap(scene, x + 2 * view.pxPerDay) - snap(scene, x), bottom - top)
    }
  }
  for (const run of calendar.holidays) {
    if (run.end <= from || run.start >= to) continue
    const x0 = snap(scene, xOf(scene, run.start))
    const x1 = snap(scene, xOf(scene, run.end))
    context.fillStyle = scene.patterns.at('off', x0, 0)
    context.fillRect(x0, under, x1 - x0, bottom - under)
  }
  if (view.pxPerDay / unit >= WEEKENDS_FROM_PX) {
    for (const day of calendar.makeups) {
      if (day < from || day >= to) continue
      const x0 = snap(scene, xOf(scene, day))
      const x1 = snap(scene, xOf(scene, day + 1))
      context.fillStyle = palette.raised
      context.fillRect(x0, under, x1 - x0, bottom - under)
      if (view.pxPerDay / unit < 6.5) continue
      context.strokeStyle = palette.makeup
      context.globalAlpha = 0.8
      context.lineWidth = 0.8 * unit
      context.setLineDash([2 * unit, 2.5 * unit])
      context.beginPath()
      for (const x of [x0, x1]) {
        context.moveTo(x, metrics.head)
        context.lineTo(x, bottom)
      }
      context.stroke()
      context.setLineDash([])
      context.globalAlpha = 1
    }
  }

  for (const month of monthsBetween(from, to)) {
    const x = snap(scene, xOf(scene, month.start))
    const heavy = (monthOf(month.start) - 1) % 3 === 0
    const year = monthOf(month.start) === 1
    context.fillStyle = palette.month
    context.fillRect(x - 0.5, top, (year ? 2 : heavy ? 1.4 : 0.9) * unit, bottom - top)
  }
}

export function drawRows(scene: Scene): void {
  const { context, palette, metrics, view, layout, model } = scene
  const [first, last] = rowsInView(layout, view.top, view.top + scene.height - metrics.head, metrics.row)
  const selected = view.selected === null ? undefined : model.byId.get(view.selected)
  const row = selected ? (layout.rowOf[selected.at] ?? -1) : -1
  if (row >= first && row < last) {
    const y = yOf(scene, layout.rows[row]?.y ?? 0)
    context.fillStyle = palette.select
    context.globalAlpha = 0.8
    context.fillRect(metrics.column, y + 1, scene.width - metrics.column, metrics.row - 2)
    context.globalAlpha = 1
  }
  context.fillStyle = palette.grid
  for (let at = first; at < last; at++) {
    const y = snap(scene, yOf(scene, (layout.rows[at]?.y ?? 0) + metrics.row))
    context.fillRect(metrics.column, y - 0.5, scene.width - metrics.column, 0.7 * metrics.unit)
  }
  context.fillStyle = palette.line3
  for (const lane of layout.lanes) {
    const y = snap(scene, yOf(scene, lane.y + lane.height))
    if (y < metrics.head || y > scene.height) continue
    context.fillRect(0, y - 0.5, scene.width, metrics.unit)
  }
}

export function drawPoles(scene: Scene): void {
  const { context, palette, metrics, model } = scene
  const [from, to] = daysInView(scene)
  const unit = metrics.unit
  const bottom = Math.min(scene.height, yOf(scene, scene.layout.height))
  for (const node of model.nodes) {
    if (node.day < from || node.day > to) continue
    const x = snap(scene, xOf(scene, node.day))
    if (node.gate) {
      context.strokeStyle = palette.text
      context.globalAlpha = 0.6
      context.lineWidth = 0.9 * unit
      context.beginPath()
      for (const side of [-2.2, 2.2]) {
        context.moveTo(x + side * unit, 40 * unit)
        context.lineTo(x + side * unit, bottom)
      }
      context.stroke()
      context.globalAlpha = 1
    } else {
      context.strokeStyle = palette.text2
      context.lineWidth = 0.9 * unit
      context.setLineDash([1.2 * unit, 3.2 * unit])
      context.beginPath()
      context.moveTo(x, 38 * unit)
      context.lineTo(x, bottom)
      context.stroke()
      context.setLineDash([])
    }
  }
}

/** The only red line. */
export function drawToday(scene: Scene): void {
  const { context, palette, metrics } = scene
  const x = snap(scene, xOf(scene, scene.model.today))
  if (x < metrics.column - 2 || x > scene.width) return
  context.fillStyle = palette.today
  context.fillRect(x - 0.9 * metrics.unit, 66 * metrics.unit, 1.8 * metrics.unit, Math.min(scene.height, yOf(scene, scene.layout.height)) - 66 * metrics.unit)
}
