/*
 * year.ts - one year as twelve small months: weeks of seven days, Monday first.
 */
import type { CalendarYear } from '../../api/types'

export type DayKind = 'work' | 'weekend' | 'holiday' | 'makeup'

export interface YearDay {
  day: string; /* "2026-07-08" */
  date: number; /* 8 */
  kind: DayKind
  name: string; /* the festival, or empty */
  first: boolean; /* first day of a run of holidays: its name is printed */
}

export interface YearMonth {
  month: number; /* from 1 */
  workDays: number
  weeks: (YearDay | null)[][]
}

const two = (n: number): string => String(n).padStart(2, '0')

export function monthsOf(year: CalendarYear): YearMonth[] {
  const special = new Map(year.days.map((day) => [day.day, day]))
  const months: YearMonth[] = []
  let lastName = ''

  for (let month = 1; month <= 12; month++) {
    const days = new Date(Date.UTC(year.year, month, 0)).getUTCDate()
    const lead = (new Date(Date.UTC(year.year, month - 1, 1)).getUTCDay() + 6) % 7
    const weeks: (YearDay | null)[][] = []
    let week: (YearDay | null)[] = Array.from({ length: lead }, () => null)

    for (let date = 1; date <= days; date++) {
      const day = `${year.year}-${two(month)}-${two(date)}`
      const found = special.get(day)
      const weekday = (lead + date - 1) % 7
      const kind: DayKind = found ? found.kind : weekday >= 5 ? 'weekend' : 'work'
      const name = found?.name ?? ''
      week.push({ day, date, kind, name, first: kind === 'holiday' && name !== '' && name !== lastName })
      lastName = kind === 'holiday' ? name : ''
      if (week.length === 7) {
        weeks.push(week)
        week = []
      }
    }
    if (week.length > 0) weeks.push([...week, ...Array.from({ length: 7 - week.length }, () => null)])
    months.push({ month, workDays: year.work_days[month - 1] ?? 0, weeks })
  }
  return months
}

/** Holidays as runs, for the list under the chart: name, first day, last day, how many. */
export interface HolidayRun { name: string; start: string; finish: string; days: number; makeup: string[] }

const DAY_MS = 86_400_000
const stamp = (day: string): number => Date.parse(`${day}T00:00:00Z`)

export function holidayRuns(year: CalendarYear): HolidayRun[] {
  const runs: HolidayRun[] = []
  const sorted = [...year.days].sort((a, b) => (a.day < b.day ? -1 : 1))

  for (const day of sorted) {
    if (day.kind !== 'holiday') continue
    const last = runs[runs.length - 1]
    if (last && last.name === day.name && stamp(day.day) - stamp(last.finish) === DAY_MS) {
      last.finish = day.day
      last.days++
    } else {
      runs.push({ name: day.name, start: day.day, finish: day.day, days: 1, makeup: [] })
    }
  }
  /* A make-up day belongs to the festival it names, or else to the nearest one. */
  for (const day of sorted) {
    if (day.kind !== 'makeup' || runs.length === 0) continue
    const distance = (run: HolidayRun) =>
      Math.min(Math.abs(stamp(run.start) - stamp(day.day)), Math.abs(stamp(run.finish) - stamp(day.day)))
    const named = runs.filter((run) => run.name !== '' && run.name === day.name)
    const pool = named.length > 0 ? named : runs
    pool.reduce((best, run) => (distance(run) < distance(best) ? run : best)).makeup.push(day.day)
  }
  return runs
}

export function workDaysOf(year: CalendarYear): number {
  return year.work_days.reduce((sum, days) => sum + days, 0)
}
