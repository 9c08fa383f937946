/*
 * i18n - two complete catalogues. `m` is the one in use: {{ m.common.save }}
 * in a template, m.value.common.save in code. The English catalogue has the
 * type of the Chinese one, so a missing sentence does not compile.
 */
import { computed, ref } from 'vue'
import { en } from './en'
import { zh } from './zh'

export type Lang = 'zh' | 'en'
export type Messages = typeof zh

export const lang = ref<Lang>('zh')
export const m = computed<Messages>(() => (lang.value === 'zh' ? zh : en))
