/*
 * guatu-plan.h - libguatu-plan: plans, counted back and forward.
 *
 * The one header of the library; libguatu-plan(3) is the same in short, with
 * an example.  Needs C11 or C++11 and pthreads.
 *
 *   errors, strings, arenas, text, days       what everything below is told in
 *   cal, week, holiday                        work calendars, statutory holidays
 *   net, why, pass                            a frozen network, its dates, their reasons
 *   plan                                      a plan that is edited, previewed and asked
 *   overlap, forecast                         what to overlap (压茬); how sure the dates are
 *   diff, verify                              two plans side by side; an independent judge
 *   doc, procedure                            plan files; templates of procedures
 *   rcpsp, solve, psplib                      schedules under limited resources
 *   level                                     the same for plans with calendars
 *
 * Purity.   No clock, no files, no locale, no global state; threads only where
 *   a forecast or a search is told to use some.  Same input, seed and options:
 *   the same answer, bit for bit.  Calls on different objects may run at once;
 *   calls on one object may not.
 *
 * Ownership.  What a call makes lives in the arena passed to it and dies with
 *   gt_arena_destroy(); there is no other free, but gt_plan_destroy() for a
 *   struct gt_plan and gt_buf_clear() for a struct gt_buf.  Input arrays and
 *   strings are borrowed: they must outlive what was built on them, unless
 *   their function says that it copies.  Pointers returned are never the
 *   caller's to free.
 *
 * Units.  A time is a gt_tick, an int64: in plans by day the day's number since
 *   1970-01-01, in plans by minute the minute since then in local time.  It is an
 *   instant, the boundary before a tick: who works on the days a to b runs from a
 *   to b + 1.  GT_TICK_NONE: no such fact.  Durations and lags are int32 in
 *   ticks of work of their calendar.  Indexes count from 0; GT_NO_INDEX is none.
 *
 * Ranges.  At most GT_ACTS_MAX tasks, GT_LINKS_MAX links, GT_CALS_MAX
 *   calendars; amounts within ±GT_AMOUNT_MAX; instants between GT_TICK_FIRST and
 *   GT_TICK_LAST.  A calendar knows no work outside the days it was made for; a
 *   date that would fall there is GT_ELIMIT, never a wrong date.
 *
 * Errors.  A gt_rc; GT_OK is 0.  Where it is not, *err (which may be NULL) says
 *   in Chinese and English what and where, and outputs are as they were.
 *   GT_EINVAL a number out of range, GT_ECYCLE links that no dates can keep,
 *   GT_ELIMIT too large or out of a calendar, GT_ENOMEM memory or the arena's
 *   budget is spent, GT_EPARSE a text that cannot be read.  A plan that cannot
 *   be met is no error: it is an answer, with its reason.
 *
 * Papers.  Passes: Kelley and Walker 1959, with generalised lags after
 *   Elmaghraby and Kamburowski 1992; components: Tarjan 1972.  Overlaps: minimum
 *   cuts after Kelley 1961 and Fulkerson 1961.  Schedules: serial generation and
 *   double justification (Valls, Ballestín and Quintanilla 2005); populations
 *   (Debels and Vanhoucke 2005); greatest lags (Franck, Neumann and Schwindt
 *   2001); lazy clause generation (Schutt, Feydy, Stuckey and Wallace 2011);
 *   partial-order schedules (Policella, Cesta, Oddi and Smith 2007).
 */
#ifndef GT_PLAN_GUATU_PLAN_H
#define GT_PLAN_GUATU_PLAN_H

/* The project does without some functions of libc; its users need not. */
#ifndef GT_NO_POISON
#define GT_NO_POISON
#endif

#ifdef __cplusplus
extern "C" {
#endif

#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/problem.h"
#include "plan/cal.h"
#include "plan/week.h"
#include "plan/holiday.h"
#include "plan/net.h"
#include "plan/why.h"
#include "plan/pass.h"
#include "plan/plan.h"
#include "plan/overlap.h"
#include "plan/forecast.h"
#include "plan/diff.h"
#include "plan/verify.h"
#include "plan/doc.h"
#include "plan/procedure.h"
#include "plan/rcpsp.h"
#include "plan/solve.h"
#include "plan/level.h"
#include "plan/psplib.h"

#ifdef __cplusplus
}
#endif

#endif
