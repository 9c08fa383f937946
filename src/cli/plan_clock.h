/* plan_clock.h - the clock of a search and its progress line, for the sub-verbs
 * that search. */
#ifndef GT_CLI_PLAN_CLOCK_H
#define GT_CLI_PLAN_CLOCK_H

#include "cli/cli.h"
#include "plan/solve.h"

struct gt_cli_clock {
    int64_t from_ns, until_ns; /* until 0: for good */
    bool show, tty;
    const struct gt_cli *cli;
};

/* Starts now; seconds 0: no limit.  Progress is shown unless --json. */
struct gt_cli_clock gt_cli_clock_start(const struct gt_cli *cli, double seconds);
struct gt_solve_watch gt_cli_clock_watch(struct gt_cli_clock *clock);
/* Ends the progress line; seconds since the start. */
double gt_cli_clock_end(const struct gt_cli_clock *clock);

#endif
