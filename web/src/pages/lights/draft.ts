/*
 * draft.ts - a rule set while it is edited: a plain copy, and the moves of an
 * editor over it. Nothing here knows the page.
 */
import type { LightMark, LightRule, LightSet } from '@/api/types'

export type Draft = LightSet

export function draftOf(set: LightSet): Draft {
  return JSON.parse(JSON.stringify(set)) as Draft
}

/** The same set, whatever the reader's language made of its conditions. */
export function same(a: LightSet, b: LightSet): boolean {
  const plain = (set: LightSet) => JSON.stringify({ ...set, rules: set.rules.map((rule) => ({ ...rule, said: '' })) })
  return plain(a) === plain(b)
}

export interface Channel {
  key: LightRule['channel']
  rules: { rule: LightRule; at: number }[]
}

/** Rules by channel, with their places in the whole list (where the server's faults point). */
export function channelsOf(draft: Draft, keys: readonly string[]): Channel[] {
  return keys.map((key) => ({
    key: key as LightRule['channel'],
    rules: draft.rules.flatMap((rule, at) => (rule.channel === key ? [{ rule, at }] : [])),
  }))
}

/** Changes places with the rule before (-1) or behind (1) it in its channel. */
export function moveRule(draft: Draft, at: number, by: -1 | 1): void {
  const rule = draft.rules[at]
  if (!rule) return
  for (let other = at + by; other >= 0 && other < draft.rules.length; other += by) {
    const beside = draft.rules[other]
    if (beside?.channel !== rule.channel) continue
    draft.rules[at] = beside
    draft.rules[other] = rule
    return
  }
}

export function addRule(draft: Draft, channel: LightRule['channel']): number {
  const numbers = draft.rules.map((rule) => Number(/^own-(\d+)$/.exec(rule.key)?.[1] ?? 0))
  const last = draft.rules.reduce((place, rule, at) => (rule.channel === channel ? at : place), draft.rules.length - 1)
  draft.rules.splice(last + 1, 0, {
    key: `own-${Math.max(0, ...numbers) + 1}`, name: { zh: '', en: '' }, channel, when: '', said: '', meaning: 'watch', show: 'none',
  })
  return last + 1
}

/** What may be shown as an amount: what is counted in work days. */
export function showable(quantities: readonly { key: string; unit: string }[]): string[] {
  return quantities.filter((one) => one.unit === 'w').map((one) => one.key)
}

/** Shapes that another meaning has already. */
export function takenShapes(theme: readonly LightMark[], meaning: string): ReadonlySet<string> {
  return new Set(theme.filter((mark) => mark.meaning !== meaning).map((mark) => mark.shape))
}
