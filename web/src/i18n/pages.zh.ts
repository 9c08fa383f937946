/* pages.zh.ts - the sentences of every page except the shell and the wall; each page keeps its own beside itself. */
import { zh as account } from '@/pages/account/words'
import { zh as calendars } from '@/pages/calendars/words'
import { zh as cockpit } from '@/pages/cockpit/words'
import { zh as compare } from '@/pages/compare/words'
import { zh as directives } from '@/pages/directives/words'
import { zh as duty } from '@/pages/duty/words'
import { zh as imports } from '@/pages/imports/words'
import { zh as indicators } from '@/pages/indicators/words'
import { zh as journal } from '@/pages/journal/words'
import { zh as lights } from '@/pages/lights/words'
import { zh as nodes } from '@/pages/nodes/words'
import { zh as notices } from '@/pages/notices/words'
import { zh as slips } from '@/pages/slips/words'
import { zh as parts } from '@/pages/parts/words'
import { zh as people } from '@/pages/people/words'
import { zh as plan } from '@/pages/plan/words'
import { zh as reading } from '@/pages/reading/words'
import { zh as report } from '@/pages/report/words'
import { zh as security } from '@/pages/security/words'
import { zh as tasks } from '@/pages/tasks/words'
import { zh as today } from '@/pages/today/words'
import { zh as units } from '@/pages/units/words'

export const pagesZh = {
  account,
  calendars,
  cockpit,
  compare,
  directives,
  duty,
  imports,
  indicators,
  journal,
  lights,
  nodes,
  notices,
  slips,
  parts,
  people,
  plan,
  reading,
  report,
  security,
  tasks,
  today,
  units,
}
