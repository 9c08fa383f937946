/* drawLabels.ts - names above their lines, and the lane column. */
import type { LightName } from '@/lights'
import { LIGHTS } from '@/lights'
import { areNeighbours, spanOf, type VisibleRow } from './drawBars'
import { cutText, placeLabels, type LabelIn } from './labels'
import { shortName, type Lane } from './layout'
import type { Bar } from './model'
import { drawGlyph, snap, xOf, yOf, type LabelBox, type Scene } from './scene'
import { barTop } from './view'

const BOLD: ReadonlySet<LightName> = new Set(['grave', 'overdue', 'behind', 'duesoon'])

/**
 * The amount of the light, as short as it can be said. Days count from the dates
 * on the chart: what is late in another way (not signed for, not accepted) has
 * its light here and its days on the card.
 */
export function noteOf(scene: Pick<Scene, 'messages' | 'zoom' | 'model'>, bar: Bar): string {
  const { light, light_amount: amount } = bar.task
  if (amount <= 0) return ''
  const words = scene.messages.light
  switch (light) {
    case 'grave':
    case 'overdue':
      return (Number.isNaN(bar.stop) ? bar.end : bar.stop) <= scene.model.today ? words.noteOverdue(amount) : ''
    case 'behind':
      return words.noteBehind(amount)
    case 'duesoon':
      return words.noteDuesoon(amount)
    case 'ahead':
      return words.noteAhead(amount)
    default:
      return ''
  }
}

/** Close up there is room to say how far a task may slip. */
function closeNoteOf(scene: Scene, bar: Bar): string {
  const note = noteOf(scene, bar)
  const days = bar.task.float_days
  const open = bar.task.light !== 'done' && bar.task.light !== 'standing'
  if (note || !open || days === null || days <= 0 || (scene.zoom !== 'week' && scene.zoom !== 'day')) return note
  return scene.messages.wall.noteFloat(days)
}

const NO_WINDOWS: readonly (readonly [number, number])[] = []

/** The windows that open in the band of a bar's label, left to right. */
function windowsOf(scene: Scene): Map<number, [number, number][]> {
  const windows = new Map<number, [number, number][]>()
  if (!scene.view.handovers) return windows
  const { layout } = scene
  for (const link of layout.links) {
    if (Number.isNaN(link.start) || !areNeighbours(layout, link)) continue
    const lower = (layout.rowOf[link.from] ?? 0) > (layout.rowOf[link.to] ?? 0) ? link.from : link.to
    const known = windows.get(lower)
    const window: [number, number] = [xOf(scene, link.start), xOf(scene, link.end)]
    if (known) known.push(window)
    else windows.set(lower, [window])
  }
  for (const known of windows.values()) known.sort((a, b) => a[0] - b[0])
  return windows
}

