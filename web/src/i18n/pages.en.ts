/* pages.en.ts - the same in English; a sentence that is missing here does not compile. */
import { en as account } from '@/pages/account/words'
import { en as calendars } from '@/pages/calendars/words'
import { en as cockpit } from '@/pages/cockpit/words'
import { en as compare } from '@/pages/compare/words'
import { en as directives } from '@/pages/directives/words'
import { en as duty } from '@/pages/duty/words'
import { en as imports } from '@/pages/imports/words'
import { en as indicators } from '@/pages/indicators/words'
import { en as journal } from '@/pages/journal/words'
import { en as lights } from '@/pages/lights/words'
import { en as nodes } from '@/pages/nodes/words'
import { en as notices } from '@/pages/notices/words'
import { en as slips } from '@/pages/slips/words'
import { en as parts } from '@/pages/parts/words'
import { en as people } from '@/pages/people/words'
import { en as plan } from '@/pages/plan/words'
import { en as reading } from '@/pages/reading/words'
import { en as report } from '@/pages/report/words'
import { en as security } from '@/pages/security/words'
import { en as tasks } from '@/pages/tasks/words'
import { en as today } from '@/pages/today/words'
import { en as units } from '@/pages/units/words'
import type { pagesZh } from './pages.zh'

export const pagesEn: typeof pagesZh = {
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
