/* scene.ts - everything one drawing needs, and what it leaves for the pointer to find. */
import type { Messages } from '@/i18n'
import { GLYPHS, type LightName } from '@/lights'
import type { Layout } from './layout'
import type { Model } from './model'
import type { Palette, Patterns } from './palette'
import type { ZoomName } from './scale'
import type { Fonts, Ruler } from './text'
import type { Metrics, View } from './view'

/** A bar that is not where the plan has it: being dragged, previewed or sliding home. */
export interface Shift {
  start: number
  end: number
  ghostStart: number
  ghostEnd: number
  /** 0 to 1: how much of the ghost is left. */
  ghost: number
}

export interface Scene {
  context: CanvasRenderingContext2D
  width: number
  height: number
  dpr: number
  model: Model
  layout: Layout
  view: View
  zoom: ZoomName
  metrics: Metrics
  palette: Palette
  patterns: Patterns
  fonts: Fonts
  ruler: Ruler
  messages: Messages
  laneTitle: string
  /** Written as this office writes dates. */
  monthName: (month: number) => string
  dayName: (day: number) => string
  weekday: (day: number) => string
  /** Bars that the search found; null when nothing is sought. */
  found: ReadonlySet<number> | null
  shifts: ReadonlyMap<number, Shift>
  focused: boolean
  mayFold: boolean
}

export interface LabelBox {
  at: number
  x: number
  y: number
  width: number
  height: number
}

/** Pixels from the left of the canvas to a day. */
export function xOf(scene: Scene, day: number): number {
  return scene.metrics.column + (day - scene.view.left) * scene.view.pxPerDay
}
/** Pixels from the top of the canvas to a place in the content. */
export function yOf(scene: Scene, y: number): number {
  return scene.metrics.head + y - scene.view.top
}
export function snap(scene: Scene, value: number): number {
  return Math.round(value * scene.dpr) / scene.dpr
}

const paths = new Map<string, Path2D>()

export function drawGlyph(scene: Scene, light: LightName, x: number, y: number, size: number): void {
  const { context } = scene
  const ink = scene.palette.lights[light]
  context.save()
  context.translate(x, y)
  context.scale(size / 16, size / 16)
  for (const part of GLYPHS[light]) {
    let path = paths.get(part.path)
    if (!path) paths.set(part.path, (path = new Path2D(part.path)))
    if (typeof part.ink === 'number') {
      context.strokeStyle = ink.part
      context.lineWidth = part.ink
      context.lineJoin = 'miter'
      context.stroke(path)
    } else {
      context.fillStyle = ink[part.ink]
      context.fill(path)
    }
  }
  context.restore()
  scene.ruler.reset()
}
