/* plan_cli.h - what the sub-verbs of `guatu plan` share: a loaded file and
 * its plan. */
#ifndef GT_CLI_PLAN_CLI_H
#define GT_CLI_PLAN_CLI_H

#include "cli/cli.h"
#include "plan/doc.h"

enum { GT_PLAN_OUT_MAX = 1024 * 1024 * 1024 };
/* Of one file with its plan: a million tasks and three million links fit; more is
 * refused, not swapped. */
#define GT_PLAN_MEMORY_MAX ((size_t)3 << 30)

struct gt_cli_plan {
    struct gt_arena    *arena;
    struct gt_holidays  holidays;
    struct gt_problems  problems;
    struct gt_plan_doc  doc;
    struct gt_plan     *plan;
    bool                cycle;    /* no plan: the links form a cycle */
    struct gt_conflict  conflict; /* then, and where the plan cannot be met */
};

/*
 * Reads the file, whatever its format, and plans it.  Prints what is wrong
 * and returns the exit code; GT_EXIT_OK also for plans that cannot be met
 * and for cycles (plan is NULL then).  holidays: a further notice, or NULL.
 */
int gt_cli_plan_open(const struct gt_cli *cli, const char *path, const char *holidays,
                     struct gt_cli_plan *out);
void gt_cli_plan_close(struct gt_cli_plan *p);

/* The document alone. */
int gt_cli_plan_load(const struct gt_cli *cli, const char *path, const char *holidays,
                     struct gt_cli_plan *out);

/* Index of the task with that id or name; prints and returns GT_NO_INDEX otherwise. */
uint32_t gt_cli_plan_task(const struct gt_cli *cli, const struct gt_cli_plan *p, const char *id);

/* The conflict in words: chain, then one remedy a line. */
void gt_cli_plan_conflict(const struct gt_cli *cli, const struct gt_cli_plan *p,
                          struct gt_buf *out);

/* A network for words where there is no plan. */
struct gt_net gt_cli_plan_words(const struct gt_cli_plan *p);

/* The document in the format that the path's ending names (.json, .xml, .ics), with
 * the plan's dates or, where given, with these: in a plan file they are the baseline. */
struct gt_when;
gt_rc gt_cli_plan_write(const struct gt_cli *cli, struct gt_cli_plan *p, const struct gt_when *dates,
                        const char *path, struct gt_err *err) GT_MUST_USE;

/* ---- sub-verbs; argv[0] is the sub-verb ----------------------------------------- */

int gt_cli_plan_why(struct gt_cli *cli, int argc, char **argv);
int gt_cli_plan_check(struct gt_cli *cli, int argc, char **argv);
int gt_cli_plan_convert(struct gt_cli *cli, int argc, char **argv);
int gt_cli_plan_compare(struct gt_cli *cli, int argc, char **argv);
int gt_cli_plan_overlap(struct gt_cli *cli, int argc, char **argv);
int gt_cli_plan_forecast(struct gt_cli *cli, int argc, char **argv);
int gt_cli_plan_solve(struct gt_cli *cli, int argc, char **argv); /* plan_solve.c */

#endif
