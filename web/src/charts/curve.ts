/*
 * curve.ts - an indicator's year as geometry: the target's curve, last year,
 * what was read, the forecast with its fan, the gates. Pure: from a row of the
 * API to paths in a box; the components only draw them.
 */
import type { IndicatorRow } from '@/api/types'

export interface Box {
  width: number
  height: number
  /** Room for the scale at the left, at the top, for gate names below, at the right. */
  left: number
  top: number
  foot: number
  right: number
}

export interface Point {
  x: number
  y: number
}

export interface CurveShape {
  target: string
  lastYear: string
  actual: string
  forecast: string
  fan: string
  head: Point | null
  goal: Point | null
  gates: { x: number; name: string; state: 'tocome' | 'passed' | 'missed' | 'unknown' }[]
  today: number | null
  ticks: { y: number; text: string }[]
  base: number
  /** Values are told in per cent of the year's target. */
  percent: boolean
}

/** A count is drawn in per cent of its target: then the axis of all of them is one. */
export function inPercent(row: Pick<IndicatorRow, 'nature' | 'target' | 'aim'>): boolean {
  return row.nature === 'cumulative' && row.target !== null && row.target !== 0 && row.aim === 'up'
}

/** Part of the year on an evening: month 3 is the last evening of March. */
const at = (month: number) => month / 12

export function niceTicks(low: number, high: number, count: number): number[] {
  const span = high - low
  if (!(span > 0)) return [low]
  const raw = span / count
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= raw) ?? raw
  const ticks: number[] = []
  for (let tick = Math.ceil(low / step - 1e-9) * step; tick <= high + step * 1e-6; tick += step) ticks.push(Number(tick.toPrecision(12)))
  return ticks
}

const path = (points: Point[]) => points.map((p, i) => `${i === 0 ? 'M' : 'L'}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join('')

export function curveShape(row: IndicatorRow, box: Box, todayPart: number | null): CurveShape {
  const percent = inPercent(row)
  const scale = percent ? 100 / (row.target as number) : 1
  const cumulative = row.nature === 'cumulative'
  const start = (first: number | undefined) => (cumulative ? [{ m: 0, v: 0 }] : first === undefined ? [] : [{ m: 0, v: first }])
  const target = row.curve.map((v, m) => ({ m, v: v * scale }))
  const last = [...start(undefined), ...row.last_year.map((p) => ({ m: p.month, v: p.value * scale }))]
  const actual = [...start(undefined), ...row.months.map((p) => ({ m: p.month, v: p.value * scale }))]
  const newest = actual.at(-1)
  const ahead = newest && row.path.length > 0 ? [newest, ...row.path.map((p) => ({ m: p.month, v: p.value * scale }))] : []
  const fan = row.path.filter((p) => p.low !== null && p.high !== null).map((p) => ({ m: p.month, low: (p.low as number) * scale, high: (p.high as number) * scale }))

  const all = [...target, ...last, ...actual, ...ahead].map((p) => p.v).concat(fan.flatMap((p) => [p.low, p.high]))
  let low = cumulative ? 0 : Math.min(...all)
  let high = Math.max(...all, percent ? 100 : -Infinity)
  if (!Number.isFinite(low) || !Number.isFinite(high)) [low, high] = [0, 1]
  if (!cumulative) {
    const pad = (high - low || Math.abs(high) || 1) * 0.12
    low -= pad
    high += pad
  } else if (high <= low) high = low + 1
  const inner = { w: box.width - box.left - box.right, h: box.height - box.top - box.foot }
  const x = (m: number) => box.left + at(m) * inner.w
  const y = (v: number) => box.top + (1 - (v - low) / (high - low)) * inner.h
  const put = (list: { m: number; v: number }[]) => list.map((p) => ({ x: x(p.m), y: y(p.v) }))
  const fanPath =
    fan.length > 0 && newest
      ? path([...put([newest]), ...fan.map((p) => ({ x: x(p.m), y: y(p.high) })), ...[...fan].reverse().map((p) => ({ x: x(p.m), y: y(p.low) }))]) + 'Z'
      : ''
  const decimals = high - low < 0.5 ? 2 : high - low < 5 ? 1 : 0
  return {
    percent,
    target: path(put(target)),
    lastYear: path(put(last)),
    actual: path(put(actual)),
    forecast: path(put(ahead)),
    fan: fanPath,
    head: row.months.length > 0 && newest ? (put([newest])[0] ?? null) : null,
    goal: target.length > 0 ? (put([target.at(-1) as { m: number; v: number }])[0] ?? null) : null,
    gates: row.gates.map((gate) => ({ x: x(gate.month), name: gate.name, state: gate.state })),
    today: todayPart === null ? null : box.left + todayPart * inner.w,
    ticks: niceTicks(low, high, percent ? 2 : 3).map((tick) => ({ y: y(tick), text: tick.toFixed(percent ? 0 : decimals) })),
    base: box.top + inner.h,
  }
}

/** Part of the year that is gone on a day's evening; null outside the year. */
export function partOfYear(day: string, year: number): number | null {
  if (Number(day.slice(0, 4)) !== year) return null
  const from = Date.UTC(year, 0, 1)
  return (Date.parse(`${day}T00:00:00Z`) - from + 86400000) / (Date.UTC(year + 1, 0, 1) - from)
}

/** A sparkline: months as a line in a small box. */
export function sparkPath(values: readonly (number | null)[], width: number, height: number): string {
  const there = values.filter((v): v is number => v !== null)
  if (there.length === 0) return ''
  const low = Math.min(...there)
  const span = Math.max(...there) - low || 1
  let pen = false
  let out = ''
  values.forEach((v, i) => {
    if (v === null) {
      pen = false
      return
    }
    out += `${pen ? 'L' : 'M'}${((i / Math.max(values.length - 1, 1)) * (width - 4) + 2).toFixed(1)} ${(2 + (1 - (v - low) / span) * (height - 4)).toFixed(1)}`
    pen = true
  })
  return out
}
