/* drawHead.ts - the strip on top: nodes as flags and gates, months, days, today's tag. */
import { daysInView } from './drawGround'
import type { NodeMark } from './model'
import { monthsBetween, ticksBetween } from './scale'
import { snap, xOf, type Scene } from './scene'

const NAME_MAX_PX = 150

function drawMonths(scene: Scene, from: number, to: number, tag: [number, number] | null): void {
  const { context, palette, fonts, ruler, metrics, view } = scene
  const unit = metrics.unit
  const base = 59 * unit
  const room = metrics.column + 4 * unit
  for (const month of monthsBetween(from, to)) {
    const x0 = xOf(scene, month.start)
    const x1 = xOf(scene, month.end)
    const width = x1 - x0
    const now = scene.model.today >= month.start && scene.model.today < month.end
    const full = scene.monthName(month.month)
    const text = width > 44 * unit ? full : String(month.month)
    const named = month.month === 1 && width > 96 * unit ? `${month.year} ` : ''
    ruler.use(now ? fonts.month.replace('700', '900') : fonts.month)
    context.fillStyle = palette.text
    context.textAlign = 'left'
    const at = Math.max(x0 + Math.min(8 * unit, width * 0.15), room)
    const right = at + ruler.width(named + text, fonts.month)
    if (right < x1 - 2 * unit && !(tag && at < tag[1] + 3 && right > tag[0] - 3)) context.fillText(named + text, at, base)

    const days = scene.messages.wall.monthWorkDays(scene.model.calendar.ofMonth(month.year, month.month))
    const daysWidth = ruler.width(days, fonts.small)
    const end = x1 - 7 * unit
    if (width > daysWidth + 62 * unit && end - daysWidth > Math.max(right + 8 * unit, room) && !(tag && end - daysWidth < tag[1] + 3 && end > tag[0] - 3)) {
      ruler.use(fonts.small)
      context.fillStyle = palette.text3
      context.textAlign = 'right'
      context.fillText(days, end, base - 0.5 * unit)
    }
    if (view.pxPerDay / unit < 2.6 && month.month === 1) {
      ruler.use(fonts.small)
      context.fillStyle = palette.text2
      context.textAlign = 'left'
      context.fillText(String(month.year), Math.max(x0 + 6 * unit, room), 80 * unit)
    }
  }
  context.textAlign = 'left'
}

function drawDays(scene: Scene, from: number, to: number): void {
  const { context, palette, fonts, ruler, metrics, view, model } = scene
  const unit = metrics.unit
  const base = 80 * unit
  const px = view.pxPerDay
  const taken: [number, number][] = []

  for (const run of model.calendar.holidays) {
    if (run.end <= from || run.start >= to) continue
    const x0 = Math.max(snap(scene, xOf(scene, run.start)), metrics.column)
    const x1 = snap(scene, xOf(scene, run.end))
    context.fillStyle = palette.holiday
    context.fillRect(x0, 66 * unit, x1 - x0, 20 * unit)
    taken.push([x0, x1])
    ruler.use(fonts.small)
    const off = scene.messages.wall.off
    const text = ruler.width(run.name, fonts.small) < x1 - x0 - 4 ? run.name : ruler.width(off, fonts.small) < x1 - x0 ? off : ''
    if (!text) continue
    context.fillStyle = palette.text2
    context.textAlign = 'center'
    context.fillText(text, (x0 + x1) / 2, base)
  }
  if (px / unit >= 2.6) {
    const size = 15 * unit
    const font = `700 ${10 * unit}px ${palette.sans}`
    for (const day of model.calendar.makeups) {
      if (day < from || day >= to) continue
      const x = xOf(scene, day) + px / 2
      const x0 = x - size / 2
      taken.push([x0 - 2, x0 + size + 2])
      context.fillStyle = palette.raised
      context.strokeStyle = palette.makeup
      context.lineWidth = 0.9 * unit
      context.beginPath()
      context.roundRect(x0, 67.6 * unit, size, 16.6 * unit, 1.5 * unit)
      context.fill()
      context.stroke()
      ruler.use(font)
      context.fillStyle = palette.makeup
      context.textAlign = 'center'
      context.fillText(scene.messages.wall.makeup, x, 79.6 * unit)
    }
  }
  context.textAlign = 'left'
  ruler.use(fonts.small)
  const daily = px / unit >= 22
  for (const tick of ticksBetween(from, to, px, unit)) {
    const x = snap(scene, xOf(scene, tick.day))
    if (x < metrics.column) continue
    context.fillStyle = palette.line3
    context.fillRect(x - 0.4, 82 * unit, 0.8 * unit, 4 * unit)
    const text = daily && px / unit > 52 ? `${tick.text} ${scene.weekday(tick.day)}` : tick.text
    const at = x + 2.5 * unit
    const width = ruler.width(text, fonts.small)
    if (taken.some(([a, b]) => at < b && at + width > a)) continue
    if (!daily && px < (width + 8 * unit) / 7) continue
    context.fillStyle = tick.day === model.today ? palette.today : palette.text3
    context.fillText(text, at, base)
  }
}

