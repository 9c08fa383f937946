/*
 * segments.ts - cuts a document as read into runs of text that carry one mark.
 *
 * Offsets on the wire count code points, JavaScript strings count UTF-16
 * units; CodePoints is the only place that knows the difference.  Everything
 * here is a pure function from the answer of the server to plain values.
 */
import type { Block, Cell, Clause } from '../../api/types'

const SURROGATE = /[\ud800-\udfff]/
const LEADING_BLANK = /^[\s\u3000]+/

/** Text that is addressed by code points. */
export class CodePoints {
  readonly text: string
  readonly length: number
  /* unit index of each code point; null where the two counts are the same */
  private readonly units: Uint32Array | null

  constructor(text: string) {
    this.text = text
    if (!SURROGATE.test(text)) {
      this.units = null
      this.length = text.length
      return
    }
    const units = new Uint32Array(text.length + 1)
    let count = 0
    for (let at = 0; at < text.length; count++) {
      units[count] = at
      at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
    }
    units[count] = text.length
    this.units = units.subarray(0, count + 1)
    this.length = count
  }

  /** UTF-16 index of a code point; offsets outside the text are pulled in. */
  toUnit(point: number): number {
    const inside = Math.min(Math.max(point, 0), this.length)
    return this.units ? (this.units[inside] ?? this.text.length) : inside
  }

  slice(start: number, end: number): string {
    return this.text.slice(this.toUnit(start), this.toUnit(end))
  }
}

/** Code points in the first `units` UTF-16 units of a run. */
export function pointsIn(run: string, units: number): number {
  let count = 0
  for (let at = 0; at < units && at < run.length; count++) {
    at += (run.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  }
  return count
}

/** A run of text inside one block; clause is an index into the list, or -1. */
export interface Run {
  start: number
  end: number
  text: string
  clause: number
  first: boolean; /* the clause begins here: its mark stands in the margin */
}

export interface TableCell {
  row: number
  col: number
  rows: number
  cols: number
  runs: Run[]
  clause: number; /* when the whole cell belongs to it, else -1 */
}

export interface TableRow {
  cells: TableCell[]
  clause: number; /* the clause that begins in this row, or -1 */
}

export interface Paragraph {
  kind: Block['kind']
  level: number
  start: number
  end: number
  runs: Run[]; /* empty for a table */
  rows: TableRow[]; /* empty for text */
  clauses: number[]; /* that begin here */
}

/** The clauses that touch [start, end), in order; clauses must be in order of start. */
function touching(clauses: readonly Clause[], start: number, end: number, from: number): number[] {
  const found: number[] = []
  for (let i = from; i < clauses.length; i++) {
    const clause = clauses[i]
    if (!clause || clause.start >= end) break
    if (clause.end > start) found.push(i)
  }
  return found
}

/** Cuts [start, end) at the edges of clauses. Where two overlap, the later one wins. */
export function cutRuns(
  points: CodePoints, clauses: readonly Clause[], start: number, end: number, from = 0,
): Run[] {
  const runs: Run[] = []
  const push = (a: number, b: number, clause: number) => {
    if (b <= a) return
    const owner = clauses[clause]
    runs.push({
      start: a, end: b, text: points.slice(a, b), clause,
      first: owner !== undefined && owner.start === a,
    })
  }
  let at = start
  const inside = touching(clauses, start, end, from)
  inside.forEach((index, nth) => {
    const clause = clauses[index]
    if (!clause) return
    const next = clauses[inside[nth + 1] ?? -1]
    const a = Math.max(clause.start, at)
    const b = Math.min(clause.end, end, next ? next.start : end)
    push(at, a, -1)
    push(a, b, index)
    at = Math.max(at, b)
  })
  push(at, end, -1)
  return runs
}

function tableRows(
  points: CodePoints, clauses: readonly Clause[], cells: readonly Cell[], from: number,
): TableRow[] {
  const rows: TableRow[] = []
  for (const cell of cells) {
    const runs = cutRuns(points, clauses, cell.start, cell.end, from)
    const marked = runs.filter((run) => run.clause >= 0)
    const only = marked[0] && marked.every((run) => run.clause === marked[0]?.clause) ? marked[0].clause : -1
    const row = (rows[cell.row] ??= { cells: [], clause: -1 })
    row.cells.push({ row: cell.row, col: cell.col, rows: cell.rows, cols: cell.cols, runs, clause: only })
    const starts = marked.find((run) => run.first)
    if (starts && row.clause < 0) row.clause = starts.clause
  }
  for (let i = 0; i < rows.length; i++) rows[i] ??= { cells: [], clause: -1 }
  for (const row of rows) row.cells.sort((a, b) => a.col - b.col)
  return rows
}

/** The indentation of a source file is not part of its look here. */
function withoutIndent(runs: Run[]): Run[] {
  const head = runs[0]
  if (!head) return runs
  const blank = LEADING_BLANK.exec(head.text)?.[0] ?? ''
  if (blank === '') return runs
  if (blank.length === head.text.length) return withoutIndent(runs.slice(1))
  const cut = pointsIn(head.text, blank.length)
  return [{ ...head, start: head.start + cut, text: head.text.slice(blank.length) }, ...runs.slice(1)]
}

/** The document as paragraphs and tables, each cut into marked runs. */
export function paragraphs(
  points: CodePoints, blocks: readonly Block[], clauses: readonly Clause[],
): Paragraph[] {
  const out: Paragraph[] = []
  let from = 0; /* the first clause that may still touch a later block */

  for (const block of blocks) {
    for (let c = clauses[from]; c && c.end <= block.start; c = clauses[from]) from++
    const starting = touching(clauses, block.start, block.end, from)
      .filter((index) => (clauses[index]?.start ?? -1) >= block.start)
    const base = {
      kind: block.kind, level: block.level, start: block.start, end: block.end, clauses: starting,
    }
    if (block.kind === 'table') {
      out.push({ ...base, runs: [], rows: tableRows(points, clauses, block.cells, from) })
    } else {
      const runs = withoutIndent(cutRuns(points, clauses, block.start, block.end, from))
      if (runs.some((run) => run.text.trim() !== '')) out.push({ ...base, runs, rows: [] })
    }
  }
  return out
}

/** A sentence's edge inside a clause, where it may be split. */
export interface SplitPlace {
  at: number; /* code point of the document where the second clause would begin */
  before: string
  after: string
}

/* A duty in brackets belongs to the sentence before it: no cut between them. */
const ONLY_DUTY = /^[（(][^）)]*[）)][\s\u3000]*$/
const SENTENCE_END = /[。；;！？]|(?<=[a-z0-9)])\.(?=\s)/gi

/** Places where a clause may be split: after each sentence, never at its edges. */
export function splitPlaces(points: CodePoints, start: number, end: number): SplitPlace[] {
  const text = points.slice(start, end)
  const places: SplitPlace[] = []
  for (const hit of text.matchAll(SENTENCE_END)) {
    let unit = (hit.index ?? 0) + hit[0].length
    while (unit < text.length && /[\s\u3000”’」』）)]/.test(text.charAt(unit))) unit++
    if (unit <= 0 || unit >= text.length || text.slice(unit).trim() === '' || ONLY_DUTY.test(text.slice(unit))) continue
    places.push({ at: start + pointsIn(text, unit), before: text.slice(0, unit), after: text.slice(unit) })
  }
  return places
}
