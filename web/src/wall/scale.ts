/*
 * scale.ts - days to pixels and back, the named zooms, and what is written
 * along the time axis at each of them.
 */
import { dateOf, firstOfMonth, monthOf, weekdayOf, yearOf } from '@/dates'

export type ZoomName = 'years' | 'year' | 'quarter' | 'month' | 'week' | 'day'

/* The scale at which rows are packed; between two of these rows stay where they are. */
export const PACK_PX: Record<ZoomName, number> = { years: 1.6, year: 4.4, quarter: 6.2, month: 8.6, week: 42, day: 140 }
const FROM_PX: [number, ZoomName][] = [
  [90, 'day'],
  [22, 'week'],
  [7, 'month'],
  [5.3, 'quarter'],
  [2.6, 'year'],
]
const YEARS_SHOWN = 3
const DAYS_MIN = 7

/** Which zoom a scale belongs to; `unit` is 2 on the big screen. */
export function zoomOf(pxPerDay: number, unit = 1): ZoomName {
  for (const [from, name] of FROM_PX) if (pxPerDay / unit >= from) return name
  return 'years'
}
/** Three years in the width are the least, one week the most. */
export function clampScale(pxPerDay: number, width: number): number {
  const least = width / (YEARS_SHOWN * 366)
  const most = width / DAYS_MIN
  return Math.min(Math.max(pxPerDay, least), Math.max(most, least))
}
/** The scale a zoom button chooses. */
export function scaleFor(zoom: ZoomName, width: number, unit = 1): number {
  switch (zoom) {
    case 'years':
      return width / (YEARS_SHOWN * 366)
    case 'year':
      return width / 367
    case 'quarter':
      return Math.max(width / 275, PACK_PX.quarter * unit * 0.9)
    default:
      return clampScale(PACK_PX[zoom] * unit, width)
  }
}
/** New left edge so that the day under `x` stays under it. */
export function zoomAt(left: number, pxPerDay: number, next: number, x: number): number {
  return left + x / pxPerDay - x / next
}

export interface MonthSpan {
  year: number
  month: number
  start: number
  end: number
}
export function monthsBetween(from: number, to: number): MonthSpan[] {
  const months: MonthSpan[] = []
  let year = yearOf(Math.floor(from))
  let month = monthOf(Math.floor(from))
  for (;;) {
    const start = firstOfMonth(year, month)
    if (start >= to) return months
    const end = firstOfMonth(year, month + 1)
    months.push({ year, month, start, end })
    month = month === 12 ? 1 : month + 1
    if (month === 1) year++
  }
}

export interface Tick {
  day: number
  /** The figure beside it, or empty. */
  text: string
}
/** Figures under the months: Mondays, every day, or nothing, as room allows. */
export function ticksBetween(from: number, to: number, pxPerDay: number, unit = 1): Tick[] {
  const scale = pxPerDay / unit
  if (scale < 2.6) return []
  const ticks: Tick[] = []
  const everyDay = scale >= 22
  for (let at = Math.floor(from); at < to; at++) {
    if (everyDay || weekdayOf(at) === 0) ticks.push({ day: at, text: String(dateOf(at)) })
  }
  return ticks
}
