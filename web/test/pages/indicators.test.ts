import { describe, expect, it } from 'vitest'
import type { IndicatorRow } from '@/api/types'
import { bigSeries } from '@/charts/bigCurve'
import { curveShape, inPercent, niceTicks, partOfYear, sparkPath } from '@/charts/curve'
import { figure } from '@/charts/show'
import { changesOf, keyOf, layBlock, parseFigure, pastedBlock } from '@/pages/indicators/grid'

const row = (more: Partial<IndicatorRow> = {}): IndicatorRow => ({
  id: 1, code: 'a', name: '甲', unit: '家', nature: 'cumulative', aim: 'up', decimals: 0, frequency: 1, owner: null, owner_name: '', key: true, derived: false, region: null,
  month: 6, cut_off: '2026-06-30', value: 60, year_ago: 50, target: 120, low: null, high: null, expected: 60, percent: 50, points: 0, points_kind: 'points', elapsed: 49.6, days: 0,
  per_month: 10, needed: 10, state: 'ontrack', word: '达序时', why: '', gates: [{ name: '开门红', month: 3, state: 'passed', asked: 30 }], half: 'passed', forecast: 120, forecast_low: 110,
  forecast_high: 130, method: '', plain: false, will_miss: false, curve_kind: 'even', curve: Array.from({ length: 13 }, (_, i) => i * 10),
  months: Array.from({ length: 6 }, (_, i) => ({ month: i + 1, value: 10 * (i + 1), state: 'verified' as const })), last_year: [], awaited: null, revision: 1,
  path: Array.from({ length: 6 }, (_, i) => ({ month: 7 + i, value: 70 + 10 * i, low: 65 + 9 * i, high: 75 + 11 * i })), ...more,
})

describe('figures as people type them', () => {
  it.each([['1339.2', 1339.2], ['1,339.2', 1339.2], ['16\u2009000', 16000], ['120家', 120], [' 7 ', 7], ['-3', -3], ['.5', 0.5]])('takes %s', (text, value) => {
    expect(parseFigure(text, '家')).toBe(value)
  })
  it.each(['N/A', '约3', '1,23', '', '3%', '—', '1e5', '1 2'])('refuses %s', (text) => expect(parseFigure(text, '家')).toBeNull())
  it('takes a per cent sign where the indicator is kept in per cent', () => expect(parseFigure('3.2%', '%')).toBe(3.2))
})

describe('a pasted block', () => {
  const rows = [row(), row({ id: 2 }), row({ id: 3, frequency: 3 })]
  it('is told from a single cell', () => {
    expect(pastedBlock('12')).toBeNull()
    expect(pastedBlock('1\t2\n3\t4\n')).toEqual([['1', '2'], ['3', '4']])
  })
  it('lies over the grid; what falls outside or between quarters is left out and counted', () => {
    const laid = layBlock([['1', '2'], ['3', '4'], ['5', '6']], rows, [5, 6], { indicator: 2, month: 6 })
    expect(laid.typed).toEqual({ [keyOf(2, 6)]: '1', [keyOf(3, 6)]: '3' })
    expect(laid.outside).toBe(4)
  })
  it('becomes what differs; an emptied cell withdraws, a word is a fault', () => {
    const { puts, bad } = changesOf({ [keyOf(1, 6)]: '60', [keyOf(1, 5)]: '', [keyOf(1, 4)]: '41', [keyOf(2, 7)]: '约7' }, rows)
    expect(puts).toEqual([{ indicator: 1, month: 4, value: 41, seen: 40 }, { indicator: 1, month: 5, value: null, seen: 50 }])
    expect(bad).toEqual([keyOf(2, 7)])
  })
})

describe('the drawn curve', () => {
  const box = { width: 420, height: 150, left: 30, top: 8, foot: 24, right: 8 }
  it('puts a count on an axis of per cent, with the target at its end', () => {
    const shape = curveShape(row(), box, 0.5)
    expect(shape.percent).toBe(true)
    expect(shape.goal?.x).toBeCloseTo(412)
    expect(shape.head?.x).toBeCloseTo(30 + 382 / 2)
    expect(shape.today).toBeCloseTo(30 + 382 / 2)
    expect(shape.ticks.map((tick) => tick.text)).toContain('100')
    expect(shape.fan.endsWith('Z')).toBe(true)
  })
  it('keeps a rate in its own unit and everything inside the box', () => {
    const shape = curveShape(row({ nature: 'rate', months: [{ month: 1, value: 3.1, state: 'flash' }], curve: Array(13).fill(3.2) as number[], path: [] }), box, null)
    expect(shape.percent).toBe(false)
    for (const [, y] of [...shape.actual.matchAll(/[ML]([\d.]+ [\d.]+)/g)].map((p) => (p[1] ?? '').split(' ').map(Number))) expect(y).toBeLessThanOrEqual(126.1)
    expect(inPercent({ nature: 'rate', target: 3, aim: 'up' })).toBe(false)
  })
  it('draws nothing where nothing is known', () => {
    const shape = curveShape(row({ months: [], path: [], curve: [], gates: [], target: null }), box, null)
    expect([shape.head, shape.goal, shape.fan, shape.target]).toEqual([null, null, '', ''])
  })
  it('knows the part of the year', () => {
    expect(partOfYear('2026-12-31', 2026)).toBe(1)
    expect(partOfYear('2025-12-31', 2026)).toBeNull()
  })
  it('breaks a sparkline where a month is missing', () => expect(sparkPath([1, null, 2], 92, 22).match(/M/g)).toHaveLength(2))
  it('sets round ticks', () => expect(niceTicks(0, 107, 2)).toEqual([0, 100]))
})

describe('the large chart', () => {
  it('joins forecast and fan to the newest reading', () => {
    const data = bigSeries(row(), { month: String })
    expect(data.forecast[5]).toBe(60)
    expect(data.forecast[4]).toBeNull()
    expect(data.low[5]).toBe(60)
    expect(data.span[5]).toBe(0)
    expect(data.span[11]).toBe(20)
    expect(data.target[11]).toBe(120)
  })
})

it('shows figures with the indicator’s digits', () => {
  expect(figure(1122.34, 1)).toBe('1122.3')
  expect(figure(12000, 0)).toBe('12\u2009000')
  expect(figure(null, 2)).toBe('—')
  expect(figure(-0.001, 1)).toBe('0')
})
