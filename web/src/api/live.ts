/*
 * live.ts - one stream of the space's changes for the whole page. The browser
 * reconnects by itself and sends Last-Event-ID; a page says what to do when
 * the space has moved on.
 *
 * Five hundred open pages hear of a change at the same moment. So that they do
 * not all ask at the same moment, each waits a little, by chance; a space that
 * changes all the time is looked at every few seconds; a page that nobody
 * sees waits until it is seen.
 */
import { onBeforeUnmount } from 'vue'

type Listener = () => void

const listeners = new Set<Listener>()
const SETTLE_MS = 120 /* a burst of changes is one */
const SPREAD_MS = 600 /* by chance, up to so much more */
const GAP_MS = 3000 /* between two looks */
let source: EventSource | null = null
let pending = 0
let lastAt = -GAP_MS
let missed = false

/** Milliseconds until the next look; chance is 0 to 1. */
export function waitFor(sinceLast: number, chance: number): number {
  return Math.max(SETTLE_MS + chance * SPREAD_MS, GAP_MS - sinceLast)
}

function tell(): void {
  pending = 0
  lastAt = performance.now()
  for (const listener of listeners) listener()
}

/** The space has changed: tells the listeners, soon. */
export function announceChange(): void {
  if (pending) return
  if (document.hidden) {
    missed = true
    return
  }
  pending = window.setTimeout(tell, waitFor(performance.now() - lastAt, Math.random()))
}

function onSeen(): void {
  if (document.hidden || !missed) return
  missed = false
  announceChange()
}

/** Starts listening; called once somebody is signed in. */
export function openLive(): void {
  if (source) return
  source = new EventSource('/api/v1/events')
  source.onmessage = announceChange
  for (const name of ['change', 'version', 'reset']) source.addEventListener(name, announceChange)
  document.addEventListener('visibilitychange', onSeen)
}

export function closeLive(): void {
  source?.close()
  source = null
  document.removeEventListener('visibilitychange', onSeen)
}

/** Calls back after each change, as long as the page lives. */
export function onChangeAlways(listener: Listener): void {
  listeners.add(listener)
}

/** Calls back after each change, until the component is gone. */
export function onChange(listener: Listener): void {
  listeners.add(listener)
  onBeforeUnmount(() => listeners.delete(listener))
}
