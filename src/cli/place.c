/* place.c - opening the space that a verb works on. */
#include "cli/place.h"

gt_rc gt_place_named(const struct gt_cli *cli, struct gt_err *err)
{
    if (cli->space != NULL && cli->space[0] != '\0')
        return GT_OK;
    return gt_fail(err, GT_EINVAL, "which space? name it with --space or GUATU_SPACE",
                   "未指定空间：请用 --space 或环境变量 GUATU_SPACE 指定");
}

gt_rc gt_place_open(const struct gt_cli *cli, struct gt_place *place, struct gt_err *err)
{
    gt_rc rc;

    *place = (struct gt_place){0};
    if ((rc = gt_place_named(cli, err)) != GT_OK)
        return rc;
    if ((rc = gt_arena_create(GT_REQUEST_BYTES_MAX, &place->arena)) != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    if ((rc = gt_space_open(cli->space, &place->space, err)) != GT_OK) {
        gt_place_close(place);
        return rc;
    }
    place->ctx = (struct gt_ctx){
        .space = place->space, .arena = place->arena, .lang = cli->lang,
        .today = cli->today, .now_ms = gt_clock_ms(),
    };
    return GT_OK;
}

void gt_place_close(struct gt_place *place)
{
    gt_space_close(place->space);
    gt_arena_destroy(place->arena);
    *place = (struct gt_place){0};
}
