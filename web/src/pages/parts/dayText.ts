/*
 * dayText.ts - a day as people type it: 2026-7-8, 2026年7月8日, 7月8日, 7.8,
 * 8 Jul, 8 July 2026. Without a year the page's year is meant.
 */
import { dayOf } from '@/dates'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const two = (n: number): string => String(n).padStart(2, '0')

function iso(year: number, month: number, date: number): string | null {
  const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`
  return Number.isNaN(dayOf(text)) ? null : text
}

function monthOfWord(word: string): number {
  return MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1
}

/** The day as the wire writes it; null when it cannot be read as one. */
export function parseDay(typed: string, year: number): string | null {
  const text = typed.normalize('NFKC').trim().replace(/\s+/g, ' ')
  const full = /^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?$/.exec(text)
  if (full) return iso(Number(full[1]), Number(full[2]), Number(full[3]))
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (packed) return iso(Number(packed[1]), Number(packed[2]), Number(packed[3]))
  const short = /^(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?$/.exec(text)
  if (short) return iso(year, Number(short[1]), Number(short[2]))
  const english = /^(\d{1,2}) ([A-Za-z]{3,9})\.?,?(?: (\d{4}))?$/.exec(text)
  if (english) return iso(english[3] ? Number(english[3]) : year, monthOfWord(english[2] ?? ''), Number(english[1]))
  const american = /^([A-Za-z]{3,9})\.? (\d{1,2}),?(?: (\d{4}))?$/.exec(text)
  if (american) return iso(american[3] ? Number(american[3]) : year, monthOfWord(american[1] ?? ''), Number(american[2]))
  return null
}
