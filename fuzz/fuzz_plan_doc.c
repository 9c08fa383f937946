/* fuzz_plan_doc.c - any bytes as a plan file; what is read is planned, and
 * what is planned passes the verifier. */
#include "plan/doc.h"
#include "plan/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void judge(const struct gt_plan_doc *doc, struct gt_plan *plan, struct gt_arena *arena)
{
    uint32_t count = gt_plan_task_count(plan);
    struct gt_when *dates = GT_NEW_N(arena, struct gt_when, (size_t)count + 1);
    struct gt_verify_options options = {.from = doc->options.from, .until = doc->options.until,
                                        .deadlines = gt_plan_feasible(plan)};
    const struct gt_net *net = NULL;
    struct gt_breach breach;

    if (dates == NULL || gt_plan_net(plan, &net, NULL) != GT_OK)
        return;
    for (uint32_t i = 0; i < count; i++) {
        struct gt_plan_dates d = gt_plan_dates(plan, i);

        dates[i] = (struct gt_when){d.start, d.finish};
    }
    if (gt_verify(net, dates, &options, &breach, NULL) == GT_OK)
        assert(breach.kind == GT_BREACH_NONE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gt_arena *arena = NULL;
    struct gt_holidays holidays;
    struct gt_problems problems;
    struct gt_conflict conflict = {0};
    struct gt_plan *plan = NULL;
    struct gt_plan_doc doc;
    struct gt_err err = {0};

    if (gt_arena_create((size_t)512 << 20, &arena) != GT_OK)
        return 0;
    gt_holidays_init(&holidays, arena);
    gt_problems_init(&problems, arena);
    if (gt_doc_parse(arena, (gt_str){(const char *)data, size}, &holidays, &problems, &doc, &err) != GT_OK)
        assert(err.text[GT_LANG_EN][0] != '\0' && err.text[GT_LANG_ZH][0] != '\0');
    else if (gt_doc_plan(&doc, arena, &conflict, &plan, &err) == GT_OK)
        judge(&doc, plan, arena);
    gt_plan_destroy(plan);
    gt_arena_destroy(arena);
    return 0;
}
