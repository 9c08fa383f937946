/* figures.ts - a target as words: 新认定高新技术企业 不少于4 200家. */
import type { Figure } from '@/api/types'
import { showNumber } from '@/format'
import { lang, m } from '@/i18n'

export function figureText(figure: Figure): string {
  const op = m.value.pages.reading.op[figure.op]
  const value = `${showNumber(figure.value)}${lang.value === 'en' && figure.unit !== '%' && figure.unit !== '' ? ' ' : ''}${figure.unit}`
  const amount = lang.value === 'en' ? [op, value].filter(Boolean).join(' ') : `${op}${value}`
  return figure.name === '' ? amount : `${figure.name} ${amount}`
}

export const FIGURE_OPS = ['>=', '<=', '=', '+', '-'] as const
