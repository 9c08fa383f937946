/*
 * router.ts - plain addresses. Every page is loaded when it is first shown;
 * all but sign-in ask who is signed in before they appear.
 */
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { homeOf, loadSession } from './state/session'

const files = import.meta.glob('./pages/*.vue')

/* address, name, file under pages/ */
const PAGES: [string, string, string][] = [
  ['/', 'today', 'TodayPage'],
  ['/my', 'my', 'MyPage'],
  ['/wall', 'wall', 'WallPage'],
  ['/directives', 'directives', 'DirectivesPage'],
  ['/directives/:id(\\d+)', 'directive', 'DirectivePage'],
  ['/directives/:id(\\d+)/compare', 'compare', 'ComparePage'],
  ['/imports/:id(\\d+)?', 'imports', 'ImportsPage'],
  ['/tasks', 'tasks', 'TasksPage'],
  ['/tasks/:id(\\d+)', 'task', 'TaskPage'],
  ['/plan', 'plan', 'PlanPage'],
  ['/journal', 'journal', 'JournalPage'],
  ['/calendars', 'calendars', 'CalendarsPage'],
  ['/report', 'report', 'ReportPage'],
  ['/report/review', 'review', 'ReportReviewPage'],
  ['/burden', 'burden', 'BurdenPage'],
  ['/units', 'units', 'UnitsPage'],
  ['/nodes', 'nodes', 'NodesPage'],
  ['/cockpit', 'cockpit', 'CockpitPage'],
  ['/units/:id(\\d+)', 'unit', 'UnitPage'],
  ['/indicators', 'indicators', 'IndicatorsPage'],
  ['/indicators/readings', 'readings', 'IndicatorReadingsPage'],
  ['/indicators/scores', 'scores', 'IndicatorScoresPage'],
  ['/indicators/ranks', 'ranks', 'IndicatorRanksPage'],
  ['/indicators/promises', 'promises', 'IndicatorPromisesPage'],
  ['/indicators/:id(\\d+)', 'indicator', 'IndicatorPage'],
  ['/lights', 'lights', 'LightsPage'],
  ['/slips', 'slips', 'SlipsPage'],
  ['/notices', 'notices', 'NoticesPage'],
  ['/people', 'people', 'PeoplePage'],
  ['/people/:id(\\d+)', 'person', 'PersonPage'],
  ['/account', 'account', 'AccountPage'],
  ['/security', 'security', 'SecurityPage'],
  ['/signin', 'signin', 'SignInPage'],
]

const routes: RouteRecordRaw[] = []
for (const [path, name, file] of PAGES) {
  const component = files[`./pages/${file}.vue`]
  if (component) routes.push({ path, name, component })
}
routes.push({ path: '/:rest(.*)*', redirect: '/' })

export const router = createRouter({ history: createWebHistory(), routes })

router.beforeEach(async (to) => {
  if (to.name === 'signin') return true
  try {
    const me = await loadSession()
    if (me && me.stage === 'code') return { name: 'signin' }
    if (me && me.stage !== 'in' && to.name !== 'account') return { name: 'account' }
    if (me && to.path === '/' && !me.may.includes('plan_read')) return homeOf(me)
    if (me) return true
  } catch {
    return true /* the page itself says that the server cannot be reached */
  }
  return { name: 'signin', query: to.fullPath === '/wall' ? {} : { to: to.fullPath } }
})
