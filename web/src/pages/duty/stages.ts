/*
 * stages.ts - a duty as stages on a rail, and the forms its moves need.
 *
 * The main flow stands on the rail; an exception hangs below the stage it
 * left, so that one sees where it returns to.
 */
import type { DutyCan, DutyMove, DutyStrip } from '../../api/types'

export const STAGES = ['issued', 'signed', 'carried', 'finished', 'accepted', 'archived'] as const
export type Stage = (typeof STAGES)[number]
export type Mark = 'done' | 'now' | 'coming'

export interface Rail {
  marks: Record<Stage, Mark>
  /** The state that left the main flow, and the stage below which it hangs. */
  aside: { state: DutyStrip['state']; under: Stage } | null
}

const REACHED: Record<DutyStrip['state'], number> = {
  draft: -1, issued: 0, refused: 0, carried: 2, extending: 2, changing: 2, handing: 2, paused: 2, returned: 2,
  finished: 3, accepted: 4, archived: 5,
}
const ASIDE: DutyStrip['state'][] = ['refused', 'extending', 'changing', 'handing', 'paused', 'returned']

/** What is behind, what is now, what comes; a standing task has no end. */
export function railOf(strip: DutyStrip, standing: boolean): Rail {
  const reached = REACHED[strip.state]
  const marks = {} as Record<Stage, Mark>
  STAGES.forEach((stage, at) => {
    marks[stage] = at < reached || strip.state === 'archived' ? 'done' : at === reached ? 'now' : 'coming'
  })
  if (strip.state === 'issued') marks.issued = 'done'
  if (strip.state === 'issued') marks.signed = 'now'
  if (standing && reached < 3) marks.finished = marks.accepted = marks.archived = 'coming'
  return { marks, aside: ASIDE.includes(strip.state) ? { state: strip.state, under: reached === 0 ? 'signed' : 'carried' } : null }
}

/** The day or moment written under a stage. */
export function momentOf(strip: DutyStrip, stage: Stage): string | null {
  switch (stage) {
    case 'issued': return strip.issued
    case 'signed': return strip.signed
    case 'finished': return strip.finished
    case 'accepted': return strip.accepted
    default: return null
  }
}

/* Requests and returns first: somebody waits for them. */
const WEIGHT: Record<string, number> = {
  sign: 0, extension_grant: 0, extension_deny: 1, change_grant: 0, change_deny: 1, handover_grant: 0, handover_deny: 1,
  refuse_grant: 0, refuse_deny: 1, accept: 0, send_back: 1, issue: 0, finish: 0, answer: 0, resume: 0,
  ask_extension: 2, ask_change: 3, ask_handover: 4, refuse: 2, withdraw: 2, unfinish: 2, instruct: 1, urge: 4,
}

/** The moves one sees at once, and those behind "more". */
export function sortedMoves(can: DutyCan[]): { first: DutyCan[]; more: DutyCan[] } {
  const all = [...can].sort((a, b) => (WEIGHT[a.move] ?? 9) - (WEIGHT[b.move] ?? 9))
  const first = all.filter((one) => (WEIGHT[one.move] ?? 9) <= 4)
  return { first, more: all.filter((one) => !first.includes(one)) }
}

/** What one form holds; which fields show depends on what the move needs. */
export interface MoveForm {
  reason: string
  day: string
  unit: number | null
  title: string
  note: string
  deadline: string
  scores: Record<string, number>
  todo: string
  todoUnit: number | null
  todoDue: string
  then: string
  answers: number | null
  files: { id: number; name: string; size: number; sha256: string }[]
}

export function emptyForm(): MoveForm {
  return { reason: '', day: '', unit: null, title: '', note: '', deadline: '', scores: {}, todo: '', todoUnit: null, todoDue: '', then: '', answers: null, files: [] }
}

const MAKES = ['pause', 'resume', 'send_back', 'reopen'] as const
const REASON_FREE = new Set(['extension_grant', 'change_grant', 'handover_grant', 'refuse_grant', 'accept', 'resume'])

/** A comment may always be given where somebody decides, even if none is asked for. */
export function takesReason(can: DutyCan): boolean {
  return can.needs.includes('reason') || REASON_FREE.has(can.move)
}

/** Keys of what is missing; empty when it can be sent. */
export function missing(can: DutyCan, form: MoveForm, evidenceMin: number, lead: boolean): string[] {
  const faults: string[] = []
  if (can.needs.includes('reason') && form.reason.trim() === '') faults.push('reason')
  if ([...form.reason].length > 1000) faults.push('long')
  if (can.needs.includes('day') && form.day === '') faults.push('day')
  if (can.needs.includes('unit') && form.unit === null) faults.push('unit')
  if (can.needs.includes('files') && lead && form.files.length < evidenceMin) faults.push('files')
  if (can.needs.includes('todo') && form.then === '' && form.todo.trim() === '') faults.push('todo')
  if (can.needs.includes('answer') && form.answers === null) faults.push('answer')
  if (can.needs.includes('edit') && can.move !== 'change_grant' && form.title === '' && form.note === '' && form.deadline === '') faults.push('edit')
  return faults
}

/** The body; only what the move needs is sent. */
export function bodyOf(can: DutyCan, strip: DutyStrip, form: MoveForm, lead: boolean): DutyMove {
  const body: DutyMove = { move: can.move, support: strip.support, seen: strip.moves }
  if (form.reason.trim() !== '') body.reason = form.reason.trim()
  if (can.needs.includes('day') && form.day !== '') body.day = form.day
  if (can.needs.includes('unit') && form.unit !== null) body.unit = form.unit
  if (form.files.length > 0) body.files = form.files.map((file) => ({ file: file.id, sha256: file.sha256 }))
  if (can.needs.includes('scores') && lead) {
    const part = (name: string) => form.scores[name] ?? 0
    body.scores = { time: part('time'), quality: part('quality'), feedback: part('feedback'), team: part('team'), papers: part('papers') }
  }
  if (can.needs.includes('edit')) {
    const edit: NonNullable<DutyMove['edit']> = {}
    if (form.title !== '') edit.title = form.title.trim()
    if (form.note !== '') edit.note = form.note.trim()
    if (form.deadline !== '') edit.deadline = form.deadline
    if (Object.keys(edit).length > 0) body.edit = edit
  }
  if (can.needs.includes('todo')) {
    const makes = MAKES.find((one) => one === form.then)
    if (makes) {
      body.then = makes
    } else {
      body.todo = form.todo.trim()
      if (form.todoUnit !== null) body.todo_unit = form.todoUnit
      if (form.todoDue !== '') body.todo_due = form.todoDue
    }
  }
  if (can.needs.includes('answer') && form.answers !== null) body.answers = form.answers
  return body
}
