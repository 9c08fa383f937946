/* test_indicators.c - records of indicators go in and come back, on both
 * databases, also while every call fails once. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "spaces.h"
#include "store/indicator_store.h"
#include "store/pool.h"
#include "store/task_store.h"

static struct gt_err err;
static struct gt_arena *arena;
static struct gt_pool *pool;
static struct gt_txn *txn;
static struct gt_db *db;

#define OK(call) works((call), #call, __LINE__)
static void works(gt_rc rc, const char *call, int line)
{
    if (rc != GT_OK)
        fail_msg("line %d: %s: %s: %s", line, call, gt_rc_name(rc), err.text[GT_LANG_EN]);
}

static int open_one(void **state)
{
    const struct gt_pool_options options = {.create = true, .faults = true};
    char url[SPACE_URL_MAX];

    gt_err_clear(&err);
    space_url(*(enum backend *)*state, url);
    OK(gt_arena_create(1 << 28, &arena));
    OK(gt_pool_open(url, &options, &pool, &err));
    OK(gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err));
    db = gt_txn_db(txn);
    return 0;
}

static int close_one(void **state)
{
    (void)state;
    gt_txn_release(txn);
    gt_pool_close(pool);
    gt_arena_destroy(arena);
    return 0;
}

static struct gt_indicator sample(const char *code)
{
    return (struct gt_indicator){.position = 3, .code = gt_str_from(code), .name = {GT_STR("名"), GT_STR("name")},
                                 .definition = GT_STR("口径"), .unit = GT_STR("亿元"), .unit_en = GT_STR("yuan"),
                                 .source = GT_STR("统计局"), .aim = 1, .nature = 2, .frequency = 3, .lag_days = 28,
                                 .decimals = 2, .formula = GT_STR("a / b"), .key = 1, .created_at_ms = 77};
}

static struct gt_target target_of(int64_t indicator, double value)
{
    struct gt_target target = {.indicator_id = indicator, .region_id = 4, .year = 2026, .base = NAN, .value = value,
                               .low = 1.5, .high = NAN, .curve = 3, .source = GT_STR("文"), .reason = GT_STR("因"),
                               .person_id = 9, .at_ms = 100};

    for (int at = 0; at < GT_TARGET_MONTHS; at++)
        target.months[at] = at % 3 == 2 ? at * 1.1 : NAN;
    return target;
}

static void indicators_and_regions(void **state)
{
    struct gt_indicator one = sample("a"), back = {0}, stale;
    struct gt_region region = {.position = 2, .code = GT_STR("LZ"), .name = {GT_STR("澜州"), GT_STR("L")},
                               .shape = GT_STR("M0 0Z")};
    gt_indicators list = {0};
    gt_regions regions = {0};

    (void)state;
    OK(gt_indicator_store_insert(db, &one, &err));
    OK(gt_indicator_store_get(db, one.id, arena, &back, &err));
    assert_true(gt_str_eq(back.formula, GT_STR("a / b")) && gt_str_eq(back.unit_en, GT_STR("yuan")));
    assert_int_equal(back.frequency, 3);
    assert_int_equal(back.created_at_ms, 77);
    stale = back;
    back.removed_at_ms = 5;
    OK(gt_indicator_store_update(db, &back, &err));
    OK(gt_indicator_store_list(db, arena, &list, &err));
    assert_int_equal(list.count, 0);
    OK(gt_region_store_insert(db, &region, &err));
    region.removed_at_ms = 0;
    region.shape = GT_STR("M1 1Z");
    OK(gt_region_store_update(db, &region, &err));
    OK(gt_region_store_list(db, arena, &regions, &err));
    assert_true(gt_str_eq(regions.at[0].shape, GT_STR("M1 1Z")));
    assert_int_equal(gt_indicator_store_get(db, 999, arena, &back, &err), GT_ENOTFOUND);
    assert_int_equal(gt_indicator_store_update(db, &stale, &err), GT_ECONFLICT);
}

static void targets_and_readings_are_superseded(void **state)
{
    struct gt_indicator one = sample("a");
    struct gt_target target;
    struct gt_reading reading;
    gt_targets targets = {0}, all = {0};
    gt_readings readings = {0}, history = {0};

    (void)state;
    OK(gt_indicator_store_insert(db, &one, &err));
    for (int at = 0; at < 3; at++) {
        target = target_of(one.id, 10 + at);
        OK(gt_target_store_put(db, &target, &err));
        reading = (struct gt_reading){.indicator_id = one.id, .month = 24317, .value = at + 0.1, .state = at % 2,
                                      .as_of = gt_day_from_ymd(2026, 6, 30), .reason = GT_STR("因"), .person_id = 2,
                                      .at_ms = at};
        OK(gt_reading_store_put(db, &reading, &err));
    }
    OK(gt_target_store_list(db, one.id, arena, &targets, &err));
    OK(gt_target_store_history(db, one.id, arena, &all, &err));
    assert_int_equal(targets.count, 1);
    assert_int_equal(all.count, 3);
    assert_true(targets.at[0].value == 12 && isnan(targets.at[0].base) && targets.at[0].low == 1.5);
    assert_true(isnan(targets.at[0].months[0]) && targets.at[0].months[11] == 11 * 1.1);
    OK(gt_reading_store_list(db, 0, arena, &readings, &err));
    OK(gt_reading_store_history(db, one.id, 0, 0, arena, &history, &err));
    assert_int_equal(readings.count, 1);
    assert_true(readings.at[0].value == 2.1);
    assert_int_equal(history.count, 3);
    assert_true(history.at[0].superseded_at_ms == 0 && gt_str_eq(history.at[1].reason, GT_STR("因")));
}

static void months_sheets_promises_and_visits(void **state)
{
    struct gt_indicator one = sample("a");
    struct gt_closed_month month = {.month = 24314, .note = GT_STR("核定"), .person_id = 1, .at_ms = 2};
    struct gt_score_sheet sheet = {.year = 2026, .name = {GT_STR("考核"), GT_STR("")}};
    struct gt_score_line line = {.kind = 2, .weight = 10, .bonus_max = 1, .floor = 0.6, .each = 1.5,
                                 .steps = GT_STR("1:1"), .veto = 1, .veto_below = 0.9};
    struct gt_task task = {.title = GT_STR("任务"), .duration_days = -1, .not_before = GT_DAY_NONE,
                           .start_pin = GT_DAY_NONE, .finish_pin = GT_DAY_NONE, .deadline = GT_DAY_NONE};
    struct gt_figure figure = {.name = GT_STR("数"), .unit = GT_STR("家"), .value = 5, .text = GT_STR("5家"),
                               .op = GT_STR(">=")};
    struct gt_promise promise = {.name = GT_STR("数"), .value = 5, .reason = GT_STR("不算")};
    struct gt_visit visit = {7, 100, 50}, seen = {0};
    gt_closed_months months = {0};
    gt_score_sheets sheets = {0};
    gt_score_lines lines = {0};
    gt_promises promises = {0};
    gt_figure_rows figures = {0};

    (void)state;
    OK(gt_closed_month_store_add(db, &month, &err));
    OK(gt_closed_month_store_list(db, arena, &months, &err));
    assert_true(months.count == 1 && gt_str_eq(months.at[0].note, GT_STR("核定")));
    OK(gt_closed_month_store_remove(db, 24314, &err));
    OK(gt_indicator_store_insert(db, &one, &err));
    line.indicator_id = one.id;
    OK(gt_score_sheet_store_insert(db, &sheet, &err));
    OK(gt_score_line_store_set(db, sheet.id, &line, 1, &err));
    OK(gt_score_line_store_set(db, sheet.id, &line, 1, &err)); /* replaces */
    OK(gt_score_sheet_store_update(db, &sheet, &err));
    OK(gt_score_sheet_store_list(db, arena, &sheets, &err));
    OK(gt_score_line_store_list(db, arena, &lines, &err));
    assert_int_equal(sheets.at[0].revision, 2);
    assert_true(lines.count == 1 && lines.at[0].each == 1.5 && lines.at[0].veto_below == 0.9);
    OK(gt_task_store_insert(db, &task, &err));
    figure.task_id = promise.task_id = task.id;
    OK(gt_figure_store_set(db, task.id, &figure, 1, &err));
    OK(gt_promise_store_add(db, &promise, &err));
    OK(gt_promise_store_list(db, arena, &promises, &err));
    OK(gt_figure_row_store_list(db, arena, &figures, &err));
    assert_true(promises.count == 1 && promises.at[0].target_id == 0);
    assert_true(figures.count == 1 && gt_str_eq(figures.at[0].text, GT_STR("5家")));
    assert_int_equal(gt_visit_store_get(db, 7, &seen, &err), GT_ENOTFOUND);
    OK(gt_visit_store_put(db, &visit, &err));
    visit.seen_at_ms = 200;
    OK(gt_visit_store_put(db, &visit, &err));
    OK(gt_visit_store_get(db, 7, &seen, &err));
    assert_true(seen.seen_at_ms == 200 && seen.before_at_ms == 50);
    assert_int_equal(gt_promise_store_add(db, &promise, &err), GT_EEXISTS); /* decided once */
}

