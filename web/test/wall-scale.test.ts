import { describe, expect, it } from 'vitest'
import { dayOf, isoOf } from '@/dates'
import { clampScale, monthsBetween, scaleFor, ticksBetween, zoomAt, zoomOf } from '@/wall/scale'
import { seeded } from './sample.mjs'

describe('zooming', () => {
  for (let seed = 1; seed <= 20; seed++)
    it(`keeps the date under the pointer (seed ${seed})`, () => {
      const random = seeded(seed)
      const left = 20000 + random() * 900
      const scale = 1 + random() * 40
      const next = 1 + random() * 40
      const x = random() * 1700
      const moved = zoomAt(left, scale, next, x)
      expect(moved + x / next).toBeCloseTo(left + x / scale, 6)
    })
  it('goes from three years in the width to one week', () => {
    expect(clampScale(0.001, 1700) * 1098).toBeCloseTo(1700)
    expect(clampScale(1e9, 1700) * 7).toBeCloseTo(1700)
  })
  it.each(['years', 'year', 'month', 'week', 'day'] as const)('the %s button gives a scale of that name', (name) => {
    expect(zoomOf(scaleFor(name, 1700))).toBe(name)
    expect(zoomOf(scaleFor(name, 3400, 2), 2)).toBe(name)
  })
})

describe('the head strip', () => {
  it('has each month once, across a year', () => {
    const months = monthsBetween(dayOf('2025-11-15'), dayOf('2026-02-01'))
    expect(months.map(({ start }) => isoOf(start))).toEqual(['2025-11-01', '2025-12-01', '2026-01-01'])
  })
  it('writes Mondays, and every day when there is room, and nothing over years', () => {
    const from = dayOf('2026-07-01')
    expect(ticksBetween(from, from + 14, 8).map(({ text }) => text)).toEqual(['6', '13'])
    expect(ticksBetween(from, from + 14, 42)).toHaveLength(14)
    expect(ticksBetween(from, from + 14, 1.5)).toHaveLength(0)
  })
})
