/* show.ts - figures as the office writes them: digits of the indicator, thin spaces, a dash for none. */
import type { IndicatorRow } from '@/api/types'
import { showNumber } from '@/format'
import type { LightName } from '@/lights'

export function figure(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '—'
  const factor = 10 ** decimals
  const rounded = Math.round(value * factor) / factor
  return showNumber(Object.is(rounded, -0) ? 0 : rounded)
}

/** Pace speaks with the lights' shapes; far behind is behind with a stronger word. */
export const PACE_LIGHT: Record<IndicatorRow['state'], LightName> = {
  far: 'behind',
  behind: 'behind',
  near: 'duesoon',
  ontrack: 'ontrack',
  ahead: 'ahead',
  none: 'notyet',
}
