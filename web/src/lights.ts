/*
 * lights.ts - the meanings of lights, in the order they stand everywhere, and
 * the shapes on a 16 × 16 ground. Which meaning has which shape, colour and
 * word is the office's choice (state/theme.ts); page and canvas draw from here.
 */
import { shallowReactive } from 'vue'

export const LIGHTS = ['grave', 'overdue', 'behind', 'duesoon', 'watch', 'ontrack', 'ahead', 'done', 'notyet', 'standing'] as const
export type LightName = (typeof LIGHTS)[number]

export interface GlyphPart {
  path: string
  /** Filled with the light's colour, filled with what stands on it, or drawn with a pen so wide. */
  ink: 'part' | 'on' | number
}

const disc = (radius: number) =>
  `M${8 - radius} 8a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`

export type ShapeName = 'square' | 'triangle' | 'half' | 'disc' | 'chevrons' | 'tick' | 'ring' | 'loop' | 'diamond' | 'octagon' | 'flag' | 'star' | 'cross'

export const SHAPES: Record<ShapeName, readonly GlyphPart[]> = {
  square: [
    { path: 'M1.5 1.5h13v13h-13z', ink: 'part' },
    { path: 'M7 3.7h2v5.4H7zM7 10.6h2v2H7z', ink: 'on' },
  ],
  triangle: [{ path: 'M.9 2.6h14.2L8 14.6z', ink: 'part' }],
  half: [
    { path: disc(5.8), ink: 2 },
    { path: 'M8 2.2a5.8 5.8 0 0 1 0 11.6z', ink: 'part' },
  ],
  disc: [{ path: disc(6.2), ink: 'part' }],
  chevrons: [{ path: 'M1 2.5 8 8 1 13.5zM8 2.5 15 8 8 13.5z', ink: 'part' }],
  tick: [{ path: 'M1.8 8.6 6 12.8 14.4 3.4', ink: 2.6 }],
  ring: [{ path: disc(5.6), ink: 2 }],
  loop: [
    { path: 'M8 8C6.6 5.8 5.4 4.6 3.9 4.6a3.4 3.4 0 0 0 0 6.8C5.4 11.4 6.6 10.2 8 8s2.6-3.4 4.1-3.4a3.4 3.4 0 0 1 0 6.8C10.6 11.4 9.4 10.2 8 8z', ink: 2.1 },
  ],
  diamond: [{ path: 'M8 .8 15.2 8 8 15.2.8 8z', ink: 'part' }],
  octagon: [
    { path: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z', ink: 'part' },
    { path: 'M7 3.7h2v5.4H7zM7 10.6h2v2H7z', ink: 'on' },
  ],
  flag: [{ path: 'M2.5 1h11L11 5l2.5 4h-9v6h-2z', ink: 'part' }],
  star: [{ path: 'M8 .8l2.1 4.9 5.3.4-4 3.5 1.2 5.2L8 12l-4.6 2.8 1.2-5.2-4-3.5 5.3-.4z', ink: 'part' }],
  cross: [{ path: 'M2.6 2.6l10.8 10.8M13.4 2.6 2.6 13.4', ink: 2.8 }],
}

/** The house's own shapes; an office's theme may put others in their place. */
export const USUAL_SHAPES: Record<LightName, ShapeName> = {
  grave: 'octagon', overdue: 'square', behind: 'triangle', duesoon: 'half', watch: 'diamond',
  ontrack: 'disc', ahead: 'chevrons', done: 'tick', notyet: 'ring', standing: 'loop',
}

export const GLYPHS = shallowReactive(
  Object.fromEntries(LIGHTS.map((light) => [light, SHAPES[USUAL_SHAPES[light]]])) as Record<LightName, readonly GlyphPart[]>,
)
