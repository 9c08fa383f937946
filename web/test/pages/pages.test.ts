import { describe, expect, it } from 'vitest'
import type { CalendarYear, Import, Remedy, Wall, WhyStep } from '@/api/types'
import { holidayRuns, monthsOf, workDaysOf } from '@/pages/calendars/year'
import { chosenClauses, plainParts } from '@/pages/compare/state'
import { columnChoices, doubledColumns, placeOf, sortedProblems, unitsToLookAt } from '@/pages/imports/state'
import { fieldDiffs } from '@/pages/journal/diff'
import { parseDay } from '@/pages/parts/dayText'
import { editOf as remedyEdit } from '@/pages/plan/remedy'
import { EMPTY_FORM, editOf, faultsOf, formOf } from '@/pages/tasks/form'
import { counted, dueSoon, lightsByUnit, needAttention } from '@/pages/today/state'
import { aliasesOf, possibleParents, treeOf } from '@/pages/units/tree'
import { bar, compareRow, task, unit } from './make'

describe('the form of a task', () => {
  const before = formOf(task({ bar: bar({ title: '发榜', deadline: '2026-06-30' }), duration_days: 20 }))
  it('sends nothing when nothing was touched', () => {
    expect(editOf(before, { ...before })).toEqual({})
  })
  it('empties a date with null and trims words', () => {
    expect(editOf(before, { ...before, deadline: '', title: ' 发榜签约 ' })).toEqual({ deadline: null, title: '发榜签约' })
  })
  it('a new task is held against the empty form', () => {
    expect(editOf(EMPTY_FORM, { ...EMPTY_FORM, title: '新事', unit: 3 })).toEqual({ title: '新事', unit: 3 })
  })
  it('names every fault at once', () => {
    const faults = faultsOf({
      ...EMPTY_FORM, unit: 1, support: [{ unit: 1, duty: '' }, { unit: 2, duty: '' }, { unit: 2, duty: '' }],
      start_pin: '2026-05-02', finish_pin: '2026-05-01', duration_days: 0,
    })
    expect(faults.map((fault) => fault.key)).toEqual([
      'tasks.fault.title', 'tasks.fault.pins', 'tasks.fault.duration', 'tasks.fault.leadAgain', 'tasks.fault.twice',
    ])
  })
})

describe('a year at a glance', () => {
  const year: CalendarYear = {
    year: 2026, provisional: false, source: '', work_days: [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23],
    days: [
      { day: '2026-05-01', kind: 'holiday', name: '劳动节' }, { day: '2026-05-02', kind: 'holiday', name: '劳动节' },
      { day: '2026-05-03', kind: 'holiday', name: '劳动节' }, { day: '2026-05-09', kind: 'makeup', name: '劳动节' },
      { day: '2026-06-19', kind: 'holiday', name: '端午节' },
    ],
  }
  const may = monthsOf(year)[4]
  it('begins its weeks on Monday and fills them', () => {
    expect(may?.weeks[0]?.map((day) => day?.date ?? 0)).toEqual([0, 0, 0, 0, 1, 2, 3])
    expect(may?.weeks.every((week) => week.length === 7)).toBe(true)
  })
  it('a make-up Saturday is work, an ordinary one is not', () => {
    const days = may?.weeks.flat().filter((day) => day !== null) ?? []
    expect(days.find((day) => day.date === 9)?.kind).toBe('makeup')
    expect(days.find((day) => day.date === 16)?.kind).toBe('weekend')
    expect(days.filter((day) => day.first).map((day) => day.date)).toEqual([1])
  })
  it('lists each festival with its make-up days', () => {
    expect(holidayRuns(year)).toEqual([
      { name: '劳动节', start: '2026-05-01', finish: '2026-05-03', days: 3, makeup: ['2026-05-09'] },
      { name: '端午节', start: '2026-06-19', finish: '2026-06-19', days: 1, makeup: [] },
    ])
  })
  it('2026 has 248 work days', () => expect(workDaysOf(year)).toBe(248))
})

