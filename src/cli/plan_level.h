/* plan_level.h - guatu plan solve on plan and project files. */
#ifndef GT_CLI_PLAN_LEVEL_H
#define GT_CLI_PLAN_LEVEL_H

#include "cli/cli.h"
#include "plan/solve.h"

struct gt_cli_level {
    struct gt_solve_opts opts;
    double seconds;          /* 0: no limit */
    const char *deadline;    /* a date: schedule backward from it; or NULL */
    const char *holidays;
    const char *out;         /* a file that gets the schedule, or NULL */
    bool keep;               /* the file's own dates where they can stay */
};

/* Prints the schedule or what is wrong; the exit code. */
int gt_cli_plan_level(struct gt_cli *cli, const char *path, const struct gt_cli_level *request);

#endif
