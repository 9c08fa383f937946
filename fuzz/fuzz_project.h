/* fuzz_project.h - any bytes through one reader of project files; each target
 * names its format. */
#include "read/project.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gt_arena *arena = NULL;
    struct gt_problems problems;
    struct gt_project project;
    struct gt_err err = {0};
    gt_rc rc;

    if (gt_arena_create((size_t)256 << 20, &arena) != GT_OK)
        return 0;
    gt_problems_init(&problems, arena);
    rc = gt_project_read(arena, FUZZ_FORMAT, (gt_str){(const char *)data, size}, &problems, &project, &err);
    if (rc != GT_OK) {
        assert(err.text[GT_LANG_EN][0] != '\0' && err.text[GT_LANG_ZH][0] != '\0');
    } else {
        for (size_t i = 0; i < project.links.count; i++)
            assert(project.links.at[i].from < project.tasks.count &&
                   project.links.at[i].to < project.tasks.count &&
                   project.links.at[i].from != project.links.at[i].to);
        for (size_t i = 0; i < project.tasks.count; i++)
            assert(project.tasks.at[i].duration_min >= 0);
        for (size_t i = 0; i < project.uses.count; i++)
            assert(project.uses.at[i].task < project.tasks.count && project.uses.at[i].res < project.res.count &&
                   project.uses.at[i].units > 0);
        for (size_t i = 0; i < project.res.count; i++)
            assert(project.res.at[i].units > 0 && (project.res.at[i].calendar == GT_PROJECT_NO_INDEX ||
                                                   project.res.at[i].calendar < project.cals.count));
    }
    gt_arena_destroy(arena);
    return 0;
}
