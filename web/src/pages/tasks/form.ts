/*
 * form.ts - the facts of a task as a form, and the change that it sends.
 *
 * A field that was not touched is not sent ("as it was"); an emptied one is
 * sent as null ("empty it").
 */
import type { Figure, PlanMove, Task, TaskEdit, TaskSupport } from '../../api/types'

export interface TaskForm {
  parent: number | null
  level: TaskEdit['level'] & string
  code: string
  title: string
  short: string
  unit: number | null
  leader: number | null
  theme: string
  note: string
  mode: 'backward' | 'forward'
  deadline: string
  duration_days: number | null
  not_before: string
  start_pin: string
  finish_pin: string
  standing: boolean
  recur: '' | 'yearly' | 'quarterly' | 'monthly' | 'weekly'
  support: TaskSupport[]
  figures: Figure[]
}

export const EMPTY_FORM: TaskForm = {
  parent: null, level: 'task', code: '', title: '', short: '', unit: null, leader: null,
  theme: '', note: '', mode: 'backward', deadline: '', duration_days: null, not_before: '',
  start_pin: '', finish_pin: '', standing: false, recur: '', support: [], figures: [],
}

export function formOf(task: Task): TaskForm {
  const bar = task.bar
  return {
    parent: bar.parent, level: bar.level, code: bar.code, title: bar.title, short: bar.short,
    unit: bar.unit, leader: bar.leader, theme: bar.theme, note: task.note, mode: task.mode,
    deadline: bar.deadline ?? '', duration_days: task.duration_days,
    not_before: task.not_before ?? '', start_pin: task.start_pin ?? '',
    finish_pin: task.finish_pin ?? '', standing: task.standing, recur: task.recur,
    support: task.duties.map((duty) => ({ ...duty })),
    figures: task.figures.map((figure) => ({ ...figure })),
  }
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** Only what differs from `before`; a new task is held against EMPTY_FORM. */
export function editOf(before: TaskForm, now: TaskForm): TaskEdit {
  const edit: TaskEdit = {}
  const differs = (field: keyof TaskForm) => !same(before[field], now[field])

  if (differs('parent')) edit.parent = now.parent
  if (differs('level')) edit.level = now.level
  if (differs('code')) edit.code = now.code.trim()
  if (differs('title')) edit.title = now.title.trim()
  if (differs('short')) edit.short = now.short.trim()
  if (differs('unit')) edit.unit = now.unit
  if (differs('leader')) edit.leader = now.leader
  if (differs('theme')) edit.theme = now.theme.trim()
  if (differs('note')) edit.note = now.note.trim()
  if (differs('mode')) edit.mode = now.mode
  if (differs('deadline')) edit.deadline = orNull(now.deadline)
  if (differs('duration_days')) edit.duration_days = now.duration_days
  if (differs('not_before')) edit.not_before = orNull(now.not_before)
  if (differs('start_pin')) edit.start_pin = orNull(now.start_pin)
  if (differs('finish_pin')) edit.finish_pin = orNull(now.finish_pin)
  if (differs('standing')) edit.standing = now.standing
  if (differs('recur')) edit.recur = now.recur
  if (differs('support')) edit.support = now.support.map((duty) => ({ unit: duty.unit, duty: duty.duty.trim() }))
  if (differs('figures')) edit.figures = now.figures.filter((figure) => figure.name.trim() !== '' || figure.unit !== '')
  return edit
}

/** What is wrong with the form before it is sent: field and catalogue key. */
export interface FormFault { field: keyof TaskForm; key: string }

export function faultsOf(form: TaskForm): FormFault[] {
  const faults: FormFault[] = []
  const add = (field: keyof TaskForm, key: string) => faults.push({ field, key })

  if (form.title.trim() === '') add('title', 'tasks.fault.title')
  if (form.start_pin !== '' && form.finish_pin !== '' && form.start_pin > form.finish_pin)
    add('finish_pin', 'tasks.fault.pins')
  if (form.not_before !== '' && form.deadline !== '' && form.not_before > form.deadline)
    add('not_before', 'tasks.fault.window')
  if (form.duration_days !== null && (!Number.isInteger(form.duration_days) || form.duration_days < 1))
    add('duration_days', 'tasks.fault.duration')
  if (form.unit !== null && form.support.some((duty) => duty.unit === form.unit))
    add('support', 'tasks.fault.leadAgain')
  if (new Set(form.support.map((duty) => duty.unit)).size !== form.support.length)
    add('support', 'tasks.fault.twice')
  return faults
}

/** The part of the change that the plan can be asked about before it is saved; null when no date is touched. */
export function moveOf(task: number, before: TaskForm, now: TaskForm): PlanMove | null {
  const move: PlanMove = { task }
  const touched = (field: keyof TaskForm) => !same(before[field], now[field])
  if (!['deadline', 'duration_days', 'not_before', 'start_pin', 'finish_pin'].some((field) => touched(field as keyof TaskForm)))
    return null
  if (touched('deadline')) move.deadline = orNull(now.deadline)
  if (touched('duration_days')) move.duration_days = now.duration_days
  if (touched('not_before')) move.not_before = orNull(now.not_before)
  if (touched('start_pin') || touched('finish_pin')) {
    /* Both pins are taken away first, then those that stand are set again. */
    move.free = true
    if (now.start_pin !== '') move.start = now.start_pin
    if (now.finish_pin !== '') move.finish = now.finish_pin
  }
  return move
}
