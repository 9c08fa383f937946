/* object.ts - "task/12" as words and as the page it stands on. */
export interface ObjectName { kind: string; id: number | null }

export function objectOf(text: string): ObjectName {
  const found = /^([a-z_]+)(?:\/(\d+))?$/.exec(text.trim())
  return found ? { kind: found[1] ?? '', id: found[2] ? Number(found[2]) : null } : { kind: '', id: null }
}

/** null where the object has no page of its own. */
export function pageOf(text: string): string | null {
  const { kind, id } = objectOf(text)
  if (id === null) return null
  if (kind === 'task') return `/tasks/${id}`
  if (kind === 'directive') return `/directives/${id}`
  if (kind === 'import') return `/imports/${id}`
  if (kind === 'node') return '/nodes'
  if (kind === 'unit') return '/units'
  if (kind === 'baseline') return '/plan?tab=baselines'
  return null
}
