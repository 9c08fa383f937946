/*
 * tree.ts - the flat list of units as a tree in display order.
 */
import type { Unit } from '../../api/types'

export interface UnitRow { unit: Unit; depth: number; children: number }

/** Depth-first, siblings by position; a unit whose parent is missing stands at the top. */
export function treeOf(units: readonly Unit[]): UnitRow[] {
  const known = new Set(units.map((unit) => unit.id))
  const below = new Map<number | null, Unit[]>()
  for (const unit of units) {
    const parent = unit.parent !== null && known.has(unit.parent) && unit.parent !== unit.id ? unit.parent : null
    const list = below.get(parent) ?? []
    list.push(unit)
    below.set(parent, list)
  }
  for (const list of below.values()) list.sort((a, b) => a.position - b.position || a.id - b.id)

  const rows: UnitRow[] = []
  const seen = new Set<number>()
  const stack: { unit: Unit; depth: number }[] = []
  const push = (list: Unit[], depth: number) => {
    for (let i = list.length - 1; i >= 0; i--) {
      const unit = list[i]
      if (unit) stack.push({ unit, depth })
    }
  }
  push(below.get(null) ?? [], 0)
  for (let top = stack.pop(); top; top = stack.pop()) {
    if (seen.has(top.unit.id)) continue
    seen.add(top.unit.id)
    const children = below.get(top.unit.id) ?? []
    rows.push({ ...top, children: children.length })
    push(children, top.depth + 1)
  }
  /* Units in a ring of parents are reachable from nowhere; they are shown all the same. */
  for (const unit of units) if (!seen.has(unit.id)) rows.push({ unit, depth: 0, children: 0 })
  return rows
}

/** Units that may become the parent of `id`: neither it nor anything below it. */
export function possibleParents(units: readonly Unit[], id: number): Unit[] {
  const barred = new Set([id])
  for (let grown = true; grown;) {
    grown = false
    for (const unit of units) {
      if (unit.parent !== null && barred.has(unit.parent) && !barred.has(unit.id)) {
        barred.add(unit.id)
        grown = true
      }
    }
  }
  return units.filter((unit) => !barred.has(unit.id))
}

/** "甲处；甲 处, 甲" → the aliases, trimmed, each once. */
export function aliasesOf(text: string): string[] {
  const parts = text.split(/[;；,，、\n]/).map((part) => part.trim()).filter((part) => part !== '')
  return [...new Set(parts)]
}
