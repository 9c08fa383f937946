/*
 * layout.ts - from the model and what one wants to see to lanes, rows and
 * places. A pure function: the same input gives the same chart. Heights are
 * pixels, times stay days, so that moving sideways and zooming a little need
 * no new layout.
 *
 * Within a lane rows are packed first-fit by start date. The two sides of a
 * hand-over take neighbouring rows, so that their window can be drawn between
 * them; a lane's last row hands to the next lane's first where they touch.
 */
import { LIGHTS, type LightName } from '@/lights'
import type { Bar, Link, Model } from './model'
import { PACK_PX, type ZoomName } from './scale'
import type { GroupBy, Metrics } from './view'

export interface LayoutOptions {
  group: GroupBy
  zoom: ZoomName
  steps: boolean
  lights: ReadonlySet<LightName>
  units: ReadonlySet<number>
  folded: ReadonlySet<string>
  /** Only these lanes; null for all. */
  lanes: ReadonlySet<string> | null
  metrics: Metrics
  names: { noUnit: string; noLeader: string; noDirective: string; noTheme: string }
}

/** About how wide a name will be, in ems: near enough to pack by, and a thousand times quicker than asking. */
export function nameEms(text: string): number {
  let ems = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 0xdc00 && unit < 0xe000) continue
    ems += unit >= 0x2e80 || (unit >= 0x2014 && unit <= 0x2026) || (unit >= 0x1100 && unit < 0x1200) ? 1 : 0.56
  }
  return ems
}

export interface Row {
  lane: number
  /** Top of the row in the chart's content. */
  y: number
  /** Places in model.bars, by start; what they reach does not overlap. */
  bars: number[]
}
export interface Lane {
  key: string
  name: string
  bars: number[]
  counts: Record<LightName, number>
  rows: number[]
  y: number
  height: number
  folded: boolean
}
export interface Layout {
  lanes: Lane[]
  rows: Row[]
  /** Row of each bar, -1 when it is not drawn. */
  rowOf: Int32Array
  /** Links with both ends drawn. */
  links: Link[]
  height: number
  /** Bars that pass the filter, lane by lane, row by row; then those without dates. */
  order: number[]
  undated: number
}

const LABEL_PX_MAX = 168
const GLYPH_PX = 17
const LABEL_GAP_PX = 12
const BAR_GAP_PX = 3
const ROWS_INSERT_MAX = 80

/** A name in a narrow place. */
export function shortName(bar: Bar, zoom: ZoomName): string {
  return (zoom === 'years' || zoom === 'year') && bar.task.short ? bar.task.short : bar.task.title
}

function isShown(bar: Bar, options: LayoutOptions): boolean {
  const { task } = bar
  if (task.level === 'step' && !options.steps) return false
  if (options.lights.size > 0 && !options.lights.has(task.light)) return false
  if (options.units.size > 0 && (task.unit === null || !options.units.has(task.unit))) return false
  return true
}

interface Draft {
  key: string
  name: string
  order: number
  bars: number[]
}

/** Which lane a bar belongs to, and where that lane stands. */
function laneOf(model: Model, bar: Bar, options: LayoutOptions): Omit<Draft, 'bars'> {
  const { task } = bar
  const last = Number.MAX_SAFE_INTEGER
  switch (options.group) {
    case 'unit': {
      const at = model.wall.units.findIndex((unit) => unit.id === task.unit)
      const unit = model.wall.units[at]
      if (!unit) return { key: 'u0', name: options.names.noUnit, order: last }
      return { key: `u${unit.id}`, name: unit.short || unit.name, order: unit.position + (unit.outside ? 1e9 : 0) + at / 1e6 }
    }
    case 'leader': {
      const at = model.wall.people.findIndex((person) => person.id === task.leader)
      const person = model.wall.people[at]
      return person ? { key: `p${person.id}`, name: person.name, order: at } : { key: 'p0', name: options.names.noLeader, order: last }
    }
    case 'directive': {
      const at = model.wall.directives.findIndex((directive) => directive.id === task.directive)
      const directive = model.wall.directives[at]
      return directive
        ? { key: `d${directive.id}`, name: directive.title, order: at }
        : { key: 'd0', name: options.names.noDirective, order: last }
    }
    case 'theme':
      return task.theme ? { key: `t${task.theme}`, name: task.theme, order: 0 } : { key: 't', name: options.names.noTheme, order: last }
  }
}

