/*
 * places.ts - where one can go: what people open every day stands in the
 * masthead, the rest one click further, by what it is about. Each place names
 * the use case without which it would be empty.
 */
import type { m } from '@/i18n'

export type NavWord = keyof (typeof m.value)['nav']
export interface Place {
  path: string
  word: NavWord
  use: string
}
const place = (path: string, word: NavWord, use: string): Place => ({ path, word, use })

export const DAILY: readonly Place[] = [
  place('/', 'today', 'plan_read'),
  place('/my', 'my', 'plan_read'),
  place('/cockpit', 'cockpit', 'cockpit_read'),
  place('/wall', 'wall', 'task_read'),
  place('/tasks', 'tasks', 'task_read'),
  place('/report', 'report', 'plan_read'),
  place('/indicators', 'indicators', 'figure_read'),
  place('/directives', 'directives', 'doc_read'),
  place('/slips', 'slips', 'plan_read'),
]
export const FURTHER: readonly { word: NavWord; places: readonly Place[] }[] = [
  {
    word: 'planning',
    places: [
      place('/plan', 'plan', 'plan_read'),
      place('/imports', 'imports', 'import_put'),
      place('/nodes', 'nodes', 'space_read'),
      place('/calendars', 'calendars', 'space_read'),
    ],
  },
  {
    word: 'office',
    places: [
      place('/units', 'units', 'unit_read'),
      place('/people', 'people', 'people_read'),
      place('/burden', 'burden', 'burden_read'),
      place('/lights', 'lightRules', 'space_read'),
    ],
  },
  {
    word: 'watching',
    places: [place('/journal', 'journal', 'journal_read'), place('/security', 'security', 'account_read')],
  },
]
/** So many fit beside each other; who may see no more needs no second list. */
export const FIT = 9
