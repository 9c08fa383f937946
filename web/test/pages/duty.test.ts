/* The rail, the forms of moves, my work, and what comes of two who edit one task. */
import { describe, expect, it } from 'vitest'
import type { DutyCan, DutyStrip, My, MyRow } from '../../src/api/types'
import { clashesOf, merged } from '../../src/pages/duty/merge'
import { chosenOf, keyOf, waitingFor } from '../../src/pages/duty/my'
import { bodyOf, emptyForm, missing, railOf, sortedMoves, STAGES } from '../../src/pages/duty/stages'
import { EMPTY_FORM } from '../../src/pages/tasks/form'
import type { TaskForm } from '../../src/pages/tasks/form'

function strip(state: DutyStrip['state'], more: Partial<DutyStrip> = {}): DutyStrip {
  return {
    support: null, unit: 3, text: '', state, word: '', owner: '', doer: '', issued: null, signed: null, finished: null, accepted: null,
    remind: null, warn: null, late: null, asked: null, first_deadline: null, extensions: 0, urges: 0, returns: 0, refusals: 0, score: null,
    grade: '', moves: 4, can: [], ...more,
  }
}
const can = (move: string, needs: string[] = []): DutyCan => ({ move, words: move, needs, not_now: '' })

describe('the rail', () => {
  it('marks what is behind, what is now, what comes', () => {
    expect(STAGES.map((stage) => railOf(strip('carried'), false).marks[stage])).toEqual(['done', 'done', 'now', 'coming', 'coming', 'coming'])
    expect(railOf(strip('issued'), false).marks).toMatchObject({ issued: 'done', signed: 'now', carried: 'coming' })
    expect(railOf(strip('draft'), false).marks.issued).toBe('coming')
    expect(Object.values(railOf(strip('archived'), false).marks).every((mark) => mark === 'done')).toBe(true)
  })
  it('hangs an exception below the stage it left', () => {
    expect(railOf(strip('extending'), false).aside).toEqual({ state: 'extending', under: 'carried' })
    expect(railOf(strip('refused'), false).aside).toEqual({ state: 'refused', under: 'signed' })
    expect(railOf(strip('finished'), false).aside).toBeNull()
  })
})

describe('the form of a move', () => {
  it('misses what the table says it needs, and nothing else', () => {
    const form = emptyForm()
    expect(missing(can('sign'), form, 1, true)).toEqual([])
    expect(missing(can('ask_extension', ['reason', 'day']), form, 1, true)).toEqual(['reason', 'day'])
    expect(missing(can('finish', ['reason', 'files']), { ...form, reason: '完' }, 1, true)).toEqual(['files'])
    expect(missing(can('finish', ['reason', 'files']), { ...form, reason: '完' }, 1, false)).toEqual([])
    expect(missing(can('instruct', ['reason', 'todo']), { ...form, reason: '抓紧' }, 1, true)).toEqual(['todo'])
    expect(missing(can('instruct', ['reason', 'todo']), { ...form, reason: '抓紧', then: 'pause' }, 1, true)).toEqual([])
    expect(missing(can('urge', ['reason']), { ...form, reason: '长'.repeat(1001) }, 1, true)).toEqual(['long'])
  })
  it('sends only that, with what was seen', () => {
    const form = { ...emptyForm(), reason: ' 推迟 ', day: '2026-10-20', unit: 9 }
    expect(bodyOf(can('ask_extension', ['reason', 'day']), strip('carried'), form, true)).toEqual({ move: 'ask_extension', support: null, seen: 4, reason: '推迟', day: '2026-10-20' })
    expect(bodyOf(can('instruct', ['reason', 'todo']), strip('carried'), { ...form, then: 'pause', todo: 'x' }, true)).toMatchObject({ then: 'pause' })
    expect(bodyOf(can('instruct', ['reason', 'todo']), strip('carried'), { ...form, then: 'pause', todo: 'x' }, true)).not.toHaveProperty('todo')
    expect(bodyOf(can('accept', ['scores']), strip('finished'), { ...form, scores: { time: 25 } }, true).scores).toEqual({ time: 25, quality: 0, feedback: 0, team: 0, papers: 0 })
  })
  it('puts what others wait for first', () => {
    const { first, more } = sortedMoves([can('pause'), can('ask_extension'), can('finish'), can('handover')])
    expect(first.map((one) => one.move)).toEqual(['finish', 'ask_extension'])
    expect(more.map((one) => one.move)).toEqual(['pause', 'handover'])
  })
})

describe('my work', () => {
  const row = (task: number, support: number | null = null): MyRow => ({
    task, support, unit: 3, title: '', code: '', state: 'issued', word: '', deadline: null, work_days: null, asked: null, since: null, late: null,
    overdue: false, urges: 0, returns: 0, percent: 0, light: 'ontrack', light_amount: 0, reason: '', by: '',
  })
  it('counts what somebody waits for, not what is in hand', () => {
    const my: My = { version: 1, todos: [], lists: [{ name: 'sign', total: 2, rows: [] }, { name: 'do', total: 7, rows: [] }, { name: 'returned', total: 1, rows: [] }] }
    expect(waitingFor(my)).toBe(3)
  })
  it('tells a task from a support part of the same task', () => {
    expect(chosenOf([row(1), row(1, 4), row(2)], new Set([keyOf(row(1, 4))]))).toEqual([row(1, 4)])
  })
})

describe('two who edit one task', () => {
  const before: TaskForm = { ...EMPTY_FORM, support: [], figures: [], title: '原名', short: '', note: '' }
  const theirs: TaskForm = { ...before, short: '甲', theme: '平台' }
  const mine: TaskForm = { ...before, short: '乙', note: '细则' }
  it('clash only where both changed, and differently', () => {
    expect(clashesOf(before, theirs, mine)).toEqual([{ field: 'short', was: '', theirs: '甲', mine: '乙' }])
    expect(clashesOf(before, theirs, { ...mine, short: '甲' })).toEqual([])
  })
  it('lose nothing: mine where I wrote, theirs elsewhere', () => {
    expect(merged(before, theirs, mine, new Set())).toMatchObject({ short: '乙', note: '细则', theme: '平台', title: '原名' })
    expect(merged(before, theirs, mine, new Set(['short']))).toMatchObject({ short: '甲', note: '细则', theme: '平台' })
  })
})
