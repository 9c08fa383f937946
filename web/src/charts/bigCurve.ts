/* bigCurve.ts - an indicator's year as what ECharts draws: plain data, so that it is tested without a browser. */
import type { IndicatorRow } from '@/api/types'

export interface BigWords {
  actual: string
  target: string
  lastYear: string
  forecast: string
  band: string
  month: (n: number) => string
}

type Value = number | null

export interface BigSeries {
  months: string[]
  actual: Value[]
  target: Value[]
  lastYear: Value[]
  forecast: Value[]
  low: Value[]
  /** high - low: what is stacked on low to fill the fan. */
  span: Value[]
}

/** Twelve evenings of each; the forecast begins at the newest reading so that the lines meet. */
export function bigSeries(row: IndicatorRow, words: Pick<BigWords, 'month'>): BigSeries {
  const of = (list: readonly { month: number; value: number }[], month: number): Value => list.find((p) => p.month === month)?.value ?? null
  const months = Array.from({ length: 12 }, (_, i) => i + 1)
  const joint = (month: number): Value => (month === row.month && row.path.length > 0 ? row.value : null)
  const band = (month: number) => row.path.find((p) => p.month === month)
  return {
    months: months.map((month) => words.month(month)),
    actual: months.map((month) => of(row.months, month)),
    target: months.map((month) => row.curve[month] ?? null),
    lastYear: months.map((month) => of(row.last_year, month)),
    forecast: months.map((month) => of(row.path, month) ?? joint(month)),
    low: months.map((month) => band(month)?.low ?? joint(month)),
    span: months.map((month) => {
      const one = band(month)
      return one && one.low !== null && one.high !== null ? one.high - one.low : joint(month) === null ? null : 0
    }),
  }
}

export function bigOption(row: IndicatorRow, words: BigWords, ink: (name: string) => string, light: string, show: (value: number) => string): Record<string, unknown> {
  const data = bigSeries(row, words)
  const line = (name: string, values: Value[], color: string, type: 'solid' | 'dashed' | 'dotted', width: number, symbol: boolean) => ({
    name, type: 'line', data: values, connectNulls: true, showSymbol: symbol, symbolSize: 6, color,
    lineStyle: { color, type, width }, itemStyle: { color }, emphasis: { disabled: true },
  })
  const part = ink(`--gt-${light}-part`)
  return {
    animation: false,
    aria: { enabled: true },
    grid: { left: 62, right: 26, top: 50, bottom: 30 },
    legend: { top: 0, left: 0, itemWidth: 22, textStyle: { color: ink('--gt-text-2'), fontSize: 12 }, data: [words.actual, words.target, words.lastYear, words.forecast] },
    tooltip: { trigger: 'axis', backgroundColor: ink('--gt-bg-raised'), borderColor: ink('--gt-line-2'), textStyle: { color: ink('--gt-text'), fontSize: 12 }, valueFormatter: (value: unknown) => (typeof value === 'number' ? show(value) : '—') },
    xAxis: { type: 'category', data: data.months, boundaryGap: false, axisLine: { lineStyle: { color: ink('--gt-line-3') } }, axisTick: { show: false }, axisLabel: { color: ink('--gt-text-3'), fontSize: 11 } },
    yAxis: { type: 'value', scale: row.nature !== 'cumulative', splitLine: { lineStyle: { color: ink('--gt-line-1') } }, axisLabel: { color: ink('--gt-text-3'), fontSize: 11 } },
    series: [
      { name: 'low', type: 'line', data: data.low, stack: 'fan', symbol: 'none', lineStyle: { opacity: 0 }, tooltip: { show: false }, silent: true },
      { name: words.band, type: 'line', data: data.span, stack: 'fan', symbol: 'none', lineStyle: { opacity: 0 }, areaStyle: { color: part, opacity: 0.16 }, tooltip: { show: false }, silent: true },
      line(words.lastYear, data.lastYear, ink('--gt-text-3'), 'dotted', 1.4, false),
      { ...line(words.target, data.target, ink('--gt-text'), 'dashed', 1.6, false), ...(row.curve_kind === 'step' ? { step: 'start' } : {}),
        markLine: { silent: true, symbol: 'none', lineStyle: { color: ink('--gt-line-3'), width: 1, type: 'solid' }, label: { color: ink('--gt-text-3'), fontSize: 11, formatter: '{b}' }, data: row.gates.map((gate) => ({ name: gate.name, xAxis: gate.month - 1 })) } },
      line(words.forecast, data.forecast, part, 'dotted', 1.6, false),
      line(words.actual, data.actual, part, 'solid', 2.4, true),
    ],
  }
}
