/* make.ts - small invented answers of the server for the tests of the pages. */
import type { Clause, CompareRow, Task, Unit, WallTask } from '@/api/types'

export function clause(part: Partial<Clause>): Clause {
  return {
    id: 1, start: 0, end: 10, number: '一', heading: '', text: '', kind: 'task', title: '办一件事',
    lead: { text: '规划处', unit: 1, offer: null }, support: [], due: null, due_text: '', recur: '',
    standing: false, figures: [], speaker: '', confidence: 0.95, notes: [], state: 'proposed',
    edited: false, reason: '', tasks: [], revision: 1, ...part,
  }
}

export function unit(part: Partial<Unit>): Unit {
  return {
    id: 1, parent: null, name: '规划处', short: '规划', aliases: [], position: 1, outside: false, revision: 1,
    ...part,
  }
}

export function bar(part: Partial<WallTask>): WallTask {
  return {
    id: 1, parent: null, level: 'task', code: '1', title: '办一件事', short: '', unit: 1, support: [],
    leader: null, directive: null, theme: '', start: null, finish: null, deadline: null, float_days: null,
    percent: 0, expect: 0, light: 'ontrack', light_amount: 0, critical: false, milestone: false,
    base_start: null, base_finish: null, steps: 0, duty: 'draft', revision: 1, ...part,
  }
}

export function task(part: Partial<Task>): Task {
  return {
    bar: bar({}), not_before: null, start_pin: null, finish_pin: null, duration_days: null, mode: 'backward',
    standing: false, recur: '', due_text: '', note: '', duties: [], clauses: [], figures: [], steps: [],
    links: [], reports: [], history: [],
    light: { meaning: 'ontrack', amount: 0, why: '', rule: '' },
    why: { start: [], finish: [], sentence: '' }, conflict: null, ...part,
  }
}

export function compareRow(part: Partial<CompareRow>): CompareRow {
  return {
    state: 'same', old: 1, new: 2, number: '一', title: '', parts: [], fields: [], tasks: [], effect: '', followed: false, settled: false, ...part,
  }
}

/** A small generator with a printed seed, for properties. */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
