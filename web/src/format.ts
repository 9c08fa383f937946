/* format.ts - dates, numbers and instants as this office writes them. */
import { dateOf, dayOf, monthOf, weekdayOf, yearOf } from './dates'
import { lang } from './i18n'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS_ZH = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
const WEEKDAYS_EN = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export function monthName(month: number): string {
  return lang.value === 'zh' ? `${month}月` : (MONTHS[month - 1] ?? '')
}
export function weekdayName(day: number): string {
  return (lang.value === 'zh' ? WEEKDAYS_ZH : WEEKDAYS_EN)[weekdayOf(day)] ?? ''
}
/** 7月8日 · 8 Jul; the year is added when it is not the page's. */
export function showDay(day: number, pageYear?: number): string {
  if (Number.isNaN(day)) return ''
  const other = pageYear !== undefined && yearOf(day) !== pageYear
  if (lang.value === 'zh') return `${other ? `${yearOf(day)}年` : ''}${monthOf(day)}月${dateOf(day)}日`
  return `${dateOf(day)} ${MONTHS[monthOf(day) - 1]}${other ? ` ${yearOf(day)}` : ''}`
}
/** The same from the wire's text; a middle dot for none. */
export function showDate(text: string | null | undefined, pageYear?: number): string {
  return text ? showDay(dayOf(text), pageYear) : '·'
}
export function showDateLong(text: string | null | undefined): string {
  if (!text) return '·'
  const day = dayOf(text)
  return lang.value === 'zh' ? `${showDay(day)}（${weekdayName(day)}）` : `${weekdayName(day)} ${showDay(day)}`
}
/** An instant in the reader's own time: 7月8日 14:05. */
export function showInstant(text: string | null | undefined): string {
  if (!text) return '·'
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) return text
  const clock = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`
  const date =
    lang.value === 'zh'
      ? `${at.getMonth() + 1}月${at.getDate()}日`
      : `${at.getDate()} ${MONTHS[at.getMonth()]}`
  return `${date} ${clock}`
}
/** Thousands parted by a thin space from five figures on. */
export function showNumber(value: number): string {
  const [whole = '', part] = String(value).split('.')
  const grouped = whole.replace('-', '').length > 4 ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009') : whole
  return part === undefined ? grouped : `${grouped}.${part}`
}
/** Zero is a middle dot, so that a column of counts shows what is there. */
export function showCount(value: number): string {
  return value === 0 ? '·' : showNumber(value)
}
