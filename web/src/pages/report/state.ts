/* state.ts - what a report form holds, apart from how it looks. Pure. */
import type { ReportForm, ReportSay, ReportTurn } from '@/api/types'

export interface Fields {
  percent: number | null
  answers: string[]
  figures: (number | null)[]
  problems: string
  next: string
  files: { id: number; name: string; size: number }[]
}

export function fieldsOf(form: ReportForm): Fields {
  return {
    percent: form.percent,
    answers: form.answers.map((one) => one.answer),
    figures: form.figures.map((one) => one.actual),
    problems: form.problems,
    next: form.next,
    files: form.files.map((one) => ({ ...one })),
  }
}

export function sayOf(form: ReportForm, fields: Fields, revision: number): ReportSay {
  return {
    revision,
    percent: fields.percent,
    answers: form.answers.map((one, at) => ({ measure: one.measure, answer: fields.answers[at] ?? '' })),
    figures: form.figures.map((one, at) => ({ name: one.name, unit: one.unit, actual: fields.figures[at] ?? null })),
    files: fields.files,
    problems: fields.problems,
    next: fields.next,
  }
}

/** Characters as the 300 are counted: code points, with punctuation, blanks at the ends left out. */
export function charsOf(answers: readonly string[]): number {
  return answers.reduce((sum, text) => sum + [...text.trim()].length, 0)
}

export interface Check {
  key: 'chars' | 'answers' | 'percent' | 'figures' | 'reason' | 'problems' | 'next' | 'copied'
  ok: boolean
  /** Wrong: it cannot be submitted so. Otherwise it is only odd. */
  must: boolean
  value: string
}

const COPIED = 0.8

export function checksOf(form: ReportForm, fields: Fields): Check[] {
  const chars = charsOf(fields.answers)
  const answered = fields.answers.filter((text) => text.trim() !== '').length
  const given = fields.figures.filter((value) => value !== null).length
  const behind = form.turn.light === 'behind' || form.turn.light === 'overdue' || form.turn.light === 'grave'
  const percent = fields.percent
  const same = sameShare(form, fields)
  const checks: Check[] = [
    { key: 'chars', ok: chars <= form.words_max, must: true, value: String(chars) },
    { key: 'answers', ok: answered === form.answers.length, must: true, value: `${answered}/${form.answers.length}` },
    { key: 'percent', ok: percent !== null && percent >= 0 && percent <= 100, must: true, value: percent === null ? '·' : `${percent}%` },
  ]
  if (form.figures.length > 0) checks.push({ key: 'figures', ok: given === form.figures.length, must: false, value: `${given}/${form.figures.length}` })
  checks.push({ key: behind ? 'reason' : 'problems', ok: fields.problems.trim() !== '', must: false, value: String([...fields.problems.trim()].length) })
  checks.push({ key: 'next', ok: fields.next.trim() !== '' || percent === 100, must: false, value: String([...fields.next.trim()].length) })
  if (form.prev_period) checks.push({ key: 'copied', ok: same < COPIED, must: false, value: `${Math.round(same * 100)}%` })
  return checks
}

/** Share of the characters that stand in answers left as they came. The server compares sentence by sentence. */
export function sameShare(form: ReportForm, fields: Fields): number {
  const all = charsOf(fields.answers)
  const kept = charsOf(fields.answers.filter((text, at) => text.trim() !== '' && text.trim() === (form.answers[at]?.came ?? '')))
  return all === 0 ? 0 : kept / all
}

export const isSame = (a: Fields, b: Fields): boolean => JSON.stringify(a) === JSON.stringify(b)

export const keyOf = (turn: Pick<ReportTurn, 'task' | 'period'>): string => `${turn.task}/${turn.period}`

/** The one to look at next: behind this one, else from the top, among those still to be filled. */
export function nextOf(items: readonly ReportTurn[], current: string, step: 1 | -1 = 1): ReportTurn | null {
  const open = items.filter((turn) => turn.group === 'todo' || turn.group === 'returned')
  if (open.length === 0) return null
  const at = open.findIndex((turn) => keyOf(turn) === current)
  return open[(at + step + open.length) % open.length] ?? null
}
