/* The contrast of every pair that may meet, measured over tokens.css in every theme. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { LIGHTS } from '@/lights'

const css = readFileSync(fileURLToPath(new URL('../src/tokens.css', import.meta.url)), 'utf8')

function block(selector: string): Record<string, string> {
  const at = css.indexOf(`${selector} {`)
  const body = css.slice(css.indexOf('{', at) + 1, css.indexOf('\n}', at))
  return Object.fromEntries([...body.matchAll(/--gt-([\w-]+):\s*([^;]+);/g)].map((found) => [found[1] ?? '', (found[2] ?? '').trim()]))
}
function colour(tokens: Record<string, string>, name: string): [number, number, number] {
  let value = tokens[name] ?? ''
  for (let depth = 0; value.startsWith('var(') && depth < 5; depth++) value = tokens[value.slice(9, -1)] ?? ''
  const hex = /^#([0-9a-f]{6})$/.exec(value)?.[1]
  if (!hex) throw new Error(`${name} is no colour: ${value}`)
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255) as [number, number, number]
}
function luminance(parts: [number, number, number]): number {
  const [r, g, b] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(tokens: Record<string, string>, a: string, b: string): number {
  const [x, y] = [luminance(colour(tokens, a)), luminance(colour(tokens, b))]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

const light = block(':root')
const themes = {
  light,
  dark: { ...light, ...block("[data-theme='dark']") },
  three: { ...light, ...block("[data-lights='three']") },
  mono: { ...light, ...block("[data-lights='mono']") },
}
const PAPERS = ['bg-raised', 'bg-page', 'bg-canvas', 'bg-hover']

for (const [name, tokens] of Object.entries(themes))
  describe(`contrast in ${name}`, () => {
    for (const paper of PAPERS) {
      it.each(['text', 'text-2', 'text-3', 'action'])(`%s on ${paper} is at least 4.5`, (ink) => {
        expect(contrast(tokens, ink, paper)).toBeGreaterThanOrEqual(4.5)
      })
      it.each(LIGHTS)(`words of %s on ${paper} are at least 4.5`, (meaning) => {
        expect(contrast(tokens, `${meaning}-fg`, paper)).toBeGreaterThanOrEqual(4.5)
      })
    }
    it.each(LIGHTS)('words of %s on their tint are at least 4.5, the part at least 3 on raised paper', (meaning) => {
      expect(contrast(tokens, `${meaning}-fg`, `${meaning}-tint`)).toBeGreaterThanOrEqual(4.5)
      expect(contrast(tokens, `${meaning}-part`, 'bg-raised')).toBeGreaterThanOrEqual(3)
    })
    it('has borders of controls at 3 and words on colours at 4.5', () => {
      expect(contrast(tokens, 'line-3', 'bg-raised')).toBeGreaterThanOrEqual(3)
      expect(contrast(tokens, 'on-action', 'action')).toBeGreaterThanOrEqual(4.5)
      expect(contrast(tokens, 'add-fg', 'add-bg')).toBeGreaterThanOrEqual(4.5)
      expect(contrast(tokens, 'del-fg', 'del-bg')).toBeGreaterThanOrEqual(4.5)
      expect(contrast(tokens, 'wall-joint-line', 'bg-raised')).toBeGreaterThanOrEqual(4.5)
      expect(contrast(tokens, 'today', 'bg-raised')).toBeGreaterThanOrEqual(3)
    })
  })