/** Portal of a gate: filled passed, crossed missed, dashed to come. */
export function drawPortal(scene: Scene, x: number, y: number, state: NodeMark['state']): void {
  const { context, palette, metrics } = scene
  const k = metrics.unit
  context.save()
  context.translate(x, y)
  context.scale(k, k)
  context.strokeStyle = palette.text
  context.fillStyle = palette.text
  context.lineWidth = 1.4
  if (state === 'tocome') context.setLineDash([2, 1.4])
  context.beginPath()
  context.moveTo(-6, 0)
  context.lineTo(6, 0)
  context.moveTo(-5, 3)
  context.lineTo(5, 3)
  context.moveTo(-3.6, 0)
  context.lineTo(-3.6, 12)
  context.moveTo(3.6, 0)
  context.lineTo(3.6, 12)
  context.stroke()
  context.setLineDash([])
  if (state === 'passed') context.fillRect(-3.6, 3, 7.2, 9)
  if (state === 'missed') {
    context.beginPath()
    context.moveTo(-5, 13)
    context.lineTo(5, 4)
    context.moveTo(-5, 4)
    context.lineTo(5, 13)
    context.stroke()
  }
  context.restore()
  scene.ruler.reset()
}

function drawNodes(scene: Scene, from: number, to: number): void {
  const { context, palette, ruler, metrics, model } = scene
  const unit = metrics.unit
  const top = 19 * unit
  const height = 18 * unit
  const font = `400 ${11.5 * unit}px ${palette.sans}`
  const bold = `700 ${11.5 * unit}px ${palette.sans}`
  const taken: [number, number][] = []
  const take = (a: number, b: number) => {
    if (a < metrics.column || taken.some(([c, d]) => a < d && b > c)) return false
    taken.push([a, b])
    return true
  }
  /* The next node is placed first, so that its name is never the one dropped. */
  const shown = model.nodes.filter((node) => node.day >= from - 30 && node.day <= to + 30)
  shown.sort((a, b) => Number(b.state === 'next') - Number(a.state === 'next') || a.day - b.day)
  for (const node of shown) if (node.gate) taken.push([xOf(scene, node.day) - 8 * unit, xOf(scene, node.day) + 8 * unit])
  for (const node of shown) {
    const x = xOf(scene, node.day)
    if (x < metrics.column - 4 || x > scene.width + 4) continue
    const next = node.state === 'next'
    const nameFont = next || node.gate ? bold : font
    const width = Math.min(ruler.width(node.name, nameFont), NAME_MAX_PX * unit)
    ruler.use(nameFont)
    if (node.gate) {
      drawPortal(scene, x, 26 * unit, node.state)
      ruler.use(nameFont)
      context.fillStyle = palette.text
      const leftFirst = node.state === 'passed' || node.state === 'missed'
      const sides = leftFirst ? [-1, 1] : [1, -1]
      for (const side of sides) {
        const a = side < 0 ? x - 10 * unit - width : x + 10 * unit
        if (!take(a - 2, a + width + 2)) continue
        context.fillText(node.name, a, 37 * unit)
        break
      }
      continue
    }
    const box = width + 14 * unit
    let side = 0
    for (const way of [1, -1]) {
      const a = way > 0 ? x : x - box
      if (take(a - 3, a + box + 3)) {
        side = way
        break
      }
    }
    context.strokeStyle = node.state === 'passed' ? palette.line3 : palette.text
    context.lineWidth = unit
    if (!side) {
      context.beginPath()
      context.moveTo(x, 34 * unit)
      context.lineTo(x, 40 * unit)
      context.stroke()
      continue
    }
    context.fillStyle = next ? palette.text : palette.raised
    context.beginPath()
    context.moveTo(x, top)
    context.lineTo(x + side * box, top)
    context.lineTo(x + side * (box - 4.5 * unit), top + height / 2)
    context.lineTo(x + side * box, top + height)
    context.lineTo(x, top + height)
    context.closePath()
    context.fill()
    context.stroke()
    context.beginPath()
    context.moveTo(x, top)
    context.lineTo(x, 40 * unit)
    context.stroke()
    context.fillStyle = next ? palette.raised : node.state === 'passed' ? palette.text3 : palette.text
    context.fillText(node.name, side > 0 ? x + 4.5 * unit : x - box + 9 * unit, top + 13.2 * unit, NAME_MAX_PX * unit)
  }
}

export function drawHead(scene: Scene): void {
  const { context, palette, metrics, model, ruler } = scene
  const unit = metrics.unit
  const [from, to] = daysInView(scene)
  context.save()
  context.beginPath()
  context.rect(metrics.column, 0, scene.width - metrics.column, metrics.head)
  context.clip()
  context.fillStyle = palette.line1
  context.fillRect(metrics.column, 40 * unit, scene.width, 1)
  context.fillRect(metrics.column, 66 * unit, scene.width, 1)

  const x = xOf(scene, model.today)
  const font = `700 ${12.5 * unit}px ${palette.sans}`
  const tagText = scene.messages.wall.todayTag(scene.dayName(model.today), scene.weekday(model.today))
  const tagWidth = ruler.width(tagText, font) + 12 * unit
  const inView = x >= metrics.column && x <= scene.width
  const tagX = Math.min(Math.max(x - tagWidth / 2, metrics.column + 2), scene.width - tagWidth - 2)
  const tag: [number, number] | null = inView ? [tagX, tagX + tagWidth] : null

  drawMonths(scene, from, to, tag)
  drawDays(scene, from, to)
  drawNodes(scene, from, to)
  if (tag) {
    context.fillStyle = palette.today
    context.fillRect(tag[0], 43 * unit, tagWidth, 21 * unit)
    context.fillRect(x - 0.9 * unit, 64 * unit, 1.8 * unit, 22 * unit)
    ruler.use(font)
    context.fillStyle = palette.todayOn
    context.fillText(tagText, tag[0] + 6 * unit, 58 * unit)
  }
  context.restore()
  ruler.reset()
  context.fillStyle = palette.rule
  context.fillRect(0, metrics.head - 1, scene.width, 1.5 * unit)
}
