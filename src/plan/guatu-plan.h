/*
 * guatu-plan.h - libguatu-plan: plans, counted back and forward.
 *
 * The one header of the library; libguatu-plan(3) tells the same with an
 * example.  Everything is pure: no clock, no files, no threads but those that
 * a forecast or a search is told to use.  Memory comes from arenas that the
 * caller makes and destroys, or is released with the function named beside
 * the one that gave it.
 *
 *   cal.h, week.h, holiday.h   work calendars, statutory holidays
 *   net.h, pass.h              a frozen network; earliest, latest, planned dates
 *   why.h                      reasons and conflicts, in two languages
 *   plan.h                     a plan that is edited, previewed and asked
 *   overlap.h, forecast.h      what to overlap (压茬); how sure the dates are
 *   diff.h, verify.h           two plans side by side; an independent judge
 *   doc.h, procedure.h         plan files; templates of procedures
 *   solve.h, psplib.h          schedules under limited resources
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

#include "plan/diff.h"
#include "plan/doc.h"
#include "plan/forecast.h"
#include "plan/overlap.h"
#include "plan/plan.h"
#include "plan/procedure.h"
#include "plan/psplib.h"
#include "plan/solve.h"
#include "plan/verify.h"

#ifdef __cplusplus
}
#endif

#endif
