/* plan_hours.h - the hours in which somebody of several works. */
#ifndef GT_CLI_PLAN_HOURS_H
#define GT_CLI_PLAN_HOURS_H

#include "plan/week.h"

/* Works whenever a or b does.  GT_ELIMIT where a day has too many spells. */
gt_rc gt_cli_hours_either(struct gt_arena *arena, const struct gt_week *a, const struct gt_week *b,
                          struct gt_week *out, struct gt_err *err) GT_MUST_USE;

#endif
