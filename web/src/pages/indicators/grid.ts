/* grid.ts - the entry grid as plain data: what was typed, what a pasted block says, what is sent. */
import type { IndicatorRow } from '@/api/types'

export interface Cell {
  indicator: number
  month: number
}
export type Typed = Record<string, string>

export const keyOf = (indicator: number, month: number) => `${indicator}:${month}`

/** A figure as people type it: 1 339.2, 1,339.2, 3.2% in an indicator kept in %. Null: it is none. */
export function parseFigure(text: string, unit: string): number | null {
  let bare = text.trim()
  if (unit !== '' && bare.endsWith(unit)) bare = bare.slice(0, -unit.length).trim()
  if (/^[+-]?\d{1,3}([,，\u2009\u00a0 ]\d{3})+(\.\d+)?$/.test(bare)) bare = bare.replace(/[,，\u2009\u00a0 ]/g, '')
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(bare) ? Number(bare) : null
}

/** A block from a spreadsheet: rows by line ends, cells by tabs. One cell is no block. */
export function pastedBlock(text: string): string[][] | null {
  const rows = text.replace(/\r/g, '').replace(/\n$/, '').split('\n').map((line) => line.split('\t'))
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1 ? rows : null
}

/** Lays a block over the grid from a cell on; what falls outside is left out and counted. */
export function layBlock(block: readonly (readonly string[])[], rows: readonly IndicatorRow[], months: readonly number[], from: Cell): { typed: Typed; outside: number } {
  const top = rows.findIndex((row) => row.id === from.indicator)
  const left = months.indexOf(from.month)
  const typed: Typed = {}
  let outside = 0
  block.forEach((line, down) =>
    line.forEach((text, right) => {
      const row = rows[top + down]
      const month = months[left + right]
      if (row === undefined || month === undefined || month % row.frequency !== 0) {
        if (text.trim() !== '') outside++
      } else typed[keyOf(row.id, month)] = text.trim()
    }),
  )
  return { typed, outside }
}

const valueOf = (row: IndicatorRow, month: number) => row.months.find((one) => one.month === month)?.value ?? null

export interface Put {
  indicator: number
  month: number
  value: number | null
  /** What stood there when it was typed: somebody may have been faster. */
  seen: number | null
}

/** What differs from what is there; `bad` are cells that hold no number. */
export function changesOf(typed: Typed, rows: readonly IndicatorRow[]): { puts: Put[]; bad: string[] } {
  const puts: Put[] = []
  const bad: string[] = []
  for (const row of rows)
    for (let month = 1; month <= 12; month++) {
      const text = typed[keyOf(row.id, month)]
      if (text === undefined) continue
      const old = valueOf(row, month)
      if (text.trim() === '') {
        if (old !== null) puts.push({ indicator: row.id, month, value: null, seen: old })
        continue
      }
      const value = parseFigure(text, row.unit)
      if (value === null) bad.push(keyOf(row.id, month))
      else if (value !== old) puts.push({ indicator: row.id, month, value, seen: old })
    }
  return { puts, bad }
}
