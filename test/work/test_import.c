/* test_import.c - a table comes in, comes again, and is wrong. */
#include "office.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "store/journal.h"
#include "work/finding.h"
#include "work/import.h"

#define HEAD "某厅2026年度重点工作任务分解表,,,,,,\n序号,重点任务,具体举措,牵头单位,配合单位,完成时限,进展情况\n"
#define ROW_1 "1,建设省实验室,制定方案,规划处,高新处、社发处,6月底前,\n"
#define ROW_1B "1,建设省实验室,完成挂牌,高新处,,2026年9月底前,\n"
#define ROW_2 "2,培育企业,新增4000家,高新处,规划处,年底前,\n"
#define ROW_3 "3,推进双碳,编制方案,社发处,各处室,长期坚持,\n"

static const char table[] = HEAD ROW_1 ROW_1B ROW_2 ROW_3;

/* The view of before is given back. */
static int64_t begin(struct office *office, const char *csv, struct gt_import_view *view)
{
    gt_import_view_clear(view);
    WORKS(office, gt_work_import_begin(&office->ctx, GT_STR("分解表.csv"), gt_str_from(csv), 0, view, &office->err));
    return view->id;
}

static void correct(struct office *office, int64_t id, const struct gt_import_edit *edit, struct gt_import_view *view)
{
    gt_import_view_clear(view);
    WORKS(office, gt_work_import_edit(&office->ctx, id, edit, view, &office->err));
}

static void apply(struct office *office, int64_t id, struct gt_import_done *done)
{
    struct gt_problems problems;

    gt_problems_init(&problems, office->arena);
    WORKS(office, gt_work_import_apply(&office->ctx, id, done, &problems, &office->err));
}

static void bring_in(struct office *office, const char *csv)
{
    struct gt_import_view view = {0};
    struct gt_import_done done;

    apply(office, begin(office, csv, &view), &done);
    gt_import_view_clear(&view);
}

static void assert_counts(const struct gt_import_view *view, uint64_t fresh, uint64_t changed, uint64_t gone,
                          uint64_t unchanged)
{
    if (view->fresh != fresh || view->changed != changed || view->gone != gone || view->unchanged != unchanged)
        print_error("%.*s\n", GT_FMT(view->sentence));
    for (size_t i = 0; view->changed != changed && i < view->lines.count; i++)
        for (uint32_t f = 0; f < view->lines.at[i].field_count; f++)
            print_error("%.*s %s: %.*s -> %.*s\n", GT_FMT(view->lines.at[i].title), view->lines.at[i].fields[f].field,
                        GT_FMT(view->lines.at[i].fields[f].old_text), GT_FMT(view->lines.at[i].fields[f].new_text));
    assert_int_equal(view->fresh, fresh);
    assert_int_equal(view->changed, changed);
    assert_int_equal(view->gone, gone);
    assert_int_equal(view->unchanged, unchanged);
}

static size_t count_tasks(struct office *office)
{
    const struct gt_picture *picture;
    size_t count;

    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    count = picture->order_count;
    gt_picture_done(&office->ctx);
    return count;
}

static int64_t task_called(struct office *office, const char *title)
{
    const struct gt_picture *picture;
    int64_t id = 0;

    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    for (size_t i = 0; i < picture->tasks.count; i++)
        if (!picture->tasks.at[i].gone && gt_str_eq(picture->tasks.at[i].facts.title, gt_str_from(title)))
            id = picture->tasks.at[i].facts.id;
    gt_picture_done(&office->ctx);
    return id;
}

static void a_table_becomes_tasks(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_import_view view = {0};
    struct gt_import_done done;
    struct gt_pic_task task;
    struct gt_file file;
    gt_str bytes;
    int64_t id = begin(office, table, &view);

    /* a preview writes nothing of the plan */
    assert_int_equal(count_tasks(office), 0);
    assert_true(view.ready);
    assert_counts(&view, 5, 0, 0, 0); /* one task over two measures */
    assert_true(gt_str_eq(view.sentence, GT_STR("5 new, 0 changed, 0 unchanged.")));
    assert_int_equal(view.head_first, 2);
    assert_int_equal(view.columns.count, 7);
    assert_true(gt_str_eq(view.columns.at[1].sample, GT_STR("建设省实验室")));
    assert_int_equal(view.units.count, 4);
    assert_int_equal(view.problems.errors, 0);
    assert_int_equal(view.problems.warnings, 1); /* 各处室 is not one unit */

    apply(office, id, &done);
    assert_int_equal(done.fresh, 5);
    task = seen(office, task_called(office, "制定方案"));
    assert_int_equal(task.facts.kind, GT_TASK_MEASURE);
    assert_int_equal(task.facts.parent_id, task_called(office, "建设省实验室"));
    assert_int_equal(task.facts.lead_unit_id, office->units[0]);
    assert_int_equal(task.support_count, 2);
    assert_int_equal(task.facts.deadline, day("2026-06-30"));
    task = seen(office, task_called(office, "培育企业"));
    assert_int_equal(task.facts.kind, GT_TASK_TASK);
    assert_true(gt_str_eq(task.facts.detail, GT_STR("新增4000家")));
    assert_int_equal(task.facts.deadline, day("2026-12-31"));
    assert_int_equal(seen(office, task_called(office, "推进双碳")).facts.standing, 1);
    same_as_read_anew(office, "an import");

    WORKS(office, gt_work_import_file(&office->ctx, id, &file, &bytes, &office->err));
    assert_true(gt_str_eq(bytes, gt_str_from(table)));
    assert_int_equal(gt_work_import_apply(&office->ctx, id, &done, NULL, &office->err), GT_ECONFLICT);
    assert_int_equal(gt_work_import_discard(&office->ctx, id, &office->err), GT_ECONFLICT);
    assert_int_equal(count_tasks(office), 5);
    gt_import_view_clear(&view);
    office_close(office);
}