describe('a unit tree', () => {
  const units = [
    unit({ id: 3, parent: 1, position: 2, name: '丙' }), unit({ id: 2, parent: 1, position: 1, name: '乙' }),
    unit({ id: 1, position: 5, name: '甲' }), unit({ id: 4, parent: 99, position: 1, name: '丁' }),
  ]
  it('is shown depth first by position; lost parents go to the top', () => {
    expect(treeOf(units).map((row) => [row.unit.id, row.depth])).toEqual([[4, 0], [1, 0], [2, 1], [3, 1]])
  })
  it('shows units in a ring of parents too', () => {
    const ring = [unit({ id: 1, parent: 2 }), unit({ id: 2, parent: 1 })]
    expect(treeOf(ring).map((row) => row.unit.id)).toEqual([1, 2])
  })
  it('a unit cannot stand below itself', () => {
    expect(possibleParents(units, 1).map((one) => one.id)).toEqual([4])
  })
  it('aliases are split at any list mark, each once', () => {
    expect(aliasesOf('规划处；规划与资源处, 规划处\n发展处')).toEqual(['规划处', '规划与资源处', '发展处'])
  })
})

describe('before and after', () => {
  it('names the fields that differ, however deep', () => {
    expect(fieldDiffs({ title: '甲', due: null, a: { b: 1 } }, { title: '乙', due: null, a: { b: 2 }, tags: ['x', 'y'] }))
      .toEqual([
        { field: 'title', old: '甲', now: '乙' }, { field: 'a.b', old: '1', now: '2' },
        { field: 'tags', old: null, now: 'x、y' },
      ])
  })
  it('a new record has no before', () => {
    expect(fieldDiffs(null, { id: 7 })).toEqual([{ field: 'id', old: null, now: '7' }])
  })
})

describe('the start page', () => {
  const tasks = [
    bar({ id: 1, light: 'behind', light_amount: 9 }), bar({ id: 2, light: 'overdue', light_amount: 2 }),
    bar({ id: 3, light: 'overdue', light_amount: 8 }), bar({ id: 4, light: 'duesoon', deadline: '2026-07-20', unit: 2 }),
    bar({ id: 5, light: 'duesoon', deadline: '2026-07-10', unit: 2 }), bar({ id: 6, light: 'behind', level: 'step' }),
  ]
  it('puts overdue before behind, the heaviest first', () => {
    expect(needAttention(counted(tasks), 9).map((one) => one.id)).toEqual([3, 2, 1])
  })
  it('puts the nearest deadline first', () => expect(dueSoon(tasks, 9).map((one) => one.id)).toEqual([5, 4]))
  it('counts tasks and not their steps, and every unit adds up to the sum', () => {
    const wall = { tasks, units: [unit({ id: 1, position: 2 }), unit({ id: 2, position: 1 })] } as Wall
    const { rows, sum } = lightsByUnit(wall)
    expect(rows.map((row) => [row.unit?.id, row.total])).toEqual([[2, 2], [1, 3]])
    expect(sum.total).toBe(5)
    expect(sum.counts.slice(0, 4)).toEqual([0, 2, 1, 2]) /* grave, overdue, behind, due soon */
  })
})

describe('two versions', () => {
  const rows = [
    compareRow({ state: 'changed', new: 5, effect: '时限随动' }), compareRow({ state: 'gone', new: null, title: '旧条' }),
  ]
  it('send clauses of the new version only', () => expect(chosenClauses(rows, new Set(rows))).toEqual([5]))
  it('a clause that is gone is struck out whole', () => {
    expect(plainParts(rows[1] ?? compareRow({}))).toEqual([{ op: 'del', text: '旧条' }])
  })
})

