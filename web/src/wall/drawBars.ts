/* drawBars.ts - hand-over windows, chains, ghosts, bars and what stands on them. */
import { barsInView, rowsInView, type Layout } from './layout'
import type { Bar, Link } from './model'
import { segmentsOf } from './segments'
import { snap, xOf, yOf, type Scene } from './scene'
import { barTop } from './view'

export interface VisibleRow {
  row: number
  /** Top of the row on the canvas. */
  y: number
  bars: Bar[]
}

export function visibleRows(scene: Scene): VisibleRow[] {
  const { layout, model, view, metrics } = scene
  const [first, last] = rowsInView(layout, view.top, view.top + scene.height - metrics.head, metrics.row)
  const to = view.left + (scene.width - metrics.column) / view.pxPerDay
  const found: VisibleRow[] = []
  for (let at = first; at < last; at++) {
    const row = layout.rows[at]
    if (!row) continue
    const [a, b] = barsInView(model, row, view.left, to)
    found.push({ row: at, y: yOf(scene, row.y), bars: row.bars.slice(a, b).map((bar) => model.bars[bar] as Bar) })
  }
  return found
}

function barY(scene: Scene, layout: Layout, at: number): number {
  return yOf(scene, layout.rows[layout.rowOf[at] ?? 0]?.y ?? 0) + barTop(scene.metrics)
}

/** Where a bar is now: at home, or where a drag or a preview has it. */
export function spanOf(scene: Scene, bar: Bar): readonly [number, number] {
  const shift = scene.shifts.get(bar.at)
  return shift ? [shift.start, shift.end] : [bar.start, bar.end]
}

/* ---- between bars ---------------------------------------------------------------- */

function inSight(scene: Scene, link: Link): boolean {
  const { layout, metrics } = scene
  const y0 = barY(scene, layout, link.from)
  const y1 = barY(scene, layout, link.to)
  return Math.max(y0, y1) > metrics.head - metrics.row && Math.min(y0, y1) < scene.height + metrics.row
}

export function areNeighbours(layout: Layout, link: Link): boolean {
  return Math.abs((layout.rowOf[link.from] ?? 0) - (layout.rowOf[link.to] ?? 0)) === 1
}

export function drawHandovers(scene: Scene): void {
  if (!scene.view.handovers) return
  const { context, palette, metrics, layout } = scene
  for (const link of layout.links) {
    if (Number.isNaN(link.start) || !inSight(scene, link)) continue
    const x0 = snap(scene, xOf(scene, link.start))
    const x1 = snap(scene, xOf(scene, link.end))
    if (x1 < metrics.column || x0 > scene.width) continue
    if (!areNeighbours(layout, link)) continue
    const ya = barY(scene, layout, link.from)
    const yb = barY(scene, layout, link.to)
    const top = Math.min(ya, yb)
    const bottom = Math.max(ya, yb)
    context.fillStyle = scene.patterns.at('joint', x0, top)
    context.fillRect(x0, top + metrics.bar, x1 - x0, bottom - top - metrics.bar)
    context.fillStyle = palette.jointLine
    const pen = 1.1 * metrics.unit
    for (const x of [x0, x1]) context.fillRect(x - pen / 2, top, pen, bottom + metrics.bar - top)
  }
}

/** The bow of a hand-over, drawn last so that nothing covers it. */
function drawBow(scene: Scene, x: number, y: number): void {
  const { context, palette, metrics } = scene
  const w = 5 * metrics.unit
  const h = 3.6 * metrics.unit
  context.fillStyle = palette.jointLine
  context.beginPath()
  context.moveTo(x - w, y - h)
  context.lineTo(x + w, y + h)
  context.lineTo(x + w, y - h)
  context.lineTo(x - w, y + h)
  context.closePath()
  context.fill()
}

export function drawBows(scene: Scene): void {
  if (!scene.view.handovers) return
  const { layout, metrics } = scene
  for (const link of layout.links) {
    if (Number.isNaN(link.start) || !inSight(scene, link) || !areNeighbours(layout, link)) continue
    const x0 = xOf(scene, link.start)
    const x1 = xOf(scene, link.end)
    if (x1 < metrics.column || x0 > scene.width || x1 - x0 < 9 * metrics.unit) continue
    const ya = barY(scene, layout, link.from)
    const yb = barY(scene, layout, link.to)
    drawBow(scene, (x0 + x1) / 2, (Math.min(ya, yb) + metrics.bar + Math.max(ya, yb)) / 2)
  }
}

