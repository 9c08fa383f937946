/*
 * draw.ts - one picture of the wall, bottom to top: days off, months, rows,
 * poles, hand-over windows, chains, ghosts, bars, bows, today, names, head,
 * lanes. Only what is in view is touched, whatever the wall holds.
 */
import { drawBars, drawBows, drawChains, drawGhosts, drawHandovers, drawSelection, visibleRows } from './drawBars'
import { drawGround, drawPoles, drawRows, drawToday } from './drawGround'
import { drawHead } from './drawHead'
import { drawFoldedLanes, drawLabels, drawLanes } from './drawLabels'
import type { LabelBox, Scene } from './scene'

export function drawWall(scene: Scene): LabelBox[] {
  const { context, metrics } = scene
  context.setTransform(scene.dpr, 0, 0, scene.dpr, 0, 0)
  context.textBaseline = 'alphabetic'
  scene.ruler.reset()

  drawGround(scene)
  const rows = visibleRows(scene)
  context.save()
  context.beginPath()
  context.rect(metrics.column, 0, scene.width - metrics.column, scene.height)
  context.clip()
  drawRows(scene)
  drawPoles(scene)
  context.beginPath()
  context.rect(metrics.column, metrics.head, scene.width - metrics.column, scene.height - metrics.head)
  context.clip()
  drawHandovers(scene)
  drawFoldedLanes(scene)
  drawChains(scene)
  drawGhosts(scene, rows)
  drawBars(scene, rows)
  drawBows(scene)
  drawSelection(scene)
  drawToday(scene)
  const labels = drawLabels(scene, rows)
  context.restore()
  scene.ruler.reset()
  drawHeadGround(scene)
  drawHead(scene)
  drawLanes(scene)
  return labels
}

/** Rows that scroll under the head must not shine through it. */
function drawHeadGround(scene: Scene): void {
  const { context, palette, metrics } = scene
  context.fillStyle = palette.raised
  context.fillRect(metrics.column, 0, scene.width, 40 * metrics.unit)
}
