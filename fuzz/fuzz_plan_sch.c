/* fuzz_plan_sch.c - the .sch reader on any bytes; what it accepts is made ready. */
#include "plan/psplib.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    struct gt_rcpsp p;
    struct gt_frame f;

    if (gt_arena_create(64 * 1024 * 1024, &arena) != GT_OK)
        return 0;
    if (gt_psplib_parse(arena, GT_PSPLIB_SCH, (gt_str){(const char *)data, size}, &p, &err) != GT_OK)
        assert(err.rc != GT_OK && err.text[GT_LANG_EN][0] != '\0');
    else if (gt_frame_init(arena, &p, &f, &err) == GT_OK)
        assert(f.n == p.acts && f.cpm <= f.horizon);
    gt_arena_destroy(arena);
    return 0;
}
