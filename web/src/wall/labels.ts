/*
 * labels.ts - where the names of one row stand, and what is cut when room is
 * short: first the note, then the name gives way to the short name, then it
 * is cut with an ellipsis. Two labels never meet.
 */
import type { Bar } from './model'

export interface LabelIn {
  bar: Bar
  /** Pixels of the bar in the view. */
  x0: number
  x1: number
  name: string
  short: string
  note: string
  bold: boolean
  /** Hand-over windows that open in this label's band. */
  windows: readonly (readonly [from: number, to: number])[]
}
export interface Label {
  bar: Bar
  x: number
  text: string
  note: string
  noteX: number
  bold: boolean
  /** The whole name is there. */
  whole: boolean
}
export type MeasureText = (text: string, bold: boolean, note: boolean) => number

export interface LabelRoom {
  left: number
  right: number
  glyph: number
  gap: number
  noteGap: number
}

const CUT_MIN = 2

/** The longest beginning of `text` that fits with an ellipsis, or nothing. */
export function cutText(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text
  const points = [...text]
  let low = 0
  let high = points.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (measure(`${points.slice(0, middle).join('')}…`) <= width) low = middle
    else high = middle - 1
  }
  return low < CUT_MIN ? '' : `${points.slice(0, low).join('')}…`
}

/** Labels of one row, left to right; bars must be sorted by x0. */
export function placeLabels(row: readonly LabelIn[], room: LabelRoom, measure: MeasureText): Label[] {
  const starts = row.map((item) => {
    let x = Math.max(item.x0, room.left)
    for (const [from, to] of item.windows) if (from <= x + room.glyph && to > x) x = to + room.gap * 0.5
    return x
  })
  const labels: Label[] = []
  row.forEach((item, at) => {
    const x = starts[at] as number
    const nextStart = Math.min(starts[at + 1] ?? Infinity, ...(row[at + 1]?.windows.map(([from]) => from) ?? []))
    let limit = Math.min(room.right, nextStart - room.gap)
    /* The bar has left the view, or a window opens further along the band. */
    if (item.x1 < room.left && item.x0 < room.left) return
    for (const [from] of item.windows) if (from > x) limit = Math.min(limit, from - 2)
    const width = limit - x - room.glyph
    if (width + room.glyph < room.glyph * 0.75) return
    const widthOf = (text: string) => measure(text, item.bold, false)
    const nameWidth = widthOf(item.name)
    const noteWidth = item.note ? measure(item.note, item.bold, true) + room.noteGap : 0
    let text = item.name
    let note = item.note
    if (nameWidth + noteWidth > width) note = ''
    if (nameWidth > width) {
      const shortWidth = item.short ? widthOf(item.short) : Infinity
      text = shortWidth <= width ? item.short : cutText(item.short || item.name, width, widthOf)
    }
    labels.push({
      bar: item.bar,
      x,
      text,
      note,
      noteX: x + room.glyph + widthOf(text) + room.noteGap,
      bold: item.bold,
      whole: text === item.name,
    })
  })
  return labels
}