export function drawLabels(scene: Scene, rows: readonly VisibleRow[]): LabelBox[] {
  const { context, palette, metrics, fonts, ruler, view, found } = scene
  const unit = metrics.unit
  const room = {
    left: metrics.column + 5 * unit,
    right: scene.width - 4 * unit,
    glyph: 16 * unit,
    gap: 7 * unit,
    noteGap: 5 * unit,
  }
  const measure = (text: string, bold: boolean, note: boolean) =>
    ruler.width(text, note ? (bold ? fonts.noteBold : fonts.note) : bold ? fonts.bold : fonts.name)
  const windows = windowsOf(scene)
  const boxes: LabelBox[] = []
  const glyphSize = 12 * unit
  context.lineJoin = 'round'
  context.textAlign = 'left'

  for (const row of rows) {
    const items: LabelIn[] = row.bars.map((bar) => {
      const [start, end] = spanOf(scene, bar)
      return {
        bar,
        x0: xOf(scene, start),
        x1: xOf(scene, Math.max(end, bar.reach)),
        name: shortName(bar, scene.zoom),
        short: bar.task.short,
        note: closeNoteOf(scene, bar),
        bold: BOLD.has(bar.task.light) || bar.task.id === view.selected,
        windows: windows.get(bar.at) ?? NO_WINDOWS,
      }
    })
    const baseline = snap(scene, row.y + barTop(metrics) - 4.6 * unit)
    for (const label of placeLabels(items, room, measure)) {
      const { bar, text } = label
      const light = bar.task.light
      const ink = palette.lights[light]
      const lost = found !== null && !found.has(bar.task.id)
      const font = label.bold ? fonts.bold : fonts.name
      const noteFont = label.bold ? fonts.noteBold : fonts.note
      const textX = label.x + room.glyph
      const width = text ? ruler.width(text, font) : 0
      const noteWidth = label.note ? room.noteGap + ruler.width(label.note, noteFont) : 0
      if (lost) context.globalAlpha = 0.3
      if (found && !lost) {
        context.fillStyle = palette.mark
        context.fillRect(textX - 2, baseline - metrics.label, width + 4, metrics.label * 1.28)
      }
      drawGlyph(scene, light, label.x, baseline - metrics.label * 0.86, glyphSize)
      if (text) {
        context.strokeStyle = palette.raised
        context.lineWidth = 3 * unit
        ruler.use(font)
        if (!found || lost) context.strokeText(text, textX, baseline)
        context.fillStyle = light === 'done' ? palette.text3 : light === 'notyet' ? palette.text2 : palette.text
        context.fillText(text, textX, baseline)
        if (label.note) {
          ruler.use(noteFont)
          context.strokeText(label.note, label.noteX, baseline)
          context.fillStyle = ink.fg
          context.fillText(label.note, label.noteX, baseline)
        }
      }
      context.globalAlpha = 1
      boxes.push({ at: bar.at, x: label.x, y: row.y, width: room.glyph + width + noteWidth, height: barTop(metrics) })
    }
  }
  drawHandoverWords(scene)
  drawFullName(scene, rows)
  return boxes
}

/** Of the selected chain, and of no other, the receiver is named. */
function drawHandoverWords(scene: Scene): void {
  const { view, model, layout, context, palette, metrics, ruler, fonts, messages } = scene
  if (!view.handovers || view.selected === null) return
  const bar = model.byId.get(view.selected)
  if (!bar) return
  for (const at of model.linksOf[bar.at] ?? []) {
    const link = model.links[at]
    if (!link || Number.isNaN(link.start) || (layout.rowOf[link.from] ?? -1) < 0 || (layout.rowOf[link.to] ?? -1) < 0) continue
    const giver = model.bars[link.from] as Bar
    const receiver = model.bars[link.to] as Bar
    const unitName = model.wall.units.find((unit) => unit.id === receiver.task.unit)
    const other = giver.task.unit !== receiver.task.unit ? (unitName?.short || unitName?.name || '') : ''
    const text = messages.wall.handover(
      scene.dayName(link.start),
      scene.dayName(link.end - 1),
      model.calendar.between(link.start, link.end),
      other,
    )
    const row = layout.rows[layout.rowOf[link.from] ?? 0]
    if (!row) continue
    const x = Math.max(xOf(scene, giver.end), xOf(scene, link.end)) + 5 * metrics.unit
    const y = yOf(scene, row.y) + barTop(metrics) + metrics.bar - 0.5 * metrics.unit
    ruler.use(fonts.noteBold)
    context.strokeStyle = palette.raised
    context.lineWidth = 4 * metrics.unit
    context.strokeText(text, x, y)
    context.fillStyle = palette.jointLine
    context.fillText(text, x, y)
  }
}

/** The whole name of what is pointed at or chosen, when it was cut. */
function drawFullName(scene: Scene, rows: readonly VisibleRow[]): void {
  const { view, model, context, palette, metrics, ruler, fonts } = scene
  const id = view.hover ?? view.selected
  const bar = id === null ? undefined : model.byId.get(id)
  const row = bar && rows.find((candidate) => candidate.row === scene.layout.rowOf[bar.at])
  if (!bar || !row) return
  const unit = metrics.unit
  const [start] = spanOf(scene, bar)
  const name = bar.task.title
  const note = noteOf(scene, bar)
  const x = Math.max(xOf(scene, start), metrics.column + 5 * unit)
  const baseline = snap(scene, row.y + barTop(metrics) - 4.6 * unit)
  const width = ruler.width(name, fonts.bold) + (note ? ruler.width(note, fonts.noteBold) + 6 * unit : 0)
  const at = Math.min(x, scene.width - width - 26 * unit)
  context.fillStyle = palette.raised
  context.fillRect(at - 2 * unit, row.y + 2, width + 24 * unit, barTop(metrics) - 4 * unit)
  drawGlyph(scene, bar.task.light, at, baseline - metrics.label * 0.86, 12 * unit)
  ruler.use(fonts.bold)
  context.fillStyle = palette.text
  context.fillText(name, at + 16 * unit, baseline)
  if (!note) return
  const nameWidth = ruler.width(name, fonts.bold)
  ruler.use(fonts.noteBold)
  context.fillStyle = palette.lights[bar.task.light].fg
  context.fillText(note, at + 22 * unit + nameWidth, baseline)
}

