/*
 * merge.ts - two people edited one task: what was, what the other made of it,
 * what I wrote; and the form that comes of my choices.
 */
import type { TaskForm } from '../tasks/form'

export type Field = keyof TaskForm
export interface Clash { field: Field; was: unknown; theirs: unknown; mine: unknown }

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The fields that both changed, and differently. */
export function clashesOf(before: TaskForm, theirs: TaskForm, mine: TaskForm): Clash[] {
  const fields = Object.keys(before) as Field[]
  return fields
    .filter((field) => !same(before[field], theirs[field]) && !same(before[field], mine[field]) && !same(theirs[field], mine[field]))
    .map((field) => ({ field, was: before[field], theirs: theirs[field], mine: mine[field] }))
}

/** Mine where I changed something, theirs elsewhere; a clash goes as chosen. */
export function merged(before: TaskForm, theirs: TaskForm, mine: TaskForm, take: ReadonlySet<Field>): TaskForm {
  const out: Record<string, unknown> = { ...theirs }
  for (const field of Object.keys(before) as Field[])
    if (!same(before[field], mine[field]) && !take.has(field)) out[field] = mine[field]
  return JSON.parse(JSON.stringify(out)) as TaskForm
}
