import { describe, expect, it } from 'vitest'
import type { Bar } from '@/wall/model'
import { cutText, placeLabels, type LabelIn } from '@/wall/labels'
import { seeded } from './sample.mjs'

const measure = (text: string, bold: boolean, note: boolean) => [...text].length * (note ? 11 : bold ? 13 : 12)
const room = { left: 100, right: 1000, glyph: 16, gap: 7, noteGap: 5 }
const item = (x0: number, x1: number, more: Partial<LabelIn> = {}): LabelIn => ({
  bar: { at: 0 } as Bar,
  x0,
  x1,
  name: '首批揭榜需求评审与发榜',
  short: '评审发榜',
  note: '滞后4天',
  bold: false,
  windows: [],
  ...more,
})

describe('labels of a row', () => {
  it('start at the bar and keep name and note where there is room', () => {
    const [label] = placeLabels([item(200, 260)], room, measure)
    expect(label).toMatchObject({ x: 200, text: '首批揭榜需求评审与发榜', note: '滞后4天', whole: true })
  })
  it('start at the left edge when the bar came in from before', () => {
    expect(placeLabels([item(-400, 300)], room, measure)[0]?.x).toBe(100)
  })
  it('are not there when the bar has left', () => {
    expect(placeLabels([item(-400, 60)], room, measure)).toHaveLength(0)
  })
  it('start right of a window that opens under them', () => {
    expect(placeLabels([item(200, 400, { windows: [[200, 236]] })], room, measure)[0]?.x).toBeGreaterThan(236)
  })
  it('end before a window further along', () => {
    const [label] = placeLabels([item(200, 400, { windows: [[290, 330]] })], room, measure)
    expect(label?.text).toBe('评审发榜')
  })
  it.each([
    [380, '首批揭榜需求评审与发榜', ''],
    [300, '评审发榜', ''],
    [262, '评审…', ''],
  ])('drop the note first, then take the short name, then are cut (next at %d)', (next, text, note) => {
    const [label] = placeLabels([item(200, 210), item(next, next + 50)], { ...room, gap: 0 }, measure)
    expect(label).toMatchObject({ text, note })
  })
  for (let seed = 1; seed <= 30; seed++)
    it(`never meet (seed ${seed})`, () => {
      const random = seeded(seed)
      const row: LabelIn[] = []
      for (let x = -100; x < 950; x += 10 + random() * 120)
        row.push(item(x, x + 5 + random() * 100, { name: '字'.repeat(1 + Math.floor(random() * 16)), short: random() < 0.5 ? '短名' : '', note: random() < 0.5 ? '余3天' : '', bold: random() < 0.3 }))
      const labels = placeLabels(row, room, measure)
      labels.forEach((label, at) => {
        const end = label.note ? label.noteX + measure(label.note, label.bold, true) : label.x + room.glyph + measure(label.text, label.bold, false)
        const next = labels[at + 1]
        if (next && label.text) expect(end).toBeLessThanOrEqual(next.x)
        if (label.text) expect(end).toBeLessThanOrEqual(room.right)
      })
    })
})

describe('cutting a name', () => {
  const width = (text: string) => [...text].length * 10
  it.each([
    ['一二三四五', 50, '一二三四五'],
    ['一二三四五', 40, '一二三…'],
    ['一二三四五', 15, ''],
    ['𠀀𠀁𠀂𠀃', 30, '𠀀𠀁…'],
  ])('%s in %d is %s', (text, room_, wanted) => {
    expect(cutText(text, room_, width)).toBe(wanted)
  })
})