/* ---- the lane column ------------------------------------------------------------------ */

function wrapName(scene: Scene, name: string, width: number, lines: number): string[] {
  const { ruler, fonts } = scene
  const measure = (text: string) => ruler.width(text, fonts.lane)
  const out: string[] = []
  let rest = name
  while (rest && out.length < lines) {
    if (measure(rest) <= width) {
      out.push(rest)
      break
    }
    if (out.length === lines - 1) {
      out.push(cutText(rest, width, measure) || rest.slice(0, 2))
      break
    }
    const points = [...rest]
    let take = 1
    while (take < points.length && measure(points.slice(0, take + 1).join('')) <= width) take++
    const space = points.slice(0, take + 1).lastIndexOf(' ')
    if (space > 0) take = space + 1
    out.push(points.slice(0, take).join('').trim())
    rest = points.slice(take).join('')
  }
  return out
}

function drawLane(scene: Scene, lane: Lane, y: number): void {
  const { context, palette, metrics, ruler, fonts, messages } = scene
  const unit = metrics.unit
  const pad = (metrics.column > 120 * unit ? 16 : 9) * unit
  const top = Math.max(y, metrics.head)
  const bottom = y + lane.height
  context.fillStyle = palette.raised
  context.fillRect(0, top, metrics.column, bottom - top)
  context.fillStyle = palette.line3
  context.fillRect(0, snap(scene, bottom) - 0.5, metrics.column, unit)

  /* A tall lane keeps its name in sight while it scrolls by. */
  const room = bottom - top
  const nameLines = wrapName(scene, lane.name, metrics.column - pad - 18 * unit, room > 84 * unit ? 2 : 1)
  const lineHeight = 22 * unit
  const low = room < 66 * unit
  let base = top + (low ? 20 : 26) * unit
  if (base > bottom - 4 * unit) base = bottom - 6 * unit
  ruler.use(fonts.lane)
  context.fillStyle = palette.text
  context.textAlign = 'left'
  nameLines.forEach((line, index) => context.fillText(line, pad, base + index * lineHeight))
  if (scene.mayFold) drawFold(scene, lane, metrics.column - 13 * unit, base - 5 * unit)
  let next = base + (nameLines.length - 1) * lineHeight
  if (lane.folded) return

  ruler.use(fonts.note)
  context.fillStyle = palette.text3
  const count = messages.common.items(lane.bars.length)
  if (!low) {
    next += 17 * unit
    context.fillText(count, pad, next)
  }
  next += (low ? 18 : 22) * unit
  const cell = (metrics.column - pad - 4 * unit) / 3
  let shown = 0
  for (const light of LIGHTS) {
    const number = lane.counts[light]
    if (!number) continue
    const x = pad + (shown % 3) * cell
    const line = next + Math.floor(shown / 3) * 19 * unit
    if (line > bottom - 4 * unit) break
    drawGlyph(scene, light, x, line - 9.6 * unit, 11.5 * unit)
    ruler.use(light === 'overdue' || light === 'behind' ? fonts.noteBold : fonts.note)
    context.fillStyle = palette.text2
    context.fillText(String(number), x + 15.5 * unit, line)
    shown++
  }
}

/** The little wedge that folds a lane. */
function drawFold(scene: Scene, lane: Lane, x: number, y: number): void {
  const { context, palette, metrics } = scene
  const k = metrics.unit
  context.strokeStyle = palette.text3
  context.lineWidth = 1.4 * k
  context.beginPath()
  if (lane.folded) {
    context.moveTo(x - 2 * k, y - 4 * k)
    context.lineTo(x + 2 * k, y)
    context.lineTo(x - 2 * k, y + 4 * k)
  } else {
    context.moveTo(x - 4 * k, y - 2 * k)
    context.lineTo(x, y + 2 * k)
    context.lineTo(x + 4 * k, y - 2 * k)
  }
  context.stroke()
}

