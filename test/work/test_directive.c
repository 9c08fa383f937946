/* test_directive.c - documents and clauses with memory refused and the
 * database failing at every step: all of an action happens, or nothing.
 * What the actions do is tested over the wire (test/api). */
#include "office.h"
#include "work/compare.h"

enum { SWEEP_MAX = 6000 };

static const char document[] =
    "关于印发重点任务分解的通知\n"
    "一、培育科技企业\n"
    "(一)开展高新技术企业培育。新增高新技术企业400家以上。2026年9月底前完成。(高新技术处牵头,规划与资源配置处配合)\n"
    "(二)组织揭榜需求征集。发布需求清单,组织专家评审。2026年6月底前完成。(规划与资源配置处牵头)\n"
    "二、促进社会发展\n"
    "(一)建设示范工程。2026年11月底前完成。(社会发展处牵头)\n";
static const char second_version[] =
    "关于印发重点任务分解的通知\n"
    "一、培育科技企业\n"
    "(一)开展高新技术企业培育。新增高新技术企业500家以上。2026年10月底前完成。(高新技术处牵头,规划与资源配置处配合)\n"
    "二、促进社会发展\n"
    "(一)建设示范工程。2026年11月底前完成。(社会发展处牵头)\n";

static struct office *office;
static int64_t read_id, clauses[8], later_id;
static size_t clause_count;

static int64_t add(const char *text, int64_t version_of)
{
    const struct gt_directive_new what = {.name = GT_STR("a.txt"), .bytes = gt_str_from(text),
                                          .version_of = version_of};
    int64_t id = 0;

    WORKS(office, gt_work_directive_add(&office->ctx, &what, &id, &office->err));
    return id;
}

static void look(int64_t id)
{
    struct gt_directive_view view;

    WORKS(office, gt_work_directive(&office->ctx, id, &view, &office->err));
    assert_true(view.clauses.count >= 2 && view.clauses.count <= GT_LEN(clauses));
    clause_count = view.clauses.count;
    for (size_t i = 0; i < clause_count; i++)
        clauses[i] = view.clauses.at[i].row.id;
}

/* ---- the actions; each works once on a fresh office ------------------------- */

static gt_rc read_in(void)
{
    const struct gt_directive_new what = {.name = GT_STR("b.txt"), .bytes = gt_str_from(document)};
    int64_t id;

    return gt_work_directive_add(&office->ctx, &what, &id, &office->err);
}

static gt_rc list(void)
{
    gt_directive_rows rows;

    return gt_work_directives(&office->ctx, &rows, &office->err);
}

static gt_rc correct(void)
{
    const gt_str title = GT_STR("新名称");
    const gt_day due = day("2026-08-31");
    const struct gt_clause_edit edit = {.title = &title, .due = &due};
    struct gt_clause_answer answer;

    return gt_work_clause_edit(&office->ctx, clauses[0], 1, &edit, &answer, &office->err);
}

static gt_rc accept_one(void)
{
    const struct gt_clause_accept how = {.duration_days = 10};
    struct gt_clause_answer answer;

    return gt_work_clause_accept(&office->ctx, clauses[0], &how, NULL, &answer, &office->err);
}

static gt_rc nothing(void)
{
    struct gt_clause_answer answer;

    return gt_work_clause_nothing(&office->ctx, clauses[1], GT_STR("已办结"), &answer, &office->err);
}

static gt_rc reopen(void)
{
    struct gt_clause_answer answer;

    return gt_work_clause_reopen(&office->ctx, clauses[0], &answer, &office->err);
}

static gt_rc merge(void)
{
    struct gt_clause_answer answer;

    return gt_work_clauses_merge(&office->ctx, clauses, 2, &answer, &office->err);
}

static gt_rc accept_all(void)
{
    const struct gt_mass_accept how = {.confidence = 0, .apply = true};
    struct gt_mass_answer answer;

    return gt_work_directive_accept(&office->ctx, read_id, &how, &answer, &office->err);
}

static gt_rc follow(void)
{
    struct gt_comparison comparison;

    return gt_work_follow(&office->ctx, later_id, NULL, 0, &comparison, &office->err);
}

static struct gt_comparison compared;

static int64_t gone_clause(void)
{
    for (size_t i = 0; i < compared.rows.count; i++)
        if (compared.rows.at[i].state == GT_COMPARE_GONE)
            return compared.rows.at[i].old_clause->row.id;
    fail_msg("no clause is gone");
    return 0;
}

static gt_rc drop_gone(void)
{
    struct gt_comparison comparison;

    return gt_work_follow_gone(&office->ctx, later_id, gone_clause(), false, GT_STR(""), &comparison,
                               &office->err);
}

/* ---- what each one needs, and what it may leave ------------------------------- */

static void prepare_read(void)
{
    read_id = add(document, 0);
    look(read_id);
}

static void prepare_accepted(void)
{
    prepare_read();
    WORKS(office, accept_one());
}

static void prepare_versions(void)
{
    prepare_read();
    WORKS(office, accept_all());
    later_id = add(second_version, read_id);
}

static void prepare_gone(void)
{
    prepare_versions();
    WORKS(office, gt_work_compare(&office->ctx, later_id, &compared, &office->err));
}

