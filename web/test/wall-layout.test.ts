import { describe, expect, it } from 'vitest'
import type { Wall } from '@/api/types'
import type { LightName } from '@/lights'
import { barsInView, layoutWall, rowsInView, type LayoutOptions } from '@/wall/layout'
import { buildModel, type Bar, type Model } from '@/wall/model'
import { sampleWall } from './sample.mjs'

const options = (more: Partial<LayoutOptions> = {}): LayoutOptions => ({
  group: 'unit',
  zoom: 'year',
  steps: false,
  lights: new Set<LightName>(),
  units: new Set<number>(),
  folded: new Set<string>(),
  lanes: null,
  metrics: { unit: 1, row: 35, bar: 8, label: 12.5, note: 11, column: 148, head: 86 },
  names: { noUnit: '未定单位', noLeader: '未定领导', noDirective: '无文件', noTheme: '未分专题' },
  ...more,
})
const modelOf = (tasks: number, seed: number) => buildModel(sampleWall({ tasks, seed }) as Wall)
const bars = (model: Model, at: readonly number[]) => at.map((place) => model.bars[place] as Bar)

describe('packing rows', () => {
  /* A property over seeded walls; the seed is in the name of what fails. */
  for (let seed = 1; seed <= 40; seed++)
    it(`no two bars of a row meet, and every dated bar has one place (seed ${seed})`, () => {
      const model = modelOf(40 + seed * 17, seed)
      const layout = layoutWall(model, options({ zoom: seed % 2 ? 'year' : 'month' }))
      const seen = new Set<number>()
      for (const row of layout.rows) {
        const inRow = bars(model, row.bars)
        inRow.forEach((bar, at) => {
          expect(seen.has(bar.at)).toBe(false)
          seen.add(bar.at)
          const next = inRow[at + 1]
          if (next) expect(next.start).toBeGreaterThanOrEqual(bar.reach)
        })
      }
      expect(seen.size).toBe(model.bars.filter((bar) => !Number.isNaN(bar.start)).length)
      expect(layout.order).toHaveLength(model.bars.length)
    })

  it('gives the two sides of a hand-over neighbouring rows, most of the time inside a lane', () => {
    const model = modelOf(120, 7)
    const layout = layoutWall(model, options())
    const inLane = layout.links.filter(
      (link) => !Number.isNaN(link.start) && layout.rows[layout.rowOf[link.from] ?? 0]?.lane === layout.rows[layout.rowOf[link.to] ?? 0]?.lane,
    )
    const beside = inLane.filter((link) => Math.abs((layout.rowOf[link.from] ?? 0) - (layout.rowOf[link.to] ?? 0)) === 1)
    expect(inLane.length).toBeGreaterThan(20)
    expect(beside.length / inLane.length).toBeGreaterThan(0.9)
  })
  it('is the same for the same input', () => {
    const model = modelOf(200, 3)
    expect(layoutWall(model, options())).toEqual(layoutWall(model, options()))
  })
})

describe('lanes', () => {
  const model = modelOf(120, 7)
  it('stand in the order of the organisation list', () => {
    const names = layoutWall(model, options()).lanes.map((lane) => lane.name)
    expect(names[0]).toBe('办公室')
    expect(names).toHaveLength(14)
  })
  it.each(['unit', 'leader', 'directive', 'theme'] as const)('by %s hold every task once', (group) => {
    const layout = layoutWall(model, options({ group }))
    expect(layout.lanes.flatMap((lane) => lane.bars).sort((a, b) => a - b)).toEqual(model.bars.map((bar) => bar.at))
  })
  it('that are folded keep their tasks but draw none', () => {
    const open = layoutWall(model, options())
    const folded = layoutWall(model, options({ folded: new Set(['u1']) }))
    expect(folded.lanes[0]?.rows).toHaveLength(0)
    expect(folded.lanes[0]?.bars).toEqual(open.lanes[0]?.bars)
    expect(folded.height).toBeLessThan(open.height)
    expect(folded.order).toHaveLength(open.order.length)
  })
  it('count their lights', () => {
    for (const lane of layoutWall(model, options()).lanes)
      expect(Object.values(lane.counts).reduce((sum, count) => sum + count, 0)).toBe(lane.bars.length)
  })
  it('show only what the filter lets through', () => {
    const layout = layoutWall(model, options({ lights: new Set<LightName>(['overdue']), units: new Set([6, 8]) }))
    for (const bar of bars(model, layout.order)) {
      expect(bar.task.light).toBe('overdue')
      expect([6, 8]).toContain(bar.task.unit)
    }
  })
  it('hide steps until they are asked for', () => {
    const wall = sampleWall() as Wall
    const tasks = wall.tasks.map((task, at) => (at % 2 ? { ...task, level: 'step' as const } : task))
    const halved = buildModel({ ...wall, tasks })
    expect(layoutWall(halved, options()).order).toHaveLength(Math.ceil(tasks.length / 2))
    expect(layoutWall(halved, options({ steps: true })).order).toHaveLength(tasks.length)
  })
  it('put tasks without dates into the order, not into rows', () => {
    const wall = sampleWall() as Wall
    const tasks = wall.tasks.map((task, at) => (at === 4 ? { ...task, start: null, finish: null, deadline: null, light: 'notyet' as const } : task))
    const model = buildModel({ ...wall, tasks })
    const layout = layoutWall(model, options())
    expect(layout.undated).toBe(1)
    expect(layout.rowOf[4]).toBe(-1)
    expect(layout.order).toContain(4)
  })
})

describe('what is in view', () => {
  const model = modelOf(3000, 5)
  const layout = layoutWall(model, options())
  it('finds the rows that a plain search finds', () => {
    for (const top of [0, 10, 34, 35, 500, 5000, layout.height, layout.height + 500]) {
      const bottom = top + 800
      const [first, last] = rowsInView(layout, top, bottom, 35)
      const wanted = layout.rows.map((row, at) => ({ row, at })).filter(({ row }) => row.y + 35 > top && row.y < bottom)
      expect([first, last].join()).toBe(wanted.length ? [wanted[0]?.at, (wanted.at(-1)?.at ?? 0) + 1].join() : [first, first].join())
    }
  })
  it('finds the bars that a plain search finds, with one neighbour on the left', () => {
    for (const row of layout.rows.slice(0, 60)) {
      const [a, b] = barsInView(model, row, 20650, 20700)
      const shown = row.bars.slice(a, b)
      for (const bar of bars(model, row.bars)) {
        const inView = bar.reach > 20650 && bar.start < 20700
        if (inView) expect(shown).toContain(bar.at)
      }
      expect(shown.filter((at) => (model.bars[at] as Bar).reach <= 20650).length).toBeLessThanOrEqual(1)
    }
  })
})