function groupLanes(model: Model, options: LayoutOptions): Draft[] {
  const drafts = new Map<string, Draft>()
  const cache = new Map<string, Omit<Draft, 'bars'>>()
  for (const bar of model.bars) {
    if (!isShown(bar, options)) continue
    const { task } = bar
    const tag = { unit: task.unit, leader: task.leader, directive: task.directive, theme: task.theme }[options.group]
    let lane = cache.get(String(tag))
    if (!lane) cache.set(String(tag), (lane = laneOf(model, bar, options)))
    const draft = drafts.get(lane.key)
    if (draft) draft.bars.push(bar.at)
    else drafts.set(lane.key, { ...lane, bars: [bar.at] })
  }
  return [...drafts.values()].filter((draft) => options.lanes?.has(draft.key) ?? true).sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1))
}

/* ---- packing ------------------------------------------------------------------ */

interface PackRow {
  bars: number[]
  /** Days: nothing else may start before. */
  until: number
}

/** Links whose two ends overlap, found from the receiver. */
function giversOf(model: Model): Map<number, number[]> {
  const givers = new Map<number, number[]>()
  for (const link of model.links) {
    if (Number.isNaN(link.start)) continue
    const known = givers.get(link.to)
    if (known) known.push(link.from)
    else givers.set(link.to, [link.from])
  }
  return givers
}

function handsOver(a: PackRow, b: PackRow, givers: Map<number, number[]>): boolean {
  const gives = (from: PackRow, to: PackRow) => to.bars.some((bar) => givers.get(bar)?.some((giver) => from.bars.includes(giver)))
  return gives(a, b) || gives(b, a)
}

function packLane(model: Model, bars: readonly number[], givers: Map<number, number[]>, labelDays: (bar: Bar) => number, gapDays: number): number[][] {
  const sorted = bars
    .map((at) => model.bars[at] as Bar)
    .filter((bar) => !Number.isNaN(bar.start))
    .sort(
      (a, b) =>
        Number(a.task.light === 'standing') - Number(b.task.light === 'standing') ||
        a.start - b.start ||
        b.end - a.end ||
        a.at - b.at,
    )
  const rows: PackRow[] = []
  const home = new Map<number, PackRow>()
  const put = (row: PackRow, bar: Bar) => {
    row.bars.push(bar.at)
    home.set(bar.at, row)
    row.until = Math.max(bar.reach + gapDays, bar.start + labelDays(bar))
  }
  const free = (row: PackRow | undefined, bar: Bar) => row !== undefined && row.until <= bar.start

  for (const bar of sorted) {
    const giver = givers.get(bar.at)?.[0]
    const beside = giver === undefined ? -1 : rows.indexOf(home.get(giver) as PackRow)
    if (beside >= 0) {
      const below = rows[beside + 1]
      const above = rows[beside - 1]
      if (free(below, bar)) put(below as PackRow, bar)
      else if (free(above, bar)) put(above as PackRow, bar)
      else {
        /* A new row right under the giver, unless it would part another pair. */
        const parts = below !== undefined && handsOver(rows[beside] as PackRow, below, givers)
        const at = parts || rows.length > ROWS_INSERT_MAX ? rows.length : beside + 1
        const fresh: PackRow = { bars: [], until: -Infinity }
        rows.splice(at, 0, fresh)
        put(fresh, bar)
      }
      continue
    }
    let at = 0
    while (at < rows.length && (rows[at] as PackRow).until > bar.start) at++
    if (at === rows.length) rows.push({ bars: [], until: -Infinity })
    put(rows[at] as PackRow, bar)
  }
  return rows.map((row) => row.bars)
}

/**
 * Where two lanes touch and one hands to the other, the giver's row goes last
 * and the receiver's first, as long as no pair inside a lane is parted.
 */
function turnToNeighbours(model: Model, packed: number[][][]): void {
  const home = new Map<number, [lane: number, row: number]>()
  packed.forEach((rows, lane) => rows.forEach((row, at) => row.forEach((bar) => home.set(bar, [lane, at]))))
  const paired = packed.map((rows) => rows.map(() => false))
  for (const link of model.links) {
    const from = home.get(link.from)
    const to = home.get(link.to)
    if (!from || !to || Number.isNaN(link.start) || from[0] !== to[0]) continue
    for (const [lane, row] of [from, to]) (paired[lane] as boolean[])[row] = true
  }
  const moved = new Set<string>()
  for (const link of model.links) {
    const from = home.get(link.from)
    const to = home.get(link.to)
    if (!from || !to || Number.isNaN(link.start) || Math.abs(from[0] - to[0]) !== 1) continue
    const [upper, lower] = from[0] < to[0] ? [from, to] : [to, from]
    if (moved.has(`b${upper[0]}`) || moved.has(`t${lower[0]}`)) continue
    const upperRows = packed[upper[0]] as number[][]
    const lowerRows = packed[lower[0]] as number[][]
    const upperBar = from[0] < to[0] ? link.from : link.to
    const lowerBar = from[0] < to[0] ? link.to : link.from
    const upperAt = upperRows.findIndex((row) => row.includes(upperBar))
    const lowerAt = lowerRows.findIndex((row) => row.includes(lowerBar))
    if ((paired[upper[0]] as boolean[])[upper[1]] && upperAt !== upperRows.length - 1) continue
    if ((paired[lower[0]] as boolean[])[lower[1]] && lowerAt !== 0) continue
    upperRows.push(...upperRows.splice(upperAt, 1))
    lowerRows.unshift(...lowerRows.splice(lowerAt, 1))
    moved.add(`b${upper[0]}`)
    moved.add(`t${lower[0]}`)
  }
}