static void the_same_table_changes_nothing(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_import_view view = {0};

    bring_in(office, table);
    (void)begin(office, table, &view);
    assert_counts(&view, 0, 0, 0, 5);
    /* under another file name, in another month's issue, with rows renumbered */
    (void)begin(office, "某厅2026年度重点工作任务分解表（7月）,,,,,,\n序号,重点任务,具体举措,牵头单位,配合单位,完成时限,进展情况\n"
                "0,新来的任务,,规划处,,年底前,\n"
                "2,建设省实验室,制定方案,规划处,高新处、社发处,6月底前,\n2,建设省实验室,完成挂牌,高新处,,2026年9月底前,\n"
                "3,培育企业,新增4000家,高新处,规划处,年底前,\n4,推进双碳,编制方案,社发处,各处室,长期坚持,\n", &view);
    assert_counts(&view, 1, 0, 0, 5);
    gt_import_view_clear(&view);
    office_close(office);
}

static void what_changed_is_told_field_by_field(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_import_view view = {0};
    struct gt_import_done done;
    const bool yes = true;
    int64_t id;

    bring_in(office, table);
    id = begin(office, HEAD ROW_1 ROW_1B "2,培育企业,新增4000家,社发处,规划处,2026年11月底前,\n4,新任务,,规划处,,6月,\n", &view);
    assert_counts(&view, 1, 1, 1, 3);
    const struct gt_import_line *line = &view.lines.at[3];

    assert_int_equal(line->state, GT_LINE_CHANGED);
    assert_int_equal(line->field_count, 3);
    assert_string_equal(line->fields[0].field, "unit");
    assert_true(gt_str_eq(line->fields[0].old_text, GT_STR("高新技术处")));
    assert_true(gt_str_eq(line->fields[0].new_text, GT_STR("社会发展处")));
    assert_string_equal(line->fields[1].field, "deadline");
    assert_true(gt_str_eq(line->fields[1].new_text, GT_STR("2026-11-30")));
    assert_string_equal(line->fields[2].field, "due_text");
    assert_int_equal(view.lines.at[5].state, GT_LINE_GONE);
    assert_true(gt_str_eq(view.lines.at[5].title, GT_STR("推进双碳")));

    apply(office, id, &done);
    assert_int_equal(done.gone, 0); /* it stays unless somebody says so */
    assert_int_equal(count_tasks(office), 6);
    assert_int_equal(seen(office, task_called(office, "培育企业")).facts.lead_unit_id, office->units[2]);

    id = begin(office, HEAD ROW_1 ROW_1B ROW_2, &view);
    assert_counts(&view, 0, 1, 2, 3);
    correct(office, id, &(struct gt_import_edit){.drop_gone = &yes}, &view);
    assert_non_null(strstr(view.sentence.at, "taken off the wall"));
    apply(office, id, &done);
    assert_int_equal(done.gone, 2);
    assert_int_equal(count_tasks(office), 4);
    same_as_read_anew(office, "tasks gone");
    gt_import_view_clear(&view);
    office_close(office);
}