/** A folded lane: how much runs in each week, and what is late in it. */
function drawDensity(scene: Scene, lane: Lane, y: number): void {
  const { context, palette, metrics, model, view, messages, ruler, fonts } = scene
  const unit = metrics.unit
  const step = Math.max(7, Math.ceil(6 / view.pxPerDay))
  const from = Math.floor(view.left / step) * step
  const to = view.left + (scene.width - metrics.column) / view.pxPerDay
  const count = Math.ceil((to - from) / step)
  const all = new Int32Array(count)
  const late = new Int32Array(count)
  for (const at of lane.bars) {
    const bar = model.bars[at] as Bar
    if (Number.isNaN(bar.start) || bar.task.light === 'standing') continue
    const bad = bar.task.light === 'overdue' || bar.task.light === 'behind'
    const a = Math.max(0, Math.floor((bar.start - from) / step))
    const b = Math.min(count - 1, Math.floor((bar.end - 1 - from) / step))
    for (let slot = a; slot <= b; slot++) {
      all[slot] = (all[slot] ?? 0) + 1
      if (bad) late[slot] = (late[slot] ?? 0) + 1
    }
  }
  const most = Math.max(1, ...all)
  const height = lane.height - 10 * unit
  const base = y + lane.height - 4 * unit
  for (let slot = 0; slot < count; slot++) {
    const number = all[slot] ?? 0
    if (!number) continue
    const x0 = snap(scene, xOf(scene, from + slot * step))
    const x1 = snap(scene, xOf(scene, from + (slot + 1) * step)) - unit
    const tall = Math.max(2 * unit, (height * number) / most)
    context.fillStyle = palette.line2
    context.fillRect(x0, base - tall, x1 - x0, tall)
    const owed = late[slot] ?? 0
    if (owed) {
      context.fillStyle = scene.patterns.at('hatch-behind', x0, base)
      context.fillRect(x0, base - (height * owed) / most, x1 - x0, (height * owed) / most)
    }
  }
  ruler.use(fonts.note)
  context.textAlign = 'left'
  const text = messages.wall.folded(lane.bars.length)
  context.strokeStyle = palette.raised
  context.lineWidth = 3 * unit
  context.strokeText(text, metrics.column + 8 * unit, y + 13 * unit)
  context.fillStyle = palette.text3
  context.fillText(text, metrics.column + 8 * unit, y + 13 * unit)
}

export function drawFoldedLanes(scene: Scene): void {
  for (const lane of scene.layout.lanes) {
    const y = yOf(scene, lane.y)
    if (!lane.folded || y + lane.height < scene.metrics.head || y > scene.height) continue
    drawDensity(scene, lane, y)
  }
}

export function drawLanes(scene: Scene): void {
  const { context, palette, metrics, layout, ruler, messages } = scene
  const unit = metrics.unit
  context.fillStyle = palette.raised
  context.fillRect(0, metrics.head, metrics.column, scene.height - metrics.head)
  context.save()
  context.beginPath()
  context.rect(0, metrics.head, metrics.column, scene.height - metrics.head)
  context.clip()
  ruler.reset()
  for (const lane of layout.lanes) {
    const y = yOf(scene, lane.y)
    if (y + lane.height <= metrics.head || y > scene.height) continue
    drawLane(scene, lane, y)
  }
  context.restore()
  ruler.reset()
  context.fillStyle = palette.raised
  context.fillRect(0, 0, metrics.column, metrics.head)
  const pad = (metrics.column > 120 * unit ? 16 : 9) * unit
  ruler.use(`700 ${12.5 * unit}px ${palette.sans}`)
  context.fillStyle = palette.text
  context.fillText(scene.laneTitle, pad, 32 * unit)
  ruler.use(`400 ${11.5 * unit}px ${palette.sans}`)
  context.fillStyle = palette.text3
  if (metrics.column > 120 * unit) {
    context.fillText(messages.wall.headNote1, pad, 51 * unit)
    context.fillText(messages.wall.headNote2, pad, 69 * unit)
  }
  context.fillStyle = palette.line3
  context.fillRect(metrics.column - 0.5, 0, unit, scene.height)
  context.fillStyle = palette.rule
  context.fillRect(0, metrics.head - 1, metrics.column, 1.5 * unit)
}
