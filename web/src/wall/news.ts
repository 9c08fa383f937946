/*
 * news.ts - the chart's facts, asked for whole once and then only what changed
 * since: an open wall hears of every change, and most change one task.
 */
import { call } from '@/api/client'
import type { Wall } from '@/api/types'

function replaced<Row extends { id: number }>(kept: readonly Row[], changed: readonly Row[]): Row[] {
  if (changed.length === 0) return kept as Row[]
  const rows = new Map(changed.map((row) => [row.id, row]))
  return kept.map((row) => rows.get(row.id) ?? row)
}

/** What was kept, brought up to date. */
export function merged(kept: Wall | null, news: Wall): Wall {
  if (news.whole || !kept) return news
  return { ...news, whole: true, tasks: replaced(kept.tasks, news.tasks), links: replaced(kept.links, news.links) }
}

/** A fetcher that remembers what it got. */
export function wallNews(): (signal: AbortSignal) => Promise<Wall> {
  let kept: Wall | null = null
  return async (signal) => {
    const ask = (): Promise<Wall> => call('GET /api/v1/wall', { query: kept ? { since: kept.mark } : {}, signal })
    const news = await ask()
    kept = merged(kept, news)
    /* A whole answer may be a minute old. */
    if (news.whole) kept = merged(kept, await ask())
    return kept
  }
}
