import { describe, expect, it } from 'vitest'
import type { WhyStep } from '@/api/types'
import { isReturn, returnRows } from '@/wall/returnTable'

const step = (fact: WhyStep['fact'], task: number, day: string, days: number | null = null): WhyStep => ({
  fact,
  task,
  title: `第${task}项`,
  link: fact === 'link' ? 1 : null,
  days,
  day,
  sentence: `${fact} ${task}`,
})
const CHAIN = [
  step('deadline', 3, '2026-09-18'),
  step('duration', 3, '2026-08-31', 15),
  step('link', 2, '2026-09-04', -5),
  step('duration', 2, '2026-08-10', 20),
  step('link', 1, '2026-08-07', 2),
  step('duration', 1, '2026-07-13', 20),
]

describe('why these dates, as a return timetable', () => {
  it('has one row for each task, from the forcing one back', () => {
    expect(returnRows(CHAIN).map(({ task, finish, days, start, overlap }) => [task, finish, days, start, overlap])).toEqual([
      [3, '2026-09-18', 15, '2026-08-31', null],
      [2, '2026-09-04', 20, '2026-08-10', 5],
      [1, '2026-08-07', 20, '2026-07-13', -2],
    ])
  })
  it('opens a row for a task that is reached twice', () => {
    expect(returnRows([...CHAIN, step('link', 2, '2026-06-01', 0)])).toHaveLength(4)
  })
  it.each([
    ['a deadline', 'deadline', true],
    ['a pinned finish', 'finish_pin', true],
    ['a pinned start', 'start_pin', false],
    ['an earliest start', 'not_before', false],
  ] as const)('that begins with %s is counted back: %s %s', (_, fact, wanted) => {
    expect(isReturn([step(fact, 1, '2026-01-05')])).toBe(wanted)
  })
  it('is empty without a chain', () => {
    expect(returnRows([])).toEqual([])
    expect(isReturn([])).toBe(false)
  })
})
