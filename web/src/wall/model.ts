/*
 * model.ts - the wall's answer as plain values that can be laid out and drawn:
 * days are numbers, ids are found by index, nothing is looked up twice.
 */
import type { Wall, WallLink, WallTask } from '@/api/types'
import { dayOf, firstOfMonth, weekdayOf } from '@/dates'

export interface Bar {
  /** Place in Model.bars. */
  at: number
  task: WallTask
  /** First day, and the day after the last: [start, end). NaN without dates. */
  start: number
  end: number
  /** The day after the deadline, where the buffer stop stands; NaN for none. */
  stop: number
  /** Where the last mark of it ends: its own end, its stop, or today when it is overdue. */
  reach: number
  baseStart: number
  baseEnd: number
  /** Moments of hidden steps that stand as pennants on this bar. */
  pennants: { day: number; passed: boolean; title: string }[]
}

export interface Link {
  link: WallLink
  from: number
  to: number
  /** The hand-over window [start, end); NaN when the two do not overlap. */
  start: number
  end: number
}

export interface NodeMark {
  id: number
  name: string
  gate: boolean
  /** The line it stands on: a gate closes at the end of its last day. */
  day: number
  state: 'passed' | 'missed' | 'next' | 'tocome'
}

/** Runs of equal days, so that shading needs one rectangle each. */
export interface DayRun {
  start: number
  end: number
  name: string
}

export interface Model {
  wall: Wall
  bars: Bar[]
  byId: Map<number, Bar>
  links: Link[]
  /** Indices into links of the links that touch a bar. */
  linksOf: number[][]
  nodes: NodeMark[]
  today: number
  year: number
  /** The days between which anything stands, with a margin. */
  first: number
  last: number
  calendar: WorkCalendar
}

const NO_DAY = NaN
const day = (text: string | null): number => (text === null ? NO_DAY : dayOf(text))
const dayAfter = (text: string | null): number => (text === null ? NO_DAY : dayOf(text) + 1)

export class WorkCalendar {
  private readonly special = new Map<number, 'holiday' | 'makeup'>()
  readonly holidays: DayRun[] = []
  readonly makeups: number[] = []
  readonly provisional: number[] = []
  private readonly monthly = new Map<number, readonly number[]>()

  constructor(calendar: Wall['calendar']) {
    const days: { day: number; name: string }[] = []
    for (const year of calendar.years) {
      this.monthly.set(year.year, year.work_days)
      if (year.provisional) this.provisional.push(year.year)
      for (const entry of year.days) {
        const at = dayOf(entry.day)
        this.special.set(at, entry.kind)
        if (entry.kind === 'makeup') this.makeups.push(at)
        else days.push({ day: at, name: entry.name })
      }
    }
    days.sort((a, b) => a.day - b.day)
    for (const entry of days) {
      const run = this.holidays.at(-1)
      if (run && run.end === entry.day && run.name === entry.name) run.end++
      else this.holidays.push({ start: entry.day, end: entry.day + 1, name: entry.name })
    }
    this.makeups.sort((a, b) => a - b)
  }

  isOff(at: number): boolean {
    const kind = this.special.get(at)
    return kind === undefined ? weekdayOf(at) >= 5 : kind === 'holiday'
  }
  isMakeup(at: number): boolean {
    return this.special.get(at) === 'makeup'
  }
  /** Work days in [from, to). */
  between(from: number, to: number): number {
    let count = 0
    for (let at = from; at < to; at++) if (!this.isOff(at)) count++
    return count
  }
  /** Work days of a month: what the server counted, else counted here. */
  ofMonth(year: number, month: number): number {
    return this.monthly.get(year)?.[month - 1] ?? this.between(firstOfMonth(year, month), firstOfMonth(year, month + 1))
  }
}

function barOf(task: WallTask, at: number, year: number, today: number): Bar {
  let start = day(task.start)
  let end = dayAfter(task.finish)
  if (task.light === 'standing') {
    if (Number.isNaN(start)) start = firstOfMonth(year, 1)
    if (Number.isNaN(end)) end = firstOfMonth(year + 1, 1)
  } else if (Number.isNaN(start) && !Number.isNaN(end)) start = end - 1
  else if (Number.isNaN(end) && !Number.isNaN(start)) end = start + 1
  if (end <= start) end = start + 1
  const stop = dayAfter(task.deadline)
  let reach = end
  if (task.light === 'overdue' || task.light === 'grave') reach = Math.max(reach, today)
  if (task.light !== 'done' && stop > reach) reach = stop
  return {
    at,
    task,
    start,
    end,
    stop,
    reach,
    baseStart: day(task.base_start),
    baseEnd: dayAfter(task.base_finish),
    pennants: [],
  }
}

const MARGIN_DAYS = 45

export function buildModel(wall: Wall): Model {
  const today = dayOf(wall.today)
  const bars = wall.tasks.map((task, at) => barOf(task, at, wall.year, today))
  const byId = new Map(bars.map((bar) => [bar.task.id, bar]))

  const links: Link[] = []
  const linksOf: number[][] = bars.map(() => [])
  for (const link of wall.links) {
    const from = byId.get(link.from)
    const to = byId.get(link.to)
    if (!from || !to) continue
    linksOf[from.at]?.push(links.length)
    linksOf[to.at]?.push(links.length)
    links.push({ link, from: from.at, to: to.at, start: day(link.overlap_start), end: dayAfter(link.overlap_finish) })
  }

  for (const bar of bars) {
    if (!bar.task.milestone || bar.task.parent === null || Number.isNaN(bar.start)) continue
    byId.get(bar.task.parent)?.pennants.push({ day: bar.end, passed: bar.task.light === 'done', title: bar.task.title })
  }

  const nodes = wall.nodes
    .map((node) => ({
      id: node.id,
      name: node.name,
      gate: node.kind === 'gate',
      day: node.kind === 'gate' ? dayOf(node.finish) + 1 : dayOf(node.start),
      state: node.state,
    }))
    .filter((node) => !Number.isNaN(node.day))
    .sort((a, b) => a.day - b.day)

  let first = firstOfMonth(wall.year, 1)
  let last = firstOfMonth(wall.year + 1, 1)
  for (const bar of bars) {
    if (bar.start < first) first = bar.start
    if (bar.reach > last) last = bar.reach
  }
  const calendar = new WorkCalendar(wall.calendar)
  return { wall, bars, byId, links, linksOf, nodes, today, year: wall.year, first: first - MARGIN_DAYS, last: last + MARGIN_DAYS, calendar }
}
