/*
 * lights.ts - the eight meanings, in the order they stand everywhere, and the
 * shape of each on a 16 × 16 ground. Page and canvas draw from this one table.
 */
export const LIGHTS = ['overdue', 'behind', 'duesoon', 'ontrack', 'ahead', 'done', 'notyet', 'standing'] as const
export type LightName = (typeof LIGHTS)[number]

export interface GlyphPart {
  path: string
  /** Filled with the light's colour, filled with what stands on it, or drawn with a pen so wide. */
  ink: 'part' | 'on' | number
}

const disc = (radius: number) =>
  `M${8 - radius} 8a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0z`

export const GLYPHS: Record<LightName, readonly GlyphPart[]> = {
  overdue: [
    { path: 'M1.5 1.5h13v13h-13z', ink: 'part' },
    { path: 'M7 3.7h2v5.4H7zM7 10.6h2v2H7z', ink: 'on' },
  ],
  behind: [{ path: 'M.9 2.6h14.2L8 14.6z', ink: 'part' }],
  duesoon: [
    { path: disc(5.8), ink: 2 },
    { path: 'M8 2.2a5.8 5.8 0 0 1 0 11.6z', ink: 'part' },
  ],
  ontrack: [{ path: disc(6.2), ink: 'part' }],
  ahead: [{ path: 'M1 2.5 8 8 1 13.5zM8 2.5 15 8 8 13.5z', ink: 'part' }],
  done: [{ path: 'M1.8 8.6 6 12.8 14.4 3.4', ink: 2.6 }],
  notyet: [{ path: disc(5.6), ink: 2 }],
  standing: [
    { path: 'M8 8C6.6 5.8 5.4 4.6 3.9 4.6a3.4 3.4 0 0 0 0 6.8C5.4 11.4 6.6 10.2 8 8s2.6-3.4 4.1-3.4a3.4 3.4 0 0 1 0 6.8C10.6 11.4 9.4 10.2 8 8z', ink: 2.1 },
  ],
}
