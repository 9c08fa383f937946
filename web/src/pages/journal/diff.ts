/*
 * diff.ts - before and after of a journal row, field by field.
 */
export interface FieldDiff { field: string; old: string | null; now: string | null }

function flat(value: unknown): Map<string, string> {
  const out = new Map<string, string>()
  const queue: [string, unknown][] = [['', value]]
  for (let next = queue.shift(); next; next = queue.shift()) {
    const [path, item] = next
    if (Array.isArray(item)) {
      if (item.every((part) => part === null || typeof part !== 'object')) out.set(path, item.map(show).join('、'))
      else item.forEach((part, at) => queue.push([`${path}[${at + 1}]`, part]))
    } else if (item !== null && typeof item === 'object') {
      for (const [name, part] of Object.entries(item)) queue.push([path === '' ? name : `${path}.${name}`, part])
    } else if (path !== '' || item !== undefined) {
      out.set(path, show(item))
    }
  }
  return out
}

function show(value: unknown): string {
  return value === null || value === undefined ? '' : String(value)
}

/** Fields that differ; null where a side does not have the field at all. */
export function fieldDiffs(before: unknown, after: unknown): FieldDiff[] {
  const old = before === null || before === undefined ? new Map<string, string>() : flat(before)
  const now = after === null || after === undefined ? new Map<string, string>() : flat(after)
  const fields = [...new Set([...old.keys(), ...now.keys()])]
  return fields.filter((field) => old.get(field) !== now.get(field))
    .map((field) => ({ field, old: old.get(field) ?? null, now: now.get(field) ?? null }))
}
