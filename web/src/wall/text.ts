/* text.ts - fonts and widths, measured once. */
import type { Palette } from './palette'
import type { Metrics } from './view'

export interface Fonts {
  name: string
  bold: string
  note: string
  noteBold: string
  small: string
  month: string
  lane: string
}

export function fontsFor(palette: Palette, metrics: Metrics): Fonts {
  const k = metrics.unit
  return {
    name: `400 ${metrics.label}px ${palette.sans}`,
    bold: `700 ${metrics.label}px ${palette.sans}`,
    note: `400 ${metrics.note}px ${palette.sans}`,
    noteBold: `700 ${metrics.note}px ${palette.sans}`,
    small: `400 ${11 * k}px ${palette.sans}`,
    month: `700 ${16 * k}px ${palette.serif}`,
    lane: `700 ${17.5 * k}px ${palette.serif}`,
  }
}

const KEPT_MAX = 40_000

export class Ruler {
  private readonly known = new Map<string, Map<string, number>>()
  private kept = 0
  private current = ''

  constructor(private readonly context: CanvasRenderingContext2D) {}

  width(text: string, font: string): number {
    let widths = this.known.get(font)
    if (!widths) this.known.set(font, (widths = new Map()))
    const known = widths.get(text)
    if (known !== undefined) return known
    if (++this.kept > KEPT_MAX) {
      for (const kept of this.known.values()) kept.clear()
      this.kept = 0
    }
    this.use(font)
    const width = this.context.measureText(text).width
    widths.set(text, width)
    return width
  }
  /** Setting a font is slow, so only when it changes; `reset` after restore(). */
  use(font: string): void {
    if (this.current === font) return
    this.context.font = font
    this.current = font
  }
  reset(): void {
    this.current = ''
  }
}
