/* prefs.ts - how this person likes to see things; kept in the browser. */
import { reactive, watchEffect } from 'vue'
import { setApiLanguage } from '@/api/client'
import { lang, m } from '@/i18n'

export interface Prefs {
  lang: 'zh' | 'en'
  theme: 'system' | 'light' | 'dark'
  density: 'roomy' | 'normal' | 'tight'
  lights: 'mineral' | 'three' | 'mono'
}

const KEY = 'guatu.prefs'
const CHOICES = {
  lang: ['zh', 'en'],
  theme: ['system', 'light', 'dark'],
  density: ['roomy', 'normal', 'tight'],
  lights: ['mineral', 'three', 'mono'],
} as const satisfies { [K in keyof Prefs]: readonly Prefs[K][] }

function remembered(): Prefs {
  const prefs: Prefs = { lang: 'zh', theme: 'system', density: 'normal', lights: 'mineral' }
  let kept: Record<string, unknown> = {}
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>
  } catch {
    /* a browser that keeps nothing still works */
  }
  for (const name of Object.keys(CHOICES) as (keyof Prefs)[]) {
    const value = CHOICES[name].find((choice) => choice === kept[name])
    if (value) Object.assign(prefs, { [name]: value })
  }
  const asked = new URLSearchParams(location.search).get('lang')
  if (asked === 'zh' || asked === 'en') prefs.lang = asked
  return prefs
}

export const prefs = reactive(remembered())

/* What the system asks for, and how wide the window is: plain state as well. */
export const screenState = reactive({ dark: false, narrow: false, forcedDark: false, big: false, wide: false })

export function isDark(): boolean {
  return screenState.forcedDark || prefs.theme === 'dark' || (prefs.theme === 'system' && screenState.dark)
}

/** Ties the preferences to <html>; called once at the start. */
export function startPrefs(): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const narrow = window.matchMedia('(max-width: 640px)')
  const wide = window.matchMedia('(min-width: 2800px)')
  const read = () => Object.assign(screenState, { dark: dark.matches, narrow: narrow.matches, wide: wide.matches })
  for (const query of [dark, narrow, wide]) query.addEventListener('change', read)
  read()
  watchEffect(() => {
    const root = document.documentElement
    lang.value = prefs.lang
    setApiLanguage(prefs.lang)
    root.lang = prefs.lang === 'zh' ? 'zh-CN' : 'en'
    root.dataset.theme = isDark() ? 'dark' : 'light'
    root.dataset.density = prefs.density
    root.dataset.lights = prefs.lights
    root.dataset.screen = screenState.big && screenState.wide ? 'big' : screenState.narrow ? 'phone' : 'desk'
    document.title = m.value.common.product
    try {
      localStorage.setItem(KEY, JSON.stringify(prefs))
    } catch {
      /* kept for this page only */
    }
  })
}