describe('the preview of a table', () => {
  it('keeps a column name it does not know', () => expect(columnChoices(['task', 'budget']).at(-1)).toBe('budget'))
  it('finds two columns taken for the same thing', () => {
    expect(doubledColumns([{ letter: 'A', name: 'lead' }, { letter: 'C', name: 'lead' }, { letter: 'D', name: '' }]))
      .toEqual(['C'])
  })
  it('puts errors first and says where', () => {
    const item = { field: '', sheet: '任务', cell: 'B7', line: 7, text: '', offer: '' }
    const sorted = sortedProblems([
      { ...item, severity: 'warning' }, { ...item, cell: 'C3', line: 3, severity: 'error' },
    ])
    expect(sorted.map(placeOf)).toEqual(['任务!C3', '任务!B7'])
  })
  it('a unit that is neither matched nor to be made wants a look', () => {
    const preview = { units: [
      { text: '甲', unit: 1, offers: [], rows: 1, create: false }, { text: '乙', unit: null, offers: [2], rows: 1, create: false },
      { text: '丙', unit: null, offers: [], rows: 1, create: true },
    ] } as unknown as Import
    expect(unitsToLookAt(preview).map((one) => one.text)).toEqual(['乙'])
  })
})

describe('a way out of a conflict', () => {
  const remedy = (part: Partial<Remedy>): Remedy => ({ kind: 'unpin', task: 5, link: null, days: 3, day: '2026-10-27', sentence: '', ...part })
  const held = (fact: WhyStep['fact']): WhyStep[] => [{ fact, task: 5, title: '', link: null, days: null, day: null, sentence: '' }]
  const none = { link: null, task: null }
  it('moves the fact that holds the date, whichever it is', () => {
    expect(remedyEdit(remedy({}), none, held('not_before'))).toEqual({ moves: [{ task: 5, not_before: '2026-10-27' }] })
    expect(remedyEdit(remedy({}), none, held('finish_pin'))).toEqual({ moves: [{ task: 5, finish: '2026-10-27' }] })
    expect(remedyEdit(remedy({ day: null }), none, held('start_pin'))).toEqual({ moves: [{ task: 5, free: true }] })
  })
  it('an overlap takes its days off the least lag and keeps the rest of the link', () => {
    const link = { id: 9, from: 1, to: 2, kind: 'FS', lag_min: 2, lag_max: null, unit: 'work' } as const
    expect(remedyEdit(remedy({ kind: 'overlap', link: 9 }), { link, task: null }, []))
      .toEqual({ links: [{ id: 9, from: 1, to: 2, kind: 'FS', unit: 'work', lag_min: -1, lag_max: null }] })
  })
  it('nothing is shortened to less than a day, nor without knowing its length', () => {
    expect(remedyEdit(remedy({ kind: 'shorten', days: 5 }), { link: null, task: { duration_days: 5 } }, [])).toBeNull()
    expect(remedyEdit(remedy({ kind: 'shorten', days: 2 }), { link: null, task: { duration_days: 5 } }, []))
      .toEqual({ moves: [{ task: 5, duration_days: 3 }] })
    expect(remedyEdit(remedy({ kind: 'shorten' }), none, [])).toBeNull()
  })
})

describe('a day as people type it', () => {
  it.each([
    ['2026-7-8', '2026-07-08'], ['2026年7月8日', '2026-07-08'], ['7月8日', '2026-07-08'], ['7.8', '2026-07-08'], ['20260708', '2026-07-08'],
    ['8 Jul', '2026-07-08'], ['8 July 2027', '2027-07-08'], ['July 8, 2027', '2027-07-08'], ['２０２６－０７－０８', '2026-07-08'],
  ])('%s is read', (typed, day) => expect(parseDay(typed, 2026)).toBe(day))
  it.each(['2月31日', '2026-02-30', '明天', '13月1日', '8 Foo', ''])('%s is refused', (typed) => expect(parseDay(typed, 2026)).toBeNull())
})