/** A stepped line from one bar to another, leaving and entering as the kind says. */
function stepLine(scene: Scene, link: Link): void {
  const { context, metrics, layout, model } = scene
  const [fromStart, fromEnd] = spanOf(scene, model.bars[link.from] as Bar)
  const [toStart, toEnd] = spanOf(scene, model.bars[link.to] as Bar)
  const kind = link.link.kind
  const x0 = xOf(scene, kind[0] === 'F' ? fromEnd : fromStart)
  const x1 = xOf(scene, kind[1] === 'F' ? toEnd : toStart)
  const half = metrics.bar / 2
  const y0 = barY(scene, layout, link.from) + half
  const y1 = barY(scene, layout, link.to) + half
  const out = (kind[0] === 'F' ? 1 : -1) * 6 * metrics.unit
  const into = (kind[1] === 'F' ? 1 : -1) * 6 * metrics.unit
  context.moveTo(x0, y0)
  if (x0 + out <= x1 + into && out > 0 && into < 0) {
    const middle = Math.max(x0 + out, x1 + into)
    context.lineTo(middle, y0)
    context.lineTo(middle, y1)
  } else {
    const between = (y0 + y1) / 2 + (y1 > y0 ? -1 : 1) * half
    context.lineTo(x0 + out, y0)
    context.lineTo(x0 + out, between)
    context.lineTo(x1 + into, between)
    context.lineTo(x1 + into, y1)
  }
  context.lineTo(x1, y1)
}

function arrow(scene: Scene, link: Link, colour: string): void {
  const { context, metrics, layout, model } = scene
  const [start, end] = spanOf(scene, model.bars[link.to] as Bar)
  const atEnd = link.link.kind[1] === 'F'
  const x = xOf(scene, atEnd ? end : start)
  const y = barY(scene, layout, link.to) + metrics.bar / 2
  const d = (atEnd ? 1 : -1) * 5 * metrics.unit
  context.fillStyle = colour
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x + d, y - 3 * metrics.unit)
  context.lineTo(x + d, y + 3 * metrics.unit)
  context.closePath()
  context.fill()
}

function linkXRange(scene: Scene, link: Link): boolean {
  const a = scene.model.bars[link.from] as Bar
  const b = scene.model.bars[link.to] as Bar
  const x0 = xOf(scene, Math.min(a.start, b.start))
  const x1 = xOf(scene, Math.max(a.end, b.end))
  return x1 > scene.metrics.column && x0 < scene.width
}

export function drawChains(scene: Scene): void {
  const { context, palette, metrics, layout, view, model } = scene
  const focus = view.hover ?? view.selected
  const focusAt = focus === null ? -1 : (model.byId.get(focus)?.at ?? -1)
  const lines = (width: number, colour: string, dash: number[], choose: (link: Link) => boolean, heads: boolean) => {
    const chosen = layout.links.filter((link) => choose(link) && inSight(scene, link) && linkXRange(scene, link))
    if (!chosen.length) return
    context.strokeStyle = colour
    context.lineWidth = width * metrics.unit
    context.lineJoin = 'round'
    context.setLineDash(dash.map((part) => part * metrics.unit))
    context.beginPath()
    for (const link of chosen) stepLine(scene, link)
    context.stroke()
    context.setLineDash([])
    if (heads) for (const link of chosen) arrow(scene, link, colour)
  }
  const windowed = (link: Link) => view.handovers && !Number.isNaN(link.start) && areNeighbours(layout, link)
  if (view.links) lines(0.9, palette.line3, [], (link) => !link.link.critical && !windowed(link), true)
  if (view.handovers) lines(1, palette.jointLine, [3, 2], (link) => !Number.isNaN(link.start) && !areNeighbours(layout, link) && !(view.critical && link.link.critical) && (view.links || link.from === focusAt || link.to === focusAt), false)
  if (view.critical) lines(1.7, palette.critical, [], (link) => link.link.critical && !windowed(link), false)
  if (focusAt >= 0) lines(1.6, palette.action, [], (link) => (link.from === focusAt || link.to === focusAt) && !windowed(link), true)
}

/* ---- bars -------------------------------------------------------------------------- */

