import { describe, expect, it } from 'vitest'
import type { Block } from '@/api/types'
import { CodePoints, cutRuns, paragraphs, pointsIn, splitPlaces } from '@/pages/reading/segments'
import {
  asks, changedFields, coverageBar, doubts, draftOf, editBack, editOf, isUnsure, markOf, mergeClauses,
  neighbour, nextToLookAt, rebased, shown,
} from '@/pages/reading/state'
import { clause, random } from './make'

const block = (part: Partial<Block>): Block => ({ kind: 'para', level: 0, start: 0, end: 0, cells: [], ...part })

describe('code points', () => {
  it('are UTF-16 units where no astral character stands', () => {
    const points = new CodePoints('六月底前发榜')
    expect(points.length).toBe(6)
    expect(points.slice(2, 4)).toBe('底前')
  })
  it('count an astral character once', () => {
    const points = new CodePoints('甲𠀀乙😀丙')
    expect(points.length).toBe(5)
    expect(points.slice(1, 2)).toBe('𠀀')
    expect(points.slice(3, 5)).toBe('😀丙')
    expect(points.slice(4, 99)).toBe('丙')
  })
  it('and back again: units of a run to code points', () => {
    expect(pointsIn('甲𠀀乙', 3)).toBe(2)
    expect(pointsIn('甲乙', 9)).toBe(2)
  })
})

describe('runs', () => {
  it('cut a paragraph at the edges of its clauses', () => {
    const points = new CodePoints('前言。一、甲事。二、乙事。')
    const list = [clause({ id: 1, start: 3, end: 8 }), clause({ id: 2, start: 8, end: 13 })]
    expect(cutRuns(points, list, 0, 13).map((run) => [run.text, run.clause, run.first])).toEqual([
      ['前言。', -1, false], ['一、甲事。', 0, true], ['二、乙事。', 1, true],
    ])
  })
  it('a clause over two paragraphs is marked in both and begins once', () => {
    const points = new CodePoints('一、甲\n乙丙')
    const list = [clause({ start: 0, end: 6 })]
    const found = paragraphs(points, [block({ start: 0, end: 3 }), block({ start: 4, end: 6 })], list)
    expect(found.map((para) => para.runs.map((run) => [run.text, run.clause, run.first]))).toEqual([
      [['一、甲', 0, true]], [['乙丙', 0, false]],
    ])
    expect(found.map((para) => para.clauses)).toEqual([[0], []])
  })
  it('never lose or repeat a character, whatever the clauses (seed 20260708)', () => {
    const next = random(20260708)
    for (let round = 0; round < 300; round++) {
      const length = 1 + Math.floor(next() * 60)
      const text = Array.from({ length }, () => (next() < 0.1 ? '𠀀' : '字')).join('')
      const list = Array.from({ length: Math.floor(next() * 8) }, (_, id) => {
        const start = Math.floor(next() * length)
        return clause({ id, start, end: start + 1 + Math.floor(next() * 12) })
      }).sort((a, b) => a.start - b.start)
      const runs = cutRuns(new CodePoints(text), list, 0, length)
      expect(runs.map((run) => run.text).join('')).toBe(text)
      for (const run of runs) expect(run.end).toBeGreaterThan(run.start)
    }
  })
  it('leave the indentation of the file away and keep the offsets', () => {
    const points = new CodePoints('　　一、甲事。')
    const found = paragraphs(points, [block({ start: 0, end: 7 })], [clause({ start: 2, end: 7 })])
    expect(found[0]?.runs).toEqual([{ start: 2, end: 7, text: '一、甲事。', clause: 0, first: true }])
  })
  it('a table keeps its spans and knows which clause a row begins', () => {
    const points = new CodePoints('序号任务1甲事2乙事')
    const cells = [
      { row: 0, col: 0, rows: 1, cols: 1, start: 0, end: 2 }, { row: 0, col: 1, rows: 1, cols: 1, start: 2, end: 4 },
      { row: 1, col: 0, rows: 2, cols: 1, start: 4, end: 5 }, { row: 1, col: 1, rows: 1, cols: 1, start: 5, end: 7 },
      { row: 2, col: 1, rows: 1, cols: 1, start: 8, end: 10 },
    ]
    const list = [clause({ id: 7, start: 4, end: 7 }), clause({ id: 8, start: 7, end: 10 })]
    const table = paragraphs(points, [block({ kind: 'table', start: 0, end: 10, cells })], list)[0]
    expect(table?.rows.map((row) => row.clause)).toEqual([-1, 0, -1])
    expect(table?.rows[1]?.cells[0]).toMatchObject({ rows: 2, clause: 0 })
    expect(table?.rows[2]?.cells[0]).toMatchObject({ col: 1, clause: 1 })
  })
  it('offer the ends of sentences as places to split, never the edges', () => {
    const text = '一、发榜。三季度前签约；年底评估。'
    const places = splitPlaces(new CodePoints(text), 0, [...text].length)
    expect(places.map((place) => place.after)).toEqual(['三季度前签约；年底评估。', '年底评估。'])
    expect(places.map((place) => place.at)).toEqual([5, 12])
  })
})

