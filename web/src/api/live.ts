/*
 * live.ts - one stream of the space's changes for the whole page. The browser
 * reconnects by itself and sends Last-Event-ID; a page says what to do when
 * the space has moved on, and changes that come in a burst are heard once.
 */
import { onBeforeUnmount } from 'vue'

type Listener = () => void

const listeners = new Set<Listener>()
const SETTLE_MS = 120
let source: EventSource | null = null
let pending = 0

function announce(): void {
  if (pending) return
  pending = window.setTimeout(() => {
    pending = 0
    for (const listener of listeners) listener()
  }, SETTLE_MS)
}

/** Starts listening; called once somebody is signed in. */
export function openLive(): void {
  if (source) return
  source = new EventSource('/api/v1/events')
  source.onmessage = announce
  for (const name of ['change', 'version', 'reset']) source.addEventListener(name, announce)
}

export function closeLive(): void {
  source?.close()
  source = null
}

/** Calls back after each change, until the component is gone. */
export function onChange(listener: Listener): void {
  listeners.add(listener)
  onBeforeUnmount(() => listeners.delete(listener))
}
