/* test_memory.c - every use case with the n-th allocation refused: one clean
 * error each time, and nothing is changed by a write that failed. */
#include "office.h"
#include "work/finding.h"

enum { SWEEP_MAX = 4000 };

static struct office *office;
static int64_t first, second;

static gt_rc preview(void)
{
    const struct gt_plan_move move = {.task_id = second, .start_given = true,
                                      .start = day("2026-08-03"), .duration_days = -1};
    const struct gt_plan_relink relink = {.link = {.from_id = second, .to_id = first, .type = GT_LINK_TYPE_SS,
                                                   .lag_max = GT_LINK_LAG_NONE, .lag_min = -50}};
    const struct gt_plan_change change = {.moves = &move, .move_count = 1, .links = &relink, .link_count = 1};
    struct gt_plan_effect effect;

    return gt_work_plan_preview(&office->ctx, &change, &effect, &office->err);
}

static gt_rc apply(void)
{
    const struct gt_plan_move move = {.task_id = second, .finish_given = true,
                                      .finish = day("2026-08-14"), .duration_days = -1};
    const struct gt_plan_change change = {.moves = &move, .move_count = 1};
    struct gt_plan_effect effect;

    return gt_work_plan_apply(&office->ctx, &change, &effect, &office->err);
}

static gt_rc conflicts(void)
{
    gt_plan_conflicts list;

    return gt_work_plan_conflicts(&office->ctx, &list, &office->err);
}

static gt_rc why(void)
{
    const struct gt_picture *picture;
    struct gt_task_why chains;
    gt_rc rc;

    if ((rc = gt_picture_hold(&office->ctx, &picture, &office->err)) != GT_OK)
        return rc;
    rc = gt_work_why(&office->ctx, picture, gt_picture_task(picture, first), &chains, &office->err);
    gt_picture_done(&office->ctx);
    return rc;
}

static gt_rc card(void)
{
    struct gt_task_card out;

    return gt_work_task_card(&office->ctx, first, &out, &office->err);
}

static gt_rc search(void)
{
    gt_hits hits;

    return gt_work_search(&office->ctx, GT_STR("first"), &hits, &office->err);
}

static gt_rc journal(void)
{
    const struct gt_journal_filter filter = {.limit = 5};
    gt_journal_rows rows;
    gt_str sentence;
    gt_rc rc;

    if ((rc = gt_work_journal(&office->ctx, &filter, &rows, &office->err)) == GT_OK &&
        (rc = gt_journal_sentence(office->arena, &rows.at[0], GT_LANG_ZH, &sentence)) != GT_OK)
        rc = gt_fail(&office->err, rc, "x", "x");
    return rc;
}

static gt_rc verify(void)
{
    struct gt_journal_check check;

    return gt_work_journal_verify(&office->ctx, &check, &office->err);
}

static gt_rc freeze(void)
{
    struct gt_baseline baseline;

    return gt_work_baseline_freeze(&office->ctx, GT_STR("frozen"), &baseline, &office->err);
}

static gt_rc diff(void)
{
    struct gt_baseline_diff out;

    return gt_work_baseline_diff(&office->ctx, 1, 0, &out, &office->err);
}

static gt_rc use_template(void)
{
    return gt_work_template_use(&office->ctx, second, GT_STR("project-call"), &office->err);
}

static gt_rc add_report(void)
{
    struct gt_report report = {.task_id = first, .as_of = GT_DAY_NONE, .percent = 10};

    return gt_work_report_add(&office->ctx, &report, NULL, &office->err);
}

static gt_rc add_node(void)
{
    struct gt_node node = {.kind = GT_STR("flag"), .name = {GT_STR("节点"), GT_STR("Node")},
                           .from = day("2026-09-01"), .to = day("2026-09-01")};

    return gt_work_node_put(&office->ctx, &node, &office->err);
}

static gt_rc remove_task(void)
{
    return gt_work_task_remove(&office->ctx, second, 0, &office->err);
}

static const struct sweep_case {
    const char *name;
    gt_rc (*run)(void);
} cases[] = {
    {"preview", preview}, {"conflicts", conflicts}, {"why", why}, {"card", card}, {"search", search},
    {"journal", journal}, {"verify", verify}, {"freeze", freeze}, {"diff", diff},
    {"apply", apply}, {"report", add_report}, {"node", add_node}, {"template", use_template},
    {"remove", remove_task},
};

static int64_t version_now(void)
{
    struct gt_space_meta meta;

    WORKS(office, gt_work_space(&office->ctx, &meta, &office->err));
    return meta.version;
}

static void refused_memory_is_an_ordinary_error(void **state)
{
    office = office_open(*(enum backend *)*state, false);
    first = add_task(office, 0, "first", "2026-09-30", 5);
    second = add_task(office, 0, "second", "2026-09-30", 5);
    (void)add_link(office, first, second, GT_LINK_TYPE_FS, 0);
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        int64_t n = 0;

        for (;; n++) {
            const struct gt_arena_mark mark = gt_arena_mark(office->arena);
            const int64_t before = version_now();
            bool reached;
            gt_rc rc;

            (void)gt_alloc_fail_at(n);
            rc = cases[at].run();
            reached = gt_alloc_fail_at(-1) < 0;
            if (rc != GT_OK && rc != GT_ENOMEM)
                fail_msg("%s, allocation %lld: %s: %s", cases[at].name, (long long)n, gt_rc_name(rc),
                         office->err.text[GT_LANG_EN]);
            if (rc == GT_ENOMEM) {
                assert_int_equal(version_now(), before);
                assert_int_equal(office->err.rc, GT_ENOMEM);
            }
            same_as_read_anew(office, cases[at].name);
            if (rc == GT_OK) /* done, whether all memory came or not */
                break;
            gt_arena_rewind(office->arena, mark);
            assert_true(reached && n < SWEEP_MAX);
        }
    }
    office_close(office);
}

int main(void)
{
    static enum backend backend = ON_SQLITE; /* the allocations are ours, not a database's */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(refused_memory_is_an_ordinary_error, &backend),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