/* The n-th call fails, for every n: an error each time, and never a crash. */
static void every_call_fails_once(void **state)
{
    struct gt_indicator one = sample("a");
    int failed = 0;

    (void)state;
    OK(gt_indicator_store_insert(db, &one, &err));
    OK(gt_txn_commit(txn, &err));
    gt_txn_release(txn);
    for (int64_t n = 0;; n++) {
        struct gt_target target = target_of(one.id, 1);
        struct gt_reading reading = {.indicator_id = one.id, .month = 24317, .as_of = 20000, .reason = GT_STR("")};
        gt_targets targets = {0};
        gt_readings readings = {0};
        int64_t left;
        gt_rc rc;

        OK(gt_txn_begin(pool, GT_TXN_WRITE, &txn, &err));
        db = gt_txn_db(txn);
        (void)gt_db_fault_at(n);
        if ((rc = gt_target_store_put(db, &target, &err)) == GT_OK &&
            (rc = gt_reading_store_put(db, &reading, &err)) == GT_OK &&
            (rc = gt_target_store_list(db, 0, arena, &targets, &err)) == GT_OK)
            rc = gt_reading_store_list(db, one.id, arena, &readings, &err);
        left = gt_db_fault_at(-1);
        gt_txn_release(txn);
        txn = NULL;
        if (left >= 0) {
            assert_int_equal(rc, GT_OK);
            break;
        }
        assert_int_equal(rc, GT_EDB);
        failed++;
    }
    assert_true(failed >= 8);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate_setup_teardown(indicators_and_regions, open_one, close_one, on),
            cmocka_unit_test_prestate_setup_teardown(targets_and_readings_are_superseded, open_one, close_one, on),
            cmocka_unit_test_prestate_setup_teardown(months_sheets_promises_and_visits, open_one, close_one, on),
            cmocka_unit_test_prestate_setup_teardown(every_call_fails_once, open_one, close_one, on),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
