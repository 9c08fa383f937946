import { describe, expect, it } from 'vitest'
import type { ReportForm, ReportTurn } from '@/api/types'
import { charsOf, checksOf, fieldsOf, isSame, nextOf, sayOf } from '@/pages/report/state'

const turn = (task: number, group: ReportTurn['group'] = 'todo', more: Partial<ReportTurn> = {}): ReportTurn => ({
  task, code: '', title: `任务${task}`, unit: 3, period: '2026-07', period_name: '7月', group, state: 'open', due: '2026-07-27', why: '', days_left: 13,
  late: false, closed: false, raised: false, percent: 20, expect: 30, light: 'ontrack', light_amount: 0, deadline: null, report: null, told: null, told_by: '', draft_by: '', draft_at: null, ...more,
})
const form = (more: Partial<ReportForm> = {}): ReportForm => ({
  turn: turn(1), source: 'prefill', may_write: true, revision: 0, percent: 20, percent_came: 20,
  answers: [{ number: 1, measure: '甲', answer: '已办。', came: '已办。' }, { number: 2, measure: '乙', answer: '', came: '' }],
  figures: [{ name: '企业', op: '>=', unit: '家', target: 40, prev: 10, actual: 10, came: 10 }],
  files: [], problems: '', problems_came: '', next: '', prev_period: '6月', prev_next: '', words_max: 300, moves: [], checks: [], same: 0, same_parts: [], paragraph: '', ...more,
})
const failing = (checks: ReturnType<typeof checksOf>) => checks.filter((check) => !check.ok).map((check) => check.key)

describe('the 300 characters', () => {
  it('counts code points with punctuation, without blanks at the ends', () => {
    expect(charsOf(['已办结，材料归档。', '  '])).toBe(9)
    expect(charsOf(['𠮷野', ' a '])).toBe(3)
  })
  it('is a fault from 301 on', () => {
    const fields = { ...fieldsOf(form()), answers: ['字'.repeat(299), '好'] }
    expect(failing(checksOf(form(), fields))).not.toContain('chars')
    expect(failing(checksOf(form(), { ...fields, answers: ['字'.repeat(300), '好'] }))).toContain('chars')
  })
})

describe('what stands before submitting', () => {
  it('must have an answer a measure and a percentage', () => {
    const bad = checksOf(form(), { ...fieldsOf(form()), percent: null })
    expect(bad.filter((check) => check.must && !check.ok).map((check) => check.key)).toEqual(['answers', 'percent'])
    const good = checksOf(form(), { ...fieldsOf(form()), answers: ['新办3件。', '已启动。'], problems: '无', next: '送审' })
    expect(failing(good)).toEqual([])
  })
  it('asks for the reason of what is behind', () => {
    const late = form({ turn: turn(1, 'todo', { light: 'behind' }) })
    expect(failing(checksOf(late, fieldsOf(late)))).toContain('reason')
  })
  it('sees answers that were left as they came', () => {
    const one = form({ answers: [{ number: 1, measure: '甲', answer: '已办。', came: '已办。' }] })
    expect(failing(checksOf(one, fieldsOf(one)))).toContain('copied')
  })
})

describe('the fields', () => {
  it('go out as they were read', () => {
    const say = sayOf(form(), fieldsOf(form()), 4)
    expect(say.revision).toBe(4)
    expect(say.answers).toEqual([{ measure: '甲', answer: '已办。' }, { measure: '乙', answer: '' }])
    expect(say.figures).toEqual([{ name: '企业', unit: '家', actual: 10 }])
  })
  it('are copies', () => {
    const held = form({ files: [{ id: 1, name: 'a', size: 1 }] })
    const fields = fieldsOf(held)
    fields.files.push({ id: 2, name: 'b', size: 1 })
    expect(held.files).toHaveLength(1)
    expect(isSame(fields, fieldsOf(held))).toBe(false)
  })
})

describe('the next one', () => {
  const items = [turn(1, 'returned'), turn(2), turn(3, 'told'), turn(4)]
  it('goes round among those still to be filled', () => {
    expect(nextOf(items, '1/2026-07')?.task).toBe(2)
    expect(nextOf(items, '2/2026-07')?.task).toBe(4)
    expect(nextOf(items, '4/2026-07')?.task).toBe(1)
    expect(nextOf(items, '1/2026-07', -1)?.task).toBe(4)
    expect(nextOf(items, '')?.task).toBe(1)
    expect(nextOf([turn(3, 'told')], '')).toBeNull()
  })
})
