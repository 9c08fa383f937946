import { describe, expect, it } from 'vitest'
import { dateOf, dayOf, firstOfMonth, isoOf, monthOf, weekdayOf, yearOf } from '@/dates'

describe('days as numbers', () => {
  it('reads and writes the same day back, over two centuries', () => {
    for (let day = dayOf('1950-01-01'); day < dayOf('2150-01-01'); day += 17) expect(dayOf(isoOf(day))).toBe(day)
  })
  it.each(['2026-02-30', '2026-13-01', '26-01-01', '', '2026-1-1', 'x'])('refuses %s', (text) => {
    expect(dayOf(text)).toBeNaN()
  })
  it('knows the parts of a date', () => {
    const day = dayOf('2026-07-08')
    expect([yearOf(day), monthOf(day), dateOf(day), weekdayOf(day)]).toEqual([2026, 7, 8, 2])
    expect(firstOfMonth(2026, 7)).toBe(dayOf('2026-07-01'))
    expect(firstOfMonth(2026, 13)).toBe(dayOf('2027-01-01'))
  })
  it('counts weekdays from Monday, before 1970 too', () => {
    expect(weekdayOf(dayOf('1969-12-29'))).toBe(0)
    expect(weekdayOf(dayOf('2026-11-22'))).toBe(6)
  })
})