function ghostLine(scene: Scene, start: number, end: number, y: number, alpha: number): void {
  const { context, palette, metrics } = scene
  const unit = metrics.unit
  const x0 = snap(scene, xOf(scene, start))
  const x1 = snap(scene, xOf(scene, end))
  context.fillStyle = palette.ghost
  context.globalAlpha = 0.55 * alpha
  context.fillRect(x0, y, x1 - x0, 2.2 * unit)
  context.globalAlpha = alpha
  context.fillRect(x0 - 0.6 * unit, y - 1.2 * unit, 1.2 * unit, 4.6 * unit)
  context.fillRect(x1 - 0.6 * unit, y - 1.2 * unit, 1.2 * unit, 4.6 * unit)
  context.globalAlpha = 1
}

export function drawGhosts(scene: Scene, rows: readonly VisibleRow[]): void {
  const { view, metrics, zoom } = scene
  if (!view.baseline || zoom === 'day') return
  for (const row of rows)
    for (const bar of row.bars) {
      if (Number.isNaN(bar.baseStart) || Number.isNaN(bar.baseEnd)) continue
      if (bar.baseStart === bar.start && bar.baseEnd === bar.end && zoom !== 'week') continue
      ghostLine(scene, bar.baseStart, bar.baseEnd, row.y + barTop(metrics) + metrics.bar + 2.6 * metrics.unit, 1)
    }
}

function drawStanding(scene: Scene, bar: Bar, x0: number, x1: number, y: number): void {
  const { context, palette, metrics, model } = scene
  const ink = palette.lights.standing
  const pen = 1.3 * metrics.unit
  const inset = metrics.bar / 8
  context.fillStyle = scene.patterns.at('sleepers', x0, y)
  context.fillRect(x0, y, x1 - x0, metrics.bar)
  context.fillStyle = ink.part
  context.fillRect(x0, y + inset, x1 - x0, pen)
  context.fillRect(x0, y + metrics.bar - inset - pen, x1 - x0, pen)
  if (bar.end < model.last) context.fillRect(x1 - pen, y + inset, pen, metrics.bar - 2 * inset)
}

function drawBar(scene: Scene, bar: Bar, rowY: number, dim: boolean): void {
  const { context, palette, metrics, model, view } = scene
  const unit = metrics.unit
  const [start, end] = spanOf(scene, bar)
  const { task } = bar
  const ink = palette.lights[task.light]
  const y = snap(scene, rowY + barTop(metrics))
  const h = metrics.bar
  const clip = (x: number) => Math.min(Math.max(x, metrics.column - 40), scene.width + 40)
  const x0 = snap(scene, clip(xOf(scene, start)))
  const x1 = Math.max(snap(scene, clip(xOf(scene, end))), x0 + 2 * unit)
  if (dim) context.globalAlpha = 0.28

  if (task.light === 'standing') drawStanding(scene, bar, x0, x1, y)
  else {
    context.fillStyle = task.light === 'notyet' ? palette.raised : ink.tint
    context.fillRect(x0, y, x1 - x0, h)
    const moved = start - bar.start
    const stretch = (end - start) / (bar.end - bar.start)
    for (const segment of segmentsOf(bar, model.today)) {
      const place = (day: number) => snap(scene, clip(xOf(scene, bar.start + moved + (day - bar.start) * stretch)))
      const a = place(segment.from)
      const b = place(segment.to)
      if (b <= a) continue
      context.fillStyle =
        segment.kind === 'solid'
          ? ink.part
          : scene.patterns.at(segment.kind === 'hatch' ? `hatch-${task.light}` : segment.kind, a, y)
      context.fillRect(a, y, b - a, h)
    }
    context.strokeStyle = ink.part
    context.lineWidth = unit
    context.strokeRect(x0 + unit / 2, y + unit / 2, x1 - x0 - unit, h - unit)
  }
  if (view.critical && task.critical && task.light !== 'standing') {
    context.strokeStyle = palette.critical
    context.lineWidth = 1.9 * unit
    context.strokeRect(x0 - 0.4 * unit, y - 1.2 * unit, x1 - x0 + 0.8 * unit, h + 2.4 * unit)
  }
  drawStop(scene, bar, end, x1, y)
  for (const pennant of bar.pennants) drawPennant(scene, pennant.day, y, pennant.passed)
  if (task.milestone) drawPennant(scene, end, y, task.light === 'done')
  context.globalAlpha = 1
}

