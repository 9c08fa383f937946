/*
 * i18n - two complete catalogues. `m` is the one in use: {{ m.common.save }}
 * in a template, m.value.common.save in code. The English catalogue has the
 * type of the Chinese one, so a missing sentence does not compile.
 */
import { computed, ref, shallowRef } from 'vue'
import { en } from './en'
import { zh } from './zh'

export type Lang = 'zh' | 'en'
export type Messages = typeof zh

export const lang = ref<Lang>('zh')
/** What an office calls its lights, where it has words of its own (state/theme.ts). */
export const lightWords = shallowRef<Record<Lang, Partial<Messages['light']>>>({ zh: {}, en: {} })
const own = computed<Record<Lang, Messages>>(() => ({
  zh: { ...zh, light: { ...zh.light, ...lightWords.value.zh } },
  en: { ...en, light: { ...en.light, ...lightWords.value.en } },
}))
export const m = computed<Messages>(() => own.value[lang.value])
