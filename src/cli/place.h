/* place.h - the space that a verb works on, opened for the command line. */
#ifndef GT_CLI_PLACE_H
#define GT_CLI_PLACE_H

#include "cli/cli.h"
#include "work/space.h"

struct gt_place {
    struct gt_space *space;
    struct gt_arena *arena;
    struct gt_ctx    ctx;   /* speaks for nobody: the command line may do all */
};

/* The space of --space or GUATU_SPACE; GT_EINVAL where neither is given. */
gt_rc gt_place_open(const struct gt_cli *cli, struct gt_place *place, struct gt_err *err) GT_MUST_USE;
void  gt_place_close(struct gt_place *place);

/* What a verb says when no space was named. */
gt_rc gt_place_named(const struct gt_cli *cli, struct gt_err *err) GT_MUST_USE;

#endif
