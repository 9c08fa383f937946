/* announce.ts - what a screen reader is told, once and politely. */
import { ref } from 'vue'

export const spoken = ref('')
export function announce(text: string): void {
  spoken.value = ''
  requestAnimationFrame(() => (spoken.value = text))
}
