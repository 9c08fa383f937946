/* marks.ts - the sign that stands for a mark beside the text, drawn on 16 × 16. */
import type { Mark } from './state'

export const MARK_PATHS: Record<Mark, string> = {
  confirmed: 'M2.5 8.5 6.3 12.3 13.5 4',
  mapped: 'M2 8h9M7.5 4.5 11 8l-3.5 3.5M14 3v10',
  nothing: 'M3.5 8h9',
  proposed: 'M8 4.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8z',
  unsure: 'M5.2 5.6a2.9 2.9 0 1 1 4.3 2.6c-1 .6-1.5 1.1-1.5 2.1M8 12.4v1.4',
  context: '',
  editing: 'M10.5 2.5l3 3L5.5 13.5H2.5v-3z',
}
