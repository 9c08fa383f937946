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

/* Every name carries a glyph: each is drawn once for a theme and size, then stamped. */
const stamps = new WeakMap<Palette, Map<string, HTMLCanvasElement>>()

function makeGlyph(scene: Scene, light: LightName, size: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  const side = Math.ceil(size * scene.dpr)
  canvas.width = side
  canvas.height = side
  const pen = canvas.getContext('2d')
  if (!pen) return canvas
  const ink = scene.palette.lights[light]
  pen.scale(side / 16, side / 16)
  for (const part of GLYPHS[light]) {
    const path = new Path2D(part.path)
    if (typeof part.ink === 'number') {
      pen.strokeStyle = ink.part
      pen.lineWidth = part.ink
      pen.stroke(path)
    } else {
      pen.fillStyle = ink[part.ink]
      pen.fill(path)
    }
  }
  return canvas
}

export function drawGlyph(scene: Scene, light: LightName, x: number, y: number, size: number): void {
  let kept = stamps.get(scene.palette)
  if (!kept) stamps.set(scene.palette, (kept = new Map()))
  const key = `${light} ${size} ${scene.dpr}`
  let stamp = kept.get(key)
  if (!stamp) kept.set(key, (stamp = makeGlyph(scene, light, size)))
  scene.context.drawImage(stamp, snap(scene, x), snap(scene, y), stamp.width / scene.dpr, stamp.height / scene.dpr)
}
