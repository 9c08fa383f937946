export function iso(day: number): string
export function day(text: string): number
export function seeded(seed: number): () => number
export function sampleWall(options?: { tasks?: number; seed?: number; today?: string; units?: number; days?: number }): unknown
export function sampleCard(wall: unknown, id: number): unknown