describe('a clause in the margin', () => {
  it('is marked by its state, and by doubt while it is open', () => {
    expect(markOf(clause({}), null)).toBe('proposed')
    expect(markOf(clause({ confidence: 0.5 }), null)).toBe('unsure')
    expect(markOf(clause({ lead: { text: '规划外', unit: null, offer: 1 } }), null)).toBe('unsure')
    expect(markOf(clause({ kind: 'context' }), null)).toBe('context')
    expect(markOf(clause({ state: 'accepted' }), null)).toBe('confirmed')
    expect(markOf(clause({ id: 5 }), 5)).toBe('editing')
  })
  it('corrected by a person is no longer doubted', () => {
    expect(isUnsure(clause({ confidence: 0.3, edited: true }))).toBe(false)
  })
  it('a context clause that somebody made a task asks for something', () => {
    expect(asks(clause({ kind: 'context' }))).toBe(false)
    expect(asks(clause({ kind: 'context', state: 'accepted' }))).toBe(true)
  })
  it('names its least certain field first', () => {
    const notes = [{ field: 'due', confidence: 0.7, why: '' }, { field: 'lead', confidence: 0.2, why: '' },
      { field: 'kind', confidence: 0.9, why: '' }]
    expect(doubts(clause({ notes })).map((note) => note.field)).toEqual(['lead', 'due'])
  })
})

describe('moving through the list', () => {
  const list = [
    clause({ id: 1, state: 'accepted' }), clause({ id: 2 }), clause({ id: 3, kind: 'context' }), clause({ id: 4 }),
  ]
  it('goes to the next clause without an answer, round the end', () => {
    expect(nextToLookAt(list, null, 1)).toBe(2)
    expect(nextToLookAt(list, 2, 1)).toBe(4)
    expect(nextToLookAt(list, 4, 1)).toBe(2)
    expect(nextToLookAt(list, 2, -1)).toBe(4)
    expect(nextToLookAt([clause({ id: 1, state: 'accepted' })], 1, 1)).toBeNull()
  })
  it('stops at the ends of what is shown', () => {
    expect(neighbour(list, 1, -1)).toBe(1)
    expect(neighbour(list, 1, 1)).toBe(2)
    expect(neighbour(list, 99, 1)).toBe(1)
  })
  it('filters count what they show', () => {
    expect(shown(list, 'asking').map((one) => one.id)).toEqual([1, 2, 4])
    expect(shown(list, 'open').map((one) => one.id)).toEqual([2, 4])
  })
  it('the bar counts only clauses that ask for something', () => {
    expect(coverageBar(list, 4)).toEqual([
      { mark: 'confirmed', count: 1, percent: 100 / 3 },
      { mark: 'editing', count: 1, percent: 100 / 3 },
      { mark: 'proposed', count: 1, percent: 100 / 3 },
    ])
  })
})

describe('a correction', () => {
  const before = clause({ due: '2026-06-30', support: [{ text: '成果处', unit: 2, offer: null }] })
  it('sends only what changed', () => {
    const draft = draftOf(before)
    expect(editOf(before, draft)).toEqual({})
    draft.due = '2026-07-17'
    draft.support.push({ text: '高新处', unit: 3, offer: null })
    expect(changedFields(before, draft)).toEqual(['support', 'due'])
    expect(editOf(before, draft)).toEqual({ due: '2026-07-17', support: ['成果处', '高新处'], support_units: [2, 3] })
  })
  it('names the units in the order of the names, 0 where one is not known', () => {
    const draft = draftOf(before)
    draft.support.unshift({ text: '保卫办', unit: null, offer: null })
    expect(editOf(before, draft)).toEqual({ support: ['保卫办', '成果处'], support_units: [0, 2] })
  })
  it('empties a date with null', () => {
    expect(editOf(before, { ...draftOf(before), due: '' })).toEqual({ due: null })
  })
  it('keeps what was typed and takes what others changed meanwhile', () => {
    const draft = { ...draftOf(before), due: '2026-07-17' }
    const fresh = clause({ ...before, title: '别人改的题', due: '2026-08-01', revision: 2 })
    expect(rebased(before, fresh, draft)).toMatchObject({ title: '别人改的题', due: '2026-07-17' })
    expect(editOf(fresh, rebased(before, fresh, draft))).toEqual({ due: '2026-07-17' })
  })
  it('can be taken back field by field', () => {
    expect(editBack(before, { due: '2026-07-17', lead_unit: 9 }))
      .toEqual({ due: '2026-06-30', lead: '规划处', lead_unit: 1 })
  })
  it('laid over the list, a split replaces the clause by its parts in order', () => {
    const list = [clause({ id: 1, start: 0, end: 20 }), clause({ id: 2, start: 20, end: 30 })]
    const parts = [clause({ id: 8, start: 10, end: 20 }), clause({ id: 1, start: 0, end: 10 })]
    expect(mergeClauses(list, parts, []).map((one) => [one.id, one.end])).toEqual([[1, 10], [8, 20], [2, 30]])
    expect(mergeClauses(list, [clause({ id: 1, start: 0, end: 30 })], [2]).map((one) => one.id)).toEqual([1])
  })
})