static const struct action {
    const char *name;
    void (*prepare)(void);
    gt_rc (*run)(void);
} actions[] = {
    {"read in", prepare_read, read_in},      {"list", prepare_read, list},
    {"correct", prepare_read, correct},      {"accept", prepare_read, accept_one},
    {"nothing", prepare_read, nothing},      {"reopen", prepare_accepted, reopen},
    {"merge", prepare_read, merge},          {"accept all", prepare_read, accept_all},
    {"follow", prepare_versions, follow},    {"drop what is gone", prepare_gone, drop_gone},
};

static int64_t version_now(void)
{
    struct gt_space_meta meta;

    WORKS(office, gt_work_space(&office->ctx, &meta, &office->err));
    return meta.version;
}

/* A failure before the commit leaves the version; one behind it (the answer
 * could not be read back) has moved it by one, and the action is done. */
static void sweep(enum backend backend, bool database)
{
    for (size_t at = 0; at < GT_LEN(actions); at++) {
        const struct action *action = &actions[at];
        int64_t before;
        gt_rc rc = GT_EDB;
        int n;

        office = office_open(backend, database);
        action->prepare();
        before = version_now();
        for (n = 0; rc != GT_OK; n++) {
            bool refused;

            assert_true(n < SWEEP_MAX);
            gt_err_clear(&office->err);
            (void)(database ? gt_db_fault_at(n) : gt_alloc_fail_at(n));
            rc = action->run();
            refused = (database ? gt_db_fault_at(-1) : gt_alloc_fail_at(-1)) < 0;
            if (rc != GT_OK && (!refused || office->err.rc != rc))
                fail_msg("%s, step %d: %s %s", action->name, n, gt_rc_name(rc),
                         office->err.text[GT_LANG_EN]);
            if (version_now() != before)
                break;
        }
        if (rc != GT_OK)
            assert_int_equal(version_now(), before + 1);
        same_as_read_anew(office, action->name);
        office_close(office);
    }
}

static void refused_memory_leaves_all_or_nothing(void **state)
{
    sweep(*(enum backend *)*state, false);
}

static void a_failing_database_leaves_all_or_nothing(void **state)
{
    sweep(*(enum backend *)*state, true);
}

static void what_moves_is_the_document_not_the_task_of_a_person(void **state)
{
    struct gt_comparison comparison;

    office = office_open(*(enum backend *)*state, false);
    prepare_versions();
    WORKS(office, gt_work_compare(&office->ctx, later_id, &comparison, &office->err));
    assert_int_equal(comparison.rows.at[0].state, GT_COMPARE_CHANGED);
    assert_false(comparison.followed);
    WORKS(office, follow());
    WORKS(office, gt_work_compare(&office->ctx, later_id, &comparison, &office->err));
    assert_true(comparison.rows.at[0].followed);
    assert_false(comparison.followed); /* somebody is to decide about the dropped clause's task */
    assert_int_equal(comparison.rows.at[0].old_clause->tasks[0],
                     comparison.rows.at[0].new_clause->tasks[0]);
    assert_int_equal(seen(office, comparison.rows.at[0].new_clause->tasks[0]).facts.deadline,
                     day("2026-10-31"));
    assert_int_equal(gt_work_compare(&office->ctx, read_id, &comparison, &office->err), GT_ENOTFOUND);
    office_close(office);
}

static void a_dropped_clause_takes_its_task_along_or_says_why_not(void **state)
{
    struct gt_comparison comparison;
    int64_t clause, task;

    office = office_open(*(enum backend *)*state, false);
    prepare_gone();
    clause = gone_clause();
    WORKS(office, follow());
    WORKS(office, gt_work_compare(&office->ctx, later_id, &comparison, &office->err));
    assert_false(comparison.followed);
    task = 0;
    for (size_t i = 0; i < comparison.rows.count; i++)
        if (comparison.rows.at[i].old_clause != NULL && comparison.rows.at[i].old_clause->row.id == clause)
            task = comparison.rows.at[i].old_clause->tasks[0];
    assert_int_equal(gt_work_follow_gone(&office->ctx, later_id, clause, true, GT_STR(" "), &comparison,
                                         &office->err), GT_EINVAL);
    assert_int_equal(gt_work_follow_gone(&office->ctx, later_id, clauses[0], false, GT_STR(""),
                                         &comparison, &office->err), GT_ENOTFOUND);
    WORKS(office, gt_work_follow_gone(&office->ctx, later_id, clause, false, GT_STR(""), &comparison,
                                      &office->err));
    assert_true(comparison.followed);
    assert_int_equal(gt_work_task_get(&office->ctx, task, &(struct gt_task){0}, &office->err),
                     GT_ENOTFOUND);
    assert_int_equal(gt_work_follow_gone(&office->ctx, later_id, clause, false, GT_STR(""), &comparison,
                                         &office->err), GT_ECONFLICT);
    office_close(office);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(what_moves_is_the_document_not_the_task_of_a_person, on),
            cmocka_unit_test_prestate(a_dropped_clause_takes_its_task_along_or_says_why_not, on),
            cmocka_unit_test_prestate(a_failing_database_leaves_all_or_nothing, on),
            cmocka_unit_test_prestate(refused_memory_leaves_all_or_nothing, on),
        };

        /* Memory is refused in code that both share: once is enough. */
        if (backend_ready(*on))
            failed += _cmocka_run_group_tests(backend_names[*on], tests,
                                              GT_LEN(tests) - (*on == ON_PG), NULL, NULL);
    }
    return failed;
}