static void unknown_units_wait_for_a_person(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    static const char csv[] = "2026年,,\n任务,牵头单位,配合单位\n甲,社会处,新设处\n乙,社会处,规划处\n";
    struct gt_import_view view = {0};
    struct gt_import_done done;
    struct gt_problems problems;
    int64_t id = begin(office, csv, &view);

    assert_false(view.ready);
    assert_int_equal(view.problems.errors, 2);
    assert_true(gt_str_eq(view.problems.list.at[0].cell, GT_STR("B3")));
    assert_true(gt_str_eq(view.problems.list.at[0].offer, GT_STR("社会发展处")));
    assert_int_equal(view.units.at[0].offers[0], office->units[2]);
    assert_int_equal(view.units.at[0].rows, 2);
    gt_problems_init(&problems, office->arena);
    assert_int_equal(gt_work_import_apply(&office->ctx, id, &done, &problems, &office->err), GT_EINVAL);
    assert_int_equal(problems.errors, 2);
    assert_int_equal(count_tasks(office), 0);

    const struct gt_import_name names[] = {{GT_STR("社会处"), office->units[2], false}, {GT_STR("新设处"), 0, true}};

    correct(office, id, &(struct gt_import_edit){.names = names, .name_count = 2}, &view);
    assert_true(view.ready);
    apply(office, id, &done);
    assert_int_equal(seen(office, task_called(office, "甲")).facts.lead_unit_id, office->units[2]);
    assert_int_equal(seen(office, task_called(office, "甲")).support_count, 1);
    assert_true(seen(office, task_called(office, "甲")).supports[0].unit_id > office->units[2]);
    gt_import_view_clear(&view);
    office_close(office);
}

static void a_wrong_cell_holds_up_the_whole_table(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_import_view view = {0};
    struct gt_import_done done;
    int64_t id = begin(office, HEAD ROW_1 "5,坏日期,,规划处,,2月31日,\n", &view);

    assert_false(view.ready);
    assert_true(gt_str_eq(view.problems.list.at[0].cell, GT_STR("F4")));
    assert_int_equal(gt_work_import_apply(&office->ctx, id, &done, NULL, &office->err), GT_EINVAL);
    assert_int_equal(count_tasks(office), 0);
    /* the column can be left out, and then the rest is fine */
    const struct gt_col_choice leave_out = {5, GT_COL_OTHER};

    correct(office, id, &(struct gt_import_edit){.columns = &leave_out, .column_count = 1}, &view);
    assert_true(view.ready);
    WORKS(office, gt_work_import_discard(&office->ctx, id, &office->err));
    assert_int_equal(gt_work_import_apply(&office->ctx, id, &done, NULL, &office->err), GT_ECONFLICT);
    gt_import_view_clear(&view);
    assert_int_equal(gt_work_import_begin(&office->ctx, GT_STR("x.csv"), GT_STR("a,b\nc,d\n"), 0, &view, &office->err),
                     GT_EPARSE);
    gt_import_view_clear(&view);
    office_close(office);
}

static void progress_becomes_a_report_once(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    static const char month[] = HEAD "2,培育企业,新增4000家,高新处,规划处,年底前,已完成35%：新增1400家\n";
    struct gt_import_view view = {0};
    struct gt_pic_task task;

    bring_in(office, table);
    (void)begin(office, month, &view);
    assert_counts(&view, 0, 1, 4, 0);
    bring_in(office, month);
    task = seen(office, task_called(office, "培育企业"));
    assert_true(task.reported);
    assert_true(task.own_percent == 35);
    assert_int_equal(task.facts.revision, 1); /* the task itself was not touched */
    (void)begin(office, month, &view);
    assert_counts(&view, 0, 0, 4, 1);
    gt_import_view_clear(&view);
    office_close(office);
}

/* Whatever call of the database fails, all of the import is there or none. */
static void all_or_nothing(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, true);
    struct gt_import_view view = {0};
    struct gt_import_done done;
    int64_t id = begin(office, table, &view);
    gt_rc rc = GT_EDB;

    for (int64_t n = 0; rc != GT_OK; n++) {
        assert_true(n < 3000);
        gt_db_fault_at(n);
        rc = gt_work_import_apply(&office->ctx, id, &done, NULL, &office->err);
        gt_db_fault_at(-1);
        if (rc != GT_OK)
            assert_int_equal(count_tasks(office), 0);
    }
    assert_int_equal(count_tasks(office), 5);
    same_as_read_anew(office, "faults");
    gt_import_view_clear(&view);
    office_close(office);
}

/* Any allocation refused gives one clean error, and nothing half written. */
static void refused_memory_writes_nothing(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_import_view view = {0};
    struct gt_import_done done;
    gt_rc rc = GT_ENOMEM;
    int64_t id;

    for (int64_t n = 0; rc != GT_OK; n++) {
        assert_true(n < 20000);
        (void)gt_alloc_fail_at(n);
        rc = gt_work_import_begin(&office->ctx, GT_STR("t.csv"), gt_str_from(table), 0, &view, &office->err);
        (void)gt_alloc_fail_at(-1);
        if (rc != GT_OK)
            assert_null(view.arena);
    }
    id = view.id;
    rc = GT_ENOMEM;
    for (int64_t n = 0; rc != GT_OK; n++) {
        assert_true(n < 20000);
        (void)gt_alloc_fail_at(n);
        rc = gt_work_import_apply(&office->ctx, id, &done, NULL, &office->err);
        (void)gt_alloc_fail_at(-1);
        if (rc != GT_OK)
            assert_int_equal(count_tasks(office), 0);
    }
    assert_int_equal(count_tasks(office), 5);
    gt_import_view_clear(&view);
    office_close(office);
}

