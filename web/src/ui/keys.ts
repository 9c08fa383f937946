/*
 * keys.ts - single keys act only when nobody is typing. A page adds its own
 * while it is shown: useKeys({ m: openMove, '+': zoomIn }).
 */
import { onBeforeUnmount, onMounted } from 'vue'
import { closeTopLayer } from './layers'

type Handler = (event: KeyboardEvent) => void
const layers: Record<string, Handler>[] = []

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
}

export function useKeys(handlers: Record<string, Handler>): void {
  onMounted(() => layers.push(handlers))
  onBeforeUnmount(() => {
    const at = layers.indexOf(handlers)
    if (at >= 0) layers.splice(at, 1)
  })
}

let leading = ''
let leadingTimer = 0

/** The one listener of the page; installed by the shell. */
export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  if (event.key === 'Escape') {
    if (closeTopLayer()) event.preventDefault()
    return
  }
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
  const name = leading ? `${leading} ${event.key}` : event.key
  leading = ''
  window.clearTimeout(leadingTimer)
  for (let at = layers.length - 1; at >= 0; at--) {
    const handler = layers[at]?.[name]
    if (!handler) continue
    event.preventDefault()
    handler(event)
    return
  }
  if (event.key === 'g' && name === 'g') {
    leading = 'g'
    leadingTimer = window.setTimeout(() => (leading = ''), 1200)
  }
}
