import { describe, expect, it } from 'vitest'
import type { Wall } from '@/api/types'
import { dayOf, isoOf } from '@/dates'
import { buildModel } from '@/wall/model'
import { segmentsOf } from '@/wall/segments'
import { sampleWall } from './sample.mjs'

const wall = sampleWall() as Wall
const model = buildModel(wall)

describe('the model of the wall', () => {
  it('has one bar for each task, found by its id', () => {
    expect(model.bars).toHaveLength(wall.tasks.length)
    for (const bar of model.bars) expect(model.byId.get(bar.task.id)).toBe(bar)
  })
  it('ends a bar on the day after its last', () => {
    const bar = model.bars.find(({ task }) => task.finish !== null && task.light !== 'standing')
    expect(isoOf((bar?.end ?? 0) - 1)).toBe(bar?.task.finish)
  })
  it('lets a standing task run through the year', () => {
    const bar = model.bars.find(({ task }) => task.light === 'standing')
    expect([isoOf(bar?.start ?? 0), isoOf((bar?.end ?? 0) - 1)]).toEqual(['2026-01-01', '2026-12-31'])
  })
  it('drops links whose task is not on the wall', () => {
    const torn = buildModel({ ...wall, links: [{ ...(wall.links[0] as Wall['links'][number]), to: 999_999 }] })
    expect(torn.links).toHaveLength(0)
  })
  it('keeps the reach of an overdue bar up to today', () => {
    const late = model.bars.filter(({ task }) => task.light === 'overdue')
    expect(late.length).toBeGreaterThan(0)
    for (const bar of late) expect(bar.reach).toBeGreaterThanOrEqual(model.today)
  })
})

describe('the work calendar', () => {
  const { calendar } = model
  it.each([
    ['2026-10-01', true, 'National Day'],
    ['2026-10-10', false, 'a Saturday made up'],
    ['2026-10-11', true, 'a plain Sunday'],
    ['2026-09-20', false, 'a Sunday made up'],
    ['2026-07-08', false, 'a plain Wednesday'],
  ])('%s is off: %s (%s)', (text, off) => {
    expect(calendar.isOff(dayOf(text))).toBe(off)
  })
  it('joins the days of a festival to one run', () => {
    const run = calendar.holidays.find(({ start }) => isoOf(start) === '2026-10-01')
    expect(isoOf((run?.end ?? 0) - 1)).toBe('2026-10-07')
  })
  it('counts work days half-open', () => {
    expect(calendar.between(dayOf('2026-09-24'), dayOf('2026-09-29'))).toBe(2)
    expect(calendar.between(dayOf('2026-07-08'), dayOf('2026-07-08'))).toBe(0)
  })
})

describe('what stands on a bar', () => {
  const base = model.bars[0]
  if (!base) throw new Error('the sample is empty')
  const bar = (light: string, percent: number, expected: number, stop = NaN) => ({
    ...base,
    start: 100,
    end: 200,
    stop,
    task: { ...base.task, light: light as typeof base.task.light, percent, expect: expected },
  })
  it.each([
    ['on track is solid up to what is done', bar('ontrack', 40, 40), 140, [['solid', 100, 140]]],
    ['behind is hatched up to today', bar('behind', 40, 60), 160, [['solid', 100, 140], ['hatch', 140, 160]]],
    ['behind by work days only is hatched up to what is due', bar('behind', 40, 50), 139, [['solid', 100, 140], ['hatch', 140, 150]]],
    ['behind is never hatched past its end', bar('behind', 40, 100), 240, [['solid', 100, 140], ['hatch', 140, 200]]],
    ['ahead has chevrons beyond today', bar('ahead', 60, 40), 140, [['solid', 100, 140], ['chevron', 140, 160]]],
    ['due soon is ticked up to the end', bar('duesoon', 80, 85), 185, [['solid', 100, 180], ['ticks', 180, 200]]],
    ['overdue is crossed past the stop', bar('overdue', 70, 100, 200), 220, [['solid', 100, 170], ['hatch', 170, 200], ['cross', 200, 220]]],
    ['done has nothing on it', bar('done', 100, 100), 220, []],
    ['not yet due has nothing on it', bar('notyet', 0, 0), 50, []],
  ])('%s', (_, given, today, wanted) => {
    expect(segmentsOf(given, today).map(({ kind, from, to }) => [kind, from, to])).toEqual(wanted)
  })
})