enum { KILLS = 50, KILL_ROWS = 60 };

/* The whole import in a process of its own, which says when it begins to write. */
static void import_and_exit(const char *url, int round, int ready)
{
    struct gt_import_view view = {0};
    struct gt_import_done done;
    struct gt_space *space = NULL;
    struct gt_arena *arena = NULL;
    struct gt_buf csv;

    gt_buf_init(&csv, 1 << 20);
    gt_buf_text(&csv, "2026年,,\n序号,任务,牵头单位,完成时限\n");
    for (int i = 0; i < KILL_ROWS; i++)
        gt_buf_printf(&csv, "%d,第%d次导入的任务%d,规划处,6月底\n", i + 1, round, i + 1);
    if (gt_arena_create(64 << 20, &arena) != GT_OK || gt_space_open(url, &space, NULL) != GT_OK)
        _exit(1);
    struct gt_ctx ctx = {.space = space, .arena = arena, .today = 20642, .now_ms = 1783468800000};

    if (gt_work_import_begin(&ctx, GT_STR("t.csv"), gt_buf_view(&csv), 0, &view, NULL) != GT_OK ||
        write(ready, "x", 1) != 1 || gt_work_import_apply(&ctx, view.id, &done, NULL, NULL) != GT_OK)
        _exit(1);
    _exit(0);
}

/* Killed at fifty moments: each time all of the import is there or none. */
static void a_killed_import_leaves_all_or_nothing(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    size_t tasks = 0, whole = 0, none = 0;
    uint32_t seed = 20260708, window_us = 10000; /* kept near the time that the writing takes */

    for (int round = 0; round < KILLS; round++) {
        struct gt_journal_check check;
        size_t now;
        char byte;
        pid_t child;
        int pipes[2];

        gt_space_close(office->space); /* no connection crosses the fork */
        office->space = NULL;
        assert_int_equal(pipe(pipes), 0);
        if ((child = fork()) == 0)
            import_and_exit(office->url, round, pipes[1]);
        assert_true(child > 0);
        assert_int_equal(read(pipes[0], &byte, 1), 1);
        seed = seed * 1664525u + 1013904223u;
        (void)usleep((seed >> 8) % window_us);
        (void)kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        (void)close(pipes[0]);
        (void)close(pipes[1]);

        WORKS(office, gt_space_open(office->url, &office->space, &office->err));
        office->ctx.space = office->space;
        now = count_tasks(office);
        assert_true(now == tasks || now == tasks + KILL_ROWS);
        *(now == tasks ? &none : &whole) += 1;
        window_us = now == tasks ? window_us + window_us / 4 : window_us - window_us / 5;
        tasks = now;
        WORKS(office, gt_work_journal_verify(&office->ctx, &check, &office->err));
        assert_true(check.whole);
    }
    print_message("%zu whole, %zu none\n", whole, none);
    assert_int_equal(whole + none, KILLS);
    office_close(office);
}

static void keys_name_only_their_own_task(void **state)
{
    (void)state;
    for (int64_t id = 1; id < 5000000000; id = id * 3 + 1) {
        char text[GT_EXPORT_KEY_TEXT];
        const gt_str key = gt_str_from(gt_export_key(id, id % 2 == 0, text));

        assert_int_equal(gt_export_key_task(key), id);
        assert_int_equal(gt_export_key_measure(key), id % 2 == 0);
        text[3] = text[3] == '9' ? '8' : (char)(text[3] + 1);
        assert_int_equal(gt_export_key_task(key), 0);
    }
    assert_int_equal(gt_export_key_task(GT_STR("")), 0);
    assert_int_equal(gt_export_key_task(GT_STR("gt-12")), 0);
    assert_int_equal(gt_export_key_task(GT_STR("gt--5-0000")), 0);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(a_table_becomes_tasks, on),
            cmocka_unit_test_prestate(the_same_table_changes_nothing, on),
            cmocka_unit_test_prestate(what_changed_is_told_field_by_field, on),
            cmocka_unit_test_prestate(unknown_units_wait_for_a_person, on),
            cmocka_unit_test_prestate(a_wrong_cell_holds_up_the_whole_table, on),
            cmocka_unit_test_prestate(progress_becomes_a_report_once, on),
            cmocka_unit_test_prestate(all_or_nothing, on),
            cmocka_unit_test_prestate(refused_memory_writes_nothing, on),
            cmocka_unit_test_prestate(a_killed_import_leaves_all_or_nothing, on),
            cmocka_unit_test(keys_name_only_their_own_task),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
