/* wall_paper.h - the plan as the printed wall wants it: from the picture to
 * paper's plain view.  Used by the route and by the command line. */
#ifndef GT_API_WALL_PAPER_H
#define GT_API_WALL_PAPER_H

#include "paper/wall_pdf.h"
#include "work/picture.h"

enum gt_wall_group { GT_WALL_BY_UNIT, GT_WALL_BY_LEADER, GT_WALL_BY_DIRECTIVE, GT_WALL_BY_THEME };

/* "unit", "leader", "directive", "theme"; false on anything else. */
bool gt_wall_group_parse(gt_str text, enum gt_wall_group *out);

struct gt_wall_want {
    enum gt_wall_group group;
    int64_t unit_id, directive_id; /* 0: all */
    gt_str  theme;                 /* "": all */
    int     light;                 /* enum gt_light_meaning, or -1 for all */
    gt_day  from, to;              /* GT_DAY_NONE: the plan year */
    enum gt_wall_paper size;       /* a small sheet leaves out what is small */
    bool    colour;
};

/* Draws the wall as ctx's person may see it, on ctx->today. */
gt_rc gt_wall_paper(struct gt_ctx *ctx, const struct gt_wall_want *want, struct gt_buf *out,
                    struct gt_err *err) GT_MUST_USE;

#endif
