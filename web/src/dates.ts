/*
 * dates.ts - days as plain numbers (days since 1 January 1970), so that a
 * date can be added to, compared and drawn. No time zone ever enters.
 */
const DAY_MS = 86_400_000

/* A wall names the same few hundred days tens of thousands of times. */
const known = new Map<string, number>()
const KNOWN_MAX = 20_000

/** 2026-07-08 as a number; NaN when it is no date. */
export function dayOf(text: string): number {
  const before = known.get(text)
  if (before !== undefined) return before
  const day = parseDay(text)
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(text, day)
  return day
}
function parseDay(text: string): number {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return NaN
  const day = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) / DAY_MS
  return isoOf(day) === text ? day : NaN
}
export function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
export function yearOf(day: number): number {
  return new Date(day * DAY_MS).getUTCFullYear()
}
/** 1 to 12. */
export function monthOf(day: number): number {
  return new Date(day * DAY_MS).getUTCMonth() + 1
}
export function dateOf(day: number): number {
  return new Date(day * DAY_MS).getUTCDate()
}
/** 0 is Monday, 6 is Sunday. 1 January 1970 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}
export function firstOfMonth(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) / DAY_MS
}