/** The heavy stop at the deadline, and the dotted float before it. */
function drawStop(scene: Scene, bar: Bar, end: number, x1: number, y: number): void {
  if (Number.isNaN(bar.stop) || bar.task.light === 'standing') return
  const { context, palette, metrics } = scene
  const unit = metrics.unit
  const h = metrics.bar
  const x = snap(scene, xOf(scene, bar.stop))
  if (x < metrics.column - 4 || x > scene.width + 4) {
    if (x < metrics.column) return
  }
  if (bar.stop > end && x > x1 + 2 && bar.task.light !== 'done') {
    context.strokeStyle = palette.text3
    context.lineWidth = 1.1 * unit
    context.setLineDash([1.2 * unit, 2.4 * unit])
    context.beginPath()
    context.moveTo(x1 + unit, y + h / 2)
    context.lineTo(Math.min(x, scene.width), y + h / 2)
    context.stroke()
    context.setLineDash([])
  }
  if (bar.task.light === 'done') return
  const over = 3.2 * unit
  context.fillStyle = palette.text
  context.fillRect(x - 1.2 * unit, y - over, 2.4 * unit, h + 2 * over)
  context.fillRect(x - 4 * unit, y - over, 3 * unit, 1.3 * unit)
  context.fillRect(x - 4 * unit, y + h + over - 1.3 * unit, 3 * unit, 1.3 * unit)
}

function drawPennant(scene: Scene, day: number, y: number, passed: boolean): void {
  const { context, palette, metrics } = scene
  const k = metrics.unit
  const x = snap(scene, xOf(scene, day))
  if (x < metrics.column - 10 || x > scene.width + 10) return
  const top = y - 6 * k
  context.strokeStyle = palette.text
  context.fillStyle = passed ? palette.text : palette.raised
  context.lineWidth = 1.1 * k
  context.lineJoin = 'round'
  context.beginPath()
  context.moveTo(x, y + metrics.bar + k)
  context.lineTo(x, top)
  context.lineTo(x + 6.4 * k, top)
  context.lineTo(x + 4.6 * k, top + 2.6 * k)
  context.lineTo(x + 6.4 * k, top + 5.2 * k)
  context.lineTo(x, top + 5.2 * k)
  context.fill()
  context.stroke()
}

export function drawBars(scene: Scene, rows: readonly VisibleRow[]): void {
  const { found, shifts } = scene
  for (const row of rows)
    for (const bar of row.bars) if (!shifts.has(bar.at)) drawBar(scene, bar, row.y, found !== null && !found.has(bar.task.id))
  /* What is being moved lies on top, its old place under it. */
  for (const [at, shift] of shifts) {
    const bar = scene.model.bars[at]
    const row = scene.layout.rows[scene.layout.rowOf[at] ?? -1]
    if (!bar || !row) continue
    const y = yOf(scene, row.y)
    if (y < scene.metrics.head - scene.metrics.row || y > scene.height) continue
    if (shift.ghost > 0) drawOldPlace(scene, shift.ghostStart, shift.ghostEnd, y, shift.ghost)
    drawBar(scene, bar, y, false)
  }
}

function drawOldPlace(scene: Scene, start: number, end: number, rowY: number, alpha: number): void {
  const { context, palette, metrics } = scene
  const x0 = snap(scene, xOf(scene, start))
  const x1 = snap(scene, xOf(scene, end))
  const y = snap(scene, rowY + barTop(metrics))
  context.globalAlpha = alpha
  context.fillStyle = palette.raised
  context.fillRect(x0, y, x1 - x0, metrics.bar)
  context.strokeStyle = palette.ghost
  context.lineWidth = metrics.unit
  context.setLineDash([3 * metrics.unit, 2 * metrics.unit])
  context.strokeRect(x0 + 0.5, y + 0.5, x1 - x0 - 1, metrics.bar - 1)
  context.setLineDash([])
  context.globalAlpha = 1
}

/** The blue corner at the start of the selected bar. */
export function drawSelection(scene: Scene): void {
  const { context, palette, metrics, view, model, layout } = scene
  const bar = view.selected === null ? undefined : model.byId.get(view.selected)
  if (!bar || (layout.rowOf[bar.at] ?? -1) < 0) return
  const unit = metrics.unit
  const [start] = spanOf(scene, bar)
  const x = snap(scene, Math.max(xOf(scene, start), metrics.column + 5 * unit)) - 4 * unit
  const y = barY(scene, layout, bar.at) - 4 * unit
  const h = metrics.bar + 8 * unit
  if (y < metrics.head - metrics.row || y > scene.height) return
  context.strokeStyle = palette.action
  context.lineWidth = (scene.focused ? 2.6 : 2) * unit
  context.beginPath()
  context.moveTo(x + 5 * unit, y)
  context.lineTo(x, y)
  context.lineTo(x, y + h)
  context.lineTo(x + 5 * unit, y + h)
  context.stroke()
}
