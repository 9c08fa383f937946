/* view.ts - how one person looks at the wall: plain data, no behaviour. */
import type { LightName } from '@/lights'

export type GroupBy = 'unit' | 'leader' | 'directive' | 'theme'

export interface View {
  group: GroupBy
  pxPerDay: number
  /** The day at the left edge, with a fraction. */
  left: number
  /** Pixels of rows above the upper edge. */
  top: number
  folded: Set<string>
  /** Empty: all of them. */
  lights: Set<LightName>
  units: Set<number>
  query: string
  critical: boolean
  baseline: boolean
  handovers: boolean
  links: boolean
  steps: boolean
  selected: number | null
  hover: number | null
}

export function newView(): View {
  return {
    group: 'unit',
    pxPerDay: 4.8,
    left: 0,
    top: 0,
    folded: new Set(),
    lights: new Set(),
    units: new Set(),
    query: '',
    critical: true,
    baseline: true,
    handovers: true,
    links: false,
    steps: false,
    selected: null,
    hover: null,
  }
}

/** Sizes in CSS pixels, from the tokens; `unit` is 2 on the big screen. */
export interface Metrics {
  unit: number
  row: number
  bar: number
  label: number
  note: number
  /** Width of the lane column and height of the head strip. */
  column: number
  head: number
}

export function headParts(metrics: Metrics): { months: number; days: number } {
  return { months: 40 * metrics.unit, days: 66 * metrics.unit }
}
/** Top of the bar inside its row. */
export function barTop(metrics: Metrics): number {
  return Math.round(metrics.row * 0.55)
}
