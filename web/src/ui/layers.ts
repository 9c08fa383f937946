/*
 * layers.ts - what Esc closes: always the layer opened last, one at a time.
 * A layer registers while it is open and is told to close itself.
 */
import { onBeforeUnmount, watch, type Ref } from 'vue'

const stack: (() => void)[] = []

/** Closes the top layer; false when nothing was open. */
export function closeTopLayer(): boolean {
  const close = stack.at(-1)
  close?.()
  return close !== undefined
}

export function useLayer(open: Readonly<Ref<boolean>>, close: () => void): void {
  const drop = () => {
    const at = stack.lastIndexOf(close)
    if (at >= 0) stack.splice(at, 1)
  }
  watch(open, (now) => (now ? void stack.push(close) : drop()), { immediate: true })
  onBeforeUnmount(drop)
}