/* ---- the whole ------------------------------------------------------------------ */

function countLights(model: Model, bars: readonly number[]): Record<LightName, number> {
  const counts = Object.fromEntries(LIGHTS.map((light) => [light, 0])) as Record<LightName, number>
  for (const at of bars) counts[(model.bars[at] as Bar).task.light]++
  return counts
}

export function layoutWall(model: Model, options: LayoutOptions): Layout {
  const { metrics, zoom } = options
  const scale = PACK_PX[zoom] * metrics.unit
  const labelDays = (bar: Bar) =>
    (Math.min(nameEms(shortName(bar, zoom)) * metrics.label, LABEL_PX_MAX * metrics.unit) + (GLYPH_PX + LABEL_GAP_PX) * metrics.unit) / scale
  const gapDays = (BAR_GAP_PX * metrics.unit) / scale
  const givers = giversOf(model)

  const drafts = groupLanes(model, options)
  const packed = drafts.map((draft) =>
    options.folded.has(draft.key) ? [] : packLane(model, draft.bars, givers, labelDays, gapDays),
  )
  turnToNeighbours(model, packed)

  const rowOf = new Int32Array(model.bars.length).fill(-1)
  const rows: Row[] = []
  const lanes: Lane[] = []
  const order: number[] = []
  let undated = 0
  let y = 0
  drafts.forEach((draft, at) => {
    const folded = options.folded.has(draft.key)
    const lane: Lane = { key: draft.key, name: draft.name, bars: draft.bars, counts: countLights(model, draft.bars), rows: [], y, height: 0, folded }
    const pad = Math.round(metrics.row * 0.08)
    if (!folded) lane.height = pad
    for (const bars of packed[at] ?? []) {
      const sorted = [...bars].sort((a, b) => (model.bars[a] as Bar).start - (model.bars[b] as Bar).start)
      for (const bar of sorted) rowOf[bar] = rows.length
      lane.rows.push(rows.length)
      rows.push({ lane: at, y: y + lane.height, bars: sorted })
      lane.height += metrics.row
      order.push(...sorted)
    }
    const rest = draft.bars.filter((bar) => folded || Number.isNaN((model.bars[bar] as Bar).start))
    order.push(...rest.sort((a, b) => ((model.bars[a] as Bar).start || 0) - ((model.bars[b] as Bar).start || 0) || a - b))
    undated += draft.bars.filter((bar) => Number.isNaN((model.bars[bar] as Bar).start)).length
    const least = (folded ? 30 : 44) * metrics.unit
    lane.height = Math.max(lane.height + (folded ? 0 : pad), least)
    y += lane.height
    lanes.push(lane)
  })

  const links = model.links.filter((link) => (rowOf[link.from] ?? -1) >= 0 && (rowOf[link.to] ?? -1) >= 0)
  return { lanes, rows, rowOf, links, height: y, order, undated }
}

/** Rows that meet [top, bottom): a half-open range of layout.rows. */
export function rowsInView(layout: Layout, top: number, bottom: number, rowHeight: number): [number, number] {
  const firstAfter = (limit: number) => {
    let low = 0
    let high = layout.rows.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((layout.rows[middle] as Row).y < limit) low = middle + 1
      else high = middle
    }
    return low
  }
  return [firstAfter(top - rowHeight + 0.01), firstAfter(bottom)]
}

/** Bars of a row that meet [from, to): a half-open range of row.bars. */
export function barsInView(model: Model, row: Row, from: number, to: number): [number, number] {
  const search = (before: (bar: Bar) => boolean) => {
    let low = 0
    let high = row.bars.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (before(model.bars[row.bars[middle] as number] as Bar)) low = middle + 1
      else high = middle
    }
    return low
  }
  /* One more on the left: its label or its stop may reach into the view. */
  return [Math.max(0, search((bar) => bar.reach <= from) - 1), search((bar) => bar.start < to)]
}
