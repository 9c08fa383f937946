/*
 * theme.ts - how this office's lights look: word, colour and shape of each
 * meaning, from the rule set in force. Colours are taken from the pigments of
 * the page, so that they follow light and dark; a reader who chose three or
 * one colour keeps his choice.
 */
import { ref, shallowRef, watch } from 'vue'
import { call } from '@/api/client'
import { onChangeAlways } from '@/api/live'
import type { LightMark } from '@/api/types'
import { lightWords } from '@/i18n'
import { GLYPHS, LIGHTS, SHAPES, USUAL_SHAPES, type LightName, type ShapeName } from '@/lights'
import { isDark, prefs } from './prefs'
import { insider } from './session'

/** Which meaning lends a colour its pigments. */
export const PIGMENTS: Record<string, LightName> = {
  red: 'overdue', orange: 'behind', yellow: 'duesoon', green: 'ontrack', blue: 'ahead', purple: 'standing', grey: 'done', pale: 'notyet', black: 'grave',
}
const USUAL_COLOURS: Record<LightName, string> = {
  grave: 'black', overdue: 'red', behind: 'orange', duesoon: 'yellow', watch: 'yellow', ontrack: 'green', ahead: 'blue', done: 'grey', notyet: 'pale', standing: 'purple',
}
const PARTS = ['fg', 'part', 'tint', 'on'] as const

/** Meanings that the rules in force can give. */
export const lightsInUse = ref<readonly LightName[]>(LIGHTS.filter((light) => light !== 'grave' && light !== 'watch'))
/** Goes up whenever colours or shapes have changed: what is drawn is drawn anew. */
export const themeVersion = ref(0)

/** The page's own pigments by colour, whatever the theme has made of them. */
export const pigments = shallowRef<Record<string, Record<(typeof PARTS)[number], string>>>({})

let marks: readonly LightMark[] = []
/* Made by script, so that the page's policy against inline styles holds. */
const sheet = new CSSStyleSheet()

/** The declarations that give meanings other pigments than their own; exported for its test. */
export function pigmentRules(of: readonly Pick<LightMark, 'meaning' | 'colour'>[], token: (name: string) => string): string[] {
  const lines: string[] = []
  for (const mark of of) {
    const from = PIGMENTS[mark.colour]
    if (!from || mark.colour === USUAL_COLOURS[mark.meaning]) continue
    for (const part of PARTS) lines.push(`--gt-${mark.meaning}-${part}: ${token(`${from}-${part}`)};`)
  }
  return lines
}

function paint(): void {
  sheet.replaceSync('')
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--gt-${name}`).trim()
  const lines = pigmentRules(marks, token)
  pigments.value = Object.fromEntries(
    Object.entries(PIGMENTS).map(([colour, from]) => [colour, { fg: token(`${from}-fg`), part: token(`${from}-part`), tint: token(`${from}-tint`), on: token(`${from}-on`) }]),
  )
  if (lines.length) sheet.replaceSync(`:root:not([data-lights='three']):not([data-lights='mono']) { ${lines.join(' ')} }`)
  themeVersion.value++
}

function wear(theme: readonly LightMark[]): void {
  marks = theme
  for (const mark of theme) GLYPHS[mark.meaning] = SHAPES[mark.shape as ShapeName] ?? SHAPES[USUAL_SHAPES[mark.meaning]]
  lightWords.value = {
    zh: Object.fromEntries(theme.map((mark) => [mark.meaning, mark.zh])),
    en: Object.fromEntries(theme.map((mark) => [mark.meaning, mark.en])),
  }
  paint()
}

async function load(): Promise<void> {
  if (insider() === undefined) return
  try {
    const answer = await call('GET /api/v1/lights/theme')
    lightsInUse.value = LIGHTS.filter((light) => answer.used.includes(light))
    if (JSON.stringify(answer.theme) !== JSON.stringify(marks)) wear(answer.theme)
  } catch {
    /* the house's own look stays */
  }
}

export function startTheme(): void {
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  watch(insider, () => void load(), { immediate: true })
  watch(() => [prefs.theme, prefs.lights, isDark()], paint, { flush: 'post' })
  onChangeAlways(() => void load())
}
