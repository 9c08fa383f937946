/*
 * palette.ts - the colours of the page for the canvas, and its patterns. Read
 * once for each theme; patterns are drawn at device resolution and kept.
 */
import { LIGHTS, type LightName } from '@/lights'
import type { Metrics } from './view'

export interface LightInk {
  fg: string
  part: string
  tint: string
  on: string
}
export interface Palette {
  page: string
  raised: string
  text: string
  text2: string
  text3: string
  line1: string
  line2: string
  line3: string
  rule: string
  action: string
  today: string
  todayOn: string
  weekend: string
  holiday: string
  holidayLine: string
  makeup: string
  grid: string
  month: string
  ghost: string
  critical: string
  joint: string
  jointLine: string
  select: string
  mark: string
  lights: Record<LightName, LightInk>
  sans: string
  serif: string
}

export function readPalette(root: HTMLElement): Palette {
  const style = getComputedStyle(root)
  const token = (name: string) => style.getPropertyValue(`--gt-${name}`).trim()
  const lights = Object.fromEntries(
    LIGHTS.map((light) => [
      light,
      { fg: token(`${light}-fg`), part: token(`${light}-part`), tint: token(`${light}-tint`), on: token(`${light}-on`) },
    ]),
  ) as Record<LightName, LightInk>
  return {
    page: token('bg-page'),
    raised: token('bg-raised'),
    text: token('text'),
    text2: token('text-2'),
    text3: token('text-3'),
    line1: token('line-1'),
    line2: token('line-2'),
    line3: token('line-3'),
    rule: token('rule'),
    action: token('action'),
    today: token('today'),
    todayOn: root.dataset.theme === 'dark' ? '#15181b' : '#fffaf2',
    weekend: token('wall-weekend'),
    holiday: token('wall-holiday'),
    holidayLine: token('wall-holiday-line'),
    makeup: token('wall-makeup'),
    grid: token('wall-grid'),
    month: token('wall-month'),
    ghost: token('wall-ghost'),
    critical: token('wall-critical'),
    joint: token('wall-joint'),
    jointLine: token('wall-joint-line'),
    select: token('wall-select'),
    mark: token('mark-clause'),
    lights,
    sans: token('font-sans'),
    serif: token('font-serif'),
  }
}

export function readMetrics(root: HTMLElement, narrow: boolean): Metrics {
  const style = getComputedStyle(root)
  const px = (name: string, otherwise: number) => parseFloat(style.getPropertyValue(`--gt-wall-${name}`)) || otherwise
  const unit = root.dataset.screen === 'big' ? 2 : 1
  return {
    unit,
    row: px('row', 35),
    bar: px('bar', 8),
    label: px('label', 12.5),
    note: px('note', 11),
    column: (narrow ? 104 : 148) * unit,
    head: 86 * unit,
  }
}

type PatternName = `hatch-${LightName}` | 'cross' | 'ticks' | 'chevron' | 'joint' | 'off' | 'sleepers'

/** Patterns in CSS pixels, made when first asked for. */
export class Patterns {
  private readonly made = new Map<PatternName, CanvasPattern | null>()

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly palette: Palette,
    private readonly dpr: number,
    private readonly unit: number,
  ) {}

  /** The pattern, moved so that it stays with the content at (x, y). */
  at(name: PatternName, x: number, y: number): CanvasPattern | string {
    let pattern = this.made.get(name)
    if (pattern === undefined) this.made.set(name, (pattern = this.make(name)))
    if (!pattern) return this.palette.text3
    pattern.setTransform(new DOMMatrix().translateSelf(x, y).scaleSelf(1 / this.dpr))
    return pattern
  }

  private make(name: PatternName): CanvasPattern | null {
    const k = this.unit * this.dpr
    const tile = (width: number, height: number, draw: (pen: CanvasRenderingContext2D) => void) => {
      const canvas = document.createElement('canvas')
      canvas.width = Math.max(1, Math.round(width * k))
      canvas.height = Math.max(1, Math.round(height * k))
      const pen = canvas.getContext('2d')
      if (!pen) return null
      pen.scale(canvas.width / width, canvas.height / height)
      draw(pen)
      return this.context.createPattern(canvas, 'repeat')
    }
    /* Slanted lines on a square tile, with the corners that make them meet. */
    const slanted = (size: number, ground: string, ink: string, pen: number, up: boolean, both = false) =>
      tile(size, size, (on) => {
        on.fillStyle = ground
        on.fillRect(0, 0, size, size)
        on.strokeStyle = ink
        on.lineWidth = pen
        on.beginPath()
        for (const shift of [-size, 0, size]) {
          if (up || both) {
            on.moveTo(shift - 1, size + 1)
            on.lineTo(shift + size + 1, -1)
          }
          if (!up || both) {
            on.moveTo(shift - 1, -1)
            on.lineTo(shift + size + 1, size + 1)
          }
        }
        on.stroke()
      })
    const { lights, raised } = this.palette
    switch (name) {
      case 'cross':
        return slanted(5.5, raised, lights.overdue.part, 1.45, true, true)
      case 'joint':
        return slanted(6.4, this.palette.joint, this.palette.jointLine, 0.62, false)
      case 'off':
        return slanted(8.5, this.palette.holiday, this.palette.holidayLine, 0.9, true)
      case 'ticks':
        return tile(4, 4, (on) => {
          on.fillStyle = lights.duesoon.tint
          on.fillRect(0, 0, 4, 4)
          on.fillStyle = lights.duesoon.part
          on.fillRect(0.4, 0, 1.4, 4)
        })
      case 'sleepers':
        return tile(9, 4, (on) => {
          on.fillStyle = lights.standing.part
          on.fillRect(2, 0, 1.6, 4)
        })
      case 'chevron':
        return tile(7, 8, (on) => {
          on.fillStyle = raised
          on.fillRect(0, 0, 7, 8)
          on.strokeStyle = lights.ahead.part
          on.lineWidth = 2.1
          on.lineJoin = 'miter'
          on.beginPath()
          for (const x of [-6, 1, 8]) {
            on.moveTo(x, -0.5)
            on.lineTo(x + 4, 4)
            on.lineTo(x, 8.5)
          }
          on.stroke()
        })
      default:
        return slanted(6.2, raised, lights[name.slice('hatch-'.length) as LightName].part, 2.1, true)
    }
  }
}
