/* test_records.c - every record goes in and comes back, on both databases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "spaces.h"
#include "store/baseline_store.h"
#include "store/calendar_store.h"
#include "store/directive_store.h"
#include "store/file_store.h"
#include "store/import_store.h"
#include "store/link_store.h"
#include "store/node_store.h"
#include "store/person_store.h"
#include "store/pool.h"
#include "store/report_store.h"
#include "store/space_store.h"
#include "store/task_store.h"
#include "store/unit_store.h"

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

#define SAME(a, b) assert_true(gt_str_eq((a), (b)))

/* Each test works in one write transaction of a fresh database. */
static int open_one(void **state)
{
    const struct gt_pool_options options = {.create = true};
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

static int64_t add_unit(const char *name, int64_t parent)
{
    struct gt_unit_row unit = {.parent_id = parent, .name = gt_str_from(name), .aliases = GT_STR("甲\n乙"),
                               .short_name = GT_STR("短"), .position = 3, .outside = 1};

    OK(gt_unit_store_insert(db, &unit, &err));
    return unit.id;
}

static int64_t add_task(const char *title, int64_t parent)
{
    struct gt_task task = {.parent_id = parent, .title = gt_str_from(title), .duration_days = -1,
                           .not_before = GT_DAY_NONE, .start_pin = GT_DAY_NONE,
                           .finish_pin = GT_DAY_NONE, .deadline = GT_DAY_NONE};

    OK(gt_task_store_insert(db, &task, &err));
    return task.id;
}

static void units(void **state)
{
    const int64_t top = add_unit("厅", 0), below = add_unit("规划处", top);
    struct gt_unit_row unit = {0}, stale;
    gt_units list = {0};

    (void)state;
    OK(gt_unit_store_list(db, arena, &list, &err));
    assert_int_equal(list.count, 2);
    assert_int_equal(list.at[0].id, top); /* the top first: NULLs sort alike */
    OK(gt_unit_store_get(db, below, arena, &unit, &err));
    assert_int_equal(unit.parent_id, top);
    SAME(unit.aliases, GT_STR("甲\n乙"));
    assert_int_equal(unit.outside, 1);
    stale = unit;
    unit.removed_at_ms = 77;
    OK(gt_unit_store_update(db, &unit, &err));
    assert_int_equal(unit.revision, 2);
    assert_int_equal(gt_unit_store_get(db, 999, arena, &unit, &err), GT_ENOTFOUND);
    assert_int_equal(gt_unit_store_update(db, &stale, &err), GT_ECONFLICT);
    assert_string_equal(err.field, "revision");
}

static void people_accounts_and_sessions(void **state)
{
    struct gt_person person = {.unit_id = add_unit("处", 0), .name = GT_STR("林一"),
                               .post = GT_STR("处长"), .role = GT_STR("head"), .phone = GT_STR("138"), .to = 20000}, back = {0};
    struct gt_account account = {.login = GT_STR("linyi"), .hash = GT_STR("$argon2id$x")}, found = {0};
    struct gt_session session = {.token_hash = {1, 0, 255}, .created_at_ms = 1, .seen_at_ms = 2,
                                 .expires_at_ms = 100, .csrf = GT_STR("c"), .agent = GT_STR("a")}, seen = {0};
    gt_people people = {0};

    (void)state;
    OK(gt_person_store_insert(db, &person, &err));
    OK(gt_person_store_list(db, arena, &people, &err));
    assert_int_equal(people.count, 1);
    person.post = GT_STR("副厅长");
    OK(gt_person_store_update(db, &person, &err));
    OK(gt_person_store_get(db, person.id, arena, &back, &err));
    SAME(back.post, GT_STR("副厅长"));

    account.person_id = session.person_id = person.id;
    OK(gt_account_store_insert(db, &account, &err));
    account.failed_count = 3;
    account.must_change = 1;
    OK(gt_account_store_update(db, &account, &err));
    OK(gt_account_store_find(db, GT_STR("linyi"), arena, &found, &err));
    assert_int_equal(found.failed_count, 3);
    assert_int_equal(found.must_change, 1);
    OK(gt_account_store_of(db, person.id, arena, &found, &err));
    assert_int_equal(gt_account_store_find(db, GT_STR("LINYI"), arena, &found, &err), GT_ENOTFOUND);

    OK(gt_session_store_insert(db, &session, &err));
    OK(gt_session_store_touch(db, session.token_hash, 50, 150, &err));
    OK(gt_session_store_find(db, session.token_hash, arena, &seen, &err));
    assert_int_equal(seen.expires_at_ms, 150);
    OK(gt_session_store_sweep(db, 0, 149, &err));
    OK(gt_session_store_find(db, session.token_hash, arena, &seen, &err));
    OK(gt_session_store_sweep(db, person.id, INT64_MAX, &err));
    assert_int_equal(gt_session_store_find(db, session.token_hash, arena, &seen, &err), GT_ENOTFOUND);
    session.token_hash[0] = 9;
    OK(gt_session_store_insert(db, &session, &err));
    OK(gt_session_store_remove(db, session.token_hash, &err));
    assert_int_equal(gt_session_store_find(db, session.token_hash, arena, &seen, &err), GT_ENOTFOUND);
}

static void files_are_kept_once_and_checked(void **state)
{
    struct gt_file one = {.name = GT_STR("表.xlsx"), .media = GT_STR("x/y")}, two = one, about = {0};
    const gt_str bytes = {"\0PK\377", 4};
    struct gt_stmt *stmt = NULL;
    gt_str back;

    (void)state;
    OK(gt_file_store_add(db, &one, bytes, &err));
    OK(gt_file_store_add(db, &two, bytes, &err));
    assert_int_equal(one.id, two.id);
    two.name = GT_STR("另一个.xlsx");
    OK(gt_file_store_add(db, &two, bytes, &err));
    assert_int_not_equal(one.id, two.id);
    OK(gt_file_store_get(db, one.id, arena, &about, &err));
    assert_int_equal(about.size, 4);
    OK(gt_file_store_bytes(db, one.id, arena, &back, &err));
    SAME(back, bytes);
    OK(gt_db_prepare(db, "UPDATE file SET bytes = $1 WHERE id = $2", &stmt, &err));
    gt_stmt_bind_blob(stmt, 1, GT_STR("other"));
    gt_stmt_bind_i64(stmt, 2, one.id);
    OK(gt_stmt_run(stmt, &err));
    gt_stmt_release(stmt);
    assert_int_equal(gt_file_store_bytes(db, one.id, arena, &back, &err), GT_EDB);
}

static void directives_and_clauses(void **state)
{
    struct gt_directive directive = {.title = GT_STR("工作要点"), .number = GT_STR("〔2026〕1号"),
                                     .issued = gt_day_from_ymd(2026, 1, 20), .year = 2026,
                                     .kind = GT_STR("docx"), .text = GT_STR("正文"), .blocks = GT_STR("[]")};
    struct gt_clause clause = {.start = 3, .end = 40, .number = GT_STR("(一)"), .text = GT_STR("要…"),
                               .proposal = GT_STR("{\"lead\":\"规划处\"}"), .confidence = 0.75}, got = {0};
    struct gt_directive back = {0};
    gt_directives directives = {0};
    gt_coverages coverage = {0};
    gt_clauses clauses = {0};
    int64_t task;

    (void)state;
    OK(gt_directive_store_insert(db, &directive, &err));
    OK(gt_directive_store_get(db, directive.id, arena, &back, &err));
    SAME(back.text, GT_STR("正文"));
    assert_int_equal(back.issued, directive.issued);
    OK(gt_directive_store_list(db, arena, &directives, &err));
    assert_int_equal(directives.at[0].text.len, 0);
    back.issuer = GT_STR("厅办公室");
    OK(gt_directive_store_update(db, &back, &err));

    clause.directive_id = directive.id;
    OK(gt_clause_store_insert(db, &clause, &err));
    clause.seq = 1;
    OK(gt_clause_store_insert(db, &clause, &err));
    clause.state = GT_CLAUSE_NOTHING;
    clause.reason = GT_STR("已办");
    OK(gt_clause_store_update(db, &clause, &err));
    OK(gt_clause_store_get(db, clause.id, arena, &got, &err));
    assert_int_equal(got.state, GT_CLAUSE_NOTHING);
    assert_true(got.confidence == 0.75);
    OK(gt_clause_store_list(db, directive.id, arena, &clauses, &err));
    assert_int_equal(clauses.count, 2);
    OK(gt_clause_store_coverage(db, arena, &coverage, &err));
    assert_int_equal(coverage.at[0].total, 2);
    assert_int_equal(coverage.at[0].by_state[GT_CLAUSE_PROPOSED], 1);
    assert_int_equal(coverage.at[0].by_state[GT_CLAUSE_NOTHING], 1);

    task = add_task("任务", 0);
    OK(gt_task_clause_store_add(db, task, clauses.at[0].id, &err));
    OK(gt_task_clause_store_add(db, task, clauses.at[0].id, &err)); /* twice is once */
    {
        gt_task_clauses links = {0};

        OK(gt_task_clause_store_list(db, 0, arena, &links, &err));
        assert_int_equal(links.count, 1);
        assert_int_equal(links.at[0].directive_id, directive.id);
    }
    OK(gt_clause_store_remove(db, clauses.at[1].id, &err));
    assert_int_equal(gt_clause_store_remove(db, clauses.at[0].id, &err), GT_ECONFLICT);
}

static void tasks_and_their_parts(void **state)
{
    const int64_t unit = add_unit("规划处", 0), other = add_unit("高新处", 0);
    struct gt_task task = {.kind = GT_TASK_STEP, .code = GT_STR("2026-1"), .title = GT_STR("起草"),
                           .lead_unit_id = unit, .not_before = gt_day_from_ymd(2026, 1, 4),
                           .start_pin = GT_DAY_NONE, .finish_pin = gt_day_from_ymd(2026, 6, 30),
                           .deadline = gt_day_from_ymd(2026, 12, 31), .duration_days = 0,
                           .duration_unit = GT_DAYS_CALENDAR, .mode = GT_TASK_FORWARD, .standing = 1,
                           .recur = GT_STR("yearly"), .key = GT_STR("k1"), .created_at_ms = 5}, back = {0};
    const struct gt_task_support supports[] = {{.unit_id = other, .duty = GT_STR("会签")}};
    const struct gt_figure figures[] = {{.name = GT_STR("企业"), .unit = GT_STR("家"),
                                         .text = GT_STR("4000家以上"), .value = 4000.5, .op = GT_STR(">=")}};
    gt_task_supports got = {0};
    gt_figures read = {0};
    gt_tasks list = {0};

    (void)state;
    task.parent_id = add_task("上级", 0);
    OK(gt_task_store_insert(db, &task, &err));
    OK(gt_task_store_get(db, task.id, arena, &back, &err));
    assert_int_equal(back.kind, GT_TASK_STEP);
    assert_int_equal(back.duration_days, 0);
    assert_int_equal(back.duration_unit, GT_DAYS_CALENDAR);
    assert_int_equal(back.start_pin, GT_DAY_NONE);
    assert_int_equal(back.finish_pin, task.finish_pin);
    assert_int_equal(back.parent_id, task.parent_id);
    assert_int_equal(back.leader_id, 0);
    SAME(back.recur, GT_STR("yearly"));

    OK(gt_support_store_set(db, task.id, supports, 1, &err));
    OK(gt_support_store_list(db, 0, arena, &got, &err));
    assert_int_equal(got.count, 1);
    SAME(got.at[0].duty, GT_STR("会签"));
    OK(gt_figure_store_set(db, task.id, figures, 1, &err));
    OK(gt_figure_store_list(db, task.id, arena, &read, &err));
    assert_true(read.at[0].value == 4000.5);
    OK(gt_figure_store_set(db, task.id, NULL, 0, &err));
    OK(gt_figure_store_list(db, 0, arena, &read, &err));
    assert_int_equal(read.count, 0);

    back.removed_at_ms = 9;
    OK(gt_task_store_update(db, &back, &err));
    OK(gt_task_store_list(db, arena, &list, &err));
    assert_int_equal(list.count, 1);
    OK(gt_support_store_list(db, 0, arena, &got, &err));
    assert_int_equal(got.count, 0);
    task.id = 0; /* the number of a removed task is free again */
    OK(gt_task_store_insert(db, &task, &err));
    assert_int_equal(gt_task_store_insert(db, &task, &err), GT_EEXISTS);
}

static void links_nodes_and_reports(void **state)
{
    const int64_t a = add_task("a", 0), b = add_task("b", 0);
    struct gt_task_link link = {.from_id = a, .to_id = b, .type = GT_LINK_TYPE_SS, .lag_min = -3,
                                .lag_max = GT_LINK_LAG_NONE, .unit = GT_DAYS_CALENDAR}, got = {0};
    struct gt_node node = {.kind = GT_STR("gate"), .name = {GT_STR("半年红"), GT_STR("Half-year")},
                           .from = gt_day_from_ymd(2026, 6, 30), .to = gt_day_from_ymd(2026, 6, 30)}, back = {0};
    struct gt_report report = {.task_id = a, .as_of = gt_day_from_ymd(2026, 6, 1), .percent = 30,
                               .words = GT_STR("完成")};
    gt_task_links links = {0};
    gt_nodes nodes = {0};
    gt_reports reports = {0};

    (void)state;
    OK(gt_link_store_insert(db, &link, &err));
    OK(gt_link_store_get(db, link.id, &got, &err));
    assert_int_equal(got.lag_min, -3);
    assert_int_equal(got.lag_max, GT_LINK_LAG_NONE);
    assert_int_equal(got.unit, GT_DAYS_CALENDAR);
    got.lag_min = GT_LINK_LAG_NONE;
    got.lag_max = 5;
    OK(gt_link_store_update(db, &got, &err));
    OK(gt_link_store_list(db, arena, &links, &err));
    assert_int_equal(links.at[0].lag_min, GT_LINK_LAG_NONE);
    OK(gt_link_store_remove(db, link.id, &err));
    assert_int_equal(gt_link_store_get(db, link.id, &got, &err), GT_ENOTFOUND);

    OK(gt_node_store_insert(db, &node, &err));
    node.to++;
    OK(gt_node_store_update(db, &node, &err));
    OK(gt_node_store_get(db, node.id, arena, &back, &err));
    assert_int_equal(back.to, node.to);
    OK(gt_node_store_list(db, arena, &nodes, &err));
    assert_int_equal(nodes.count, 1);
    OK(gt_node_store_remove(db, node.id, &err));

    OK(gt_report_store_insert(db, &report, &err));
    report.percent = 40; /* the same day again: the later word counts */
    OK(gt_report_store_insert(db, &report, &err));
    report.percent = 10;
    report.as_of--;
    OK(gt_report_store_insert(db, &report, &err));
    OK(gt_report_store_latest(db, arena, &reports, &err));
    assert_int_equal(reports.count, 1);
    assert_true(reports.at[0].percent == 40);
    OK(gt_report_store_list(db, a, arena, &reports, &err));
    assert_int_equal(reports.count, 3);
    assert_true(reports.at[0].percent == 40 && reports.at[2].percent == 10);
}

static void baselines_calendars_and_imports(void **state)
{
    const struct gt_baseline_row rows[] = {{.task_id = 7, .title = GT_STR("x"), .code = GT_STR("1"),
                                            .start = GT_DAY_NONE, .finish = 5, .deadline = 6}};
    struct gt_baseline baseline = {.name = GT_STR("年初"), .day = 100};
    struct gt_calendar calendar = {.key = GT_STR("cn"), .name = {GT_STR("中"), GT_STR("en")}, .week_mask = 31};
    struct gt_calendar_year year = {.year = 2026, .source = GT_STR("通知")};
    const struct gt_calendar_day days[] = {{.day = gt_day_from_ymd(2025, 12, 31), .off = 1,
                                            .name = {GT_STR("元旦"), GT_STR("NY")}}};
    struct gt_import import = {.kind = GT_STR("table"), .summary = GT_STR("{}"), .options = GT_STR("{}")}, back = {0};
    const int64_t task = add_task("t", 0);
    gt_baselines baselines = {0};
    gt_baseline_rows got = {0};
    gt_calendar_days held = {0};
    gt_import_rows touched = {0};
    gt_imports imports = {0};

    (void)state;
    OK(gt_baseline_store_insert(db, &baseline, rows, 1, &err));
    OK(gt_baseline_store_rows(db, baseline.id, arena, &got, &err));
    assert_int_equal(got.at[0].start, GT_DAY_NONE);
    assert_int_equal(got.at[0].finish, 5);
    OK(gt_baseline_store_list(db, arena, &baselines, &err));
    assert_int_equal(baselines.at[0].rows, 1);

    OK(gt_calendar_store_insert(db, &calendar, &err));
    year.calendar_id = calendar.id;
    OK(gt_calendar_store_set_year(db, &year, days, 1, &err));
    OK(gt_calendar_store_set_year(db, &year, days, 1, &err)); /* again: replaced */
    OK(gt_calendar_store_days(db, arena, &held, &err));
    assert_int_equal(held.count, 1);
    SAME(held.at[0].name[GT_LANG_EN], GT_STR("NY"));

    OK(gt_import_store_insert(db, &import, &err));
    OK(gt_import_store_add_row(db, import.id, task, GT_STR("k"), &err));
    OK(gt_import_store_rows(db, import.id, arena, &touched, &err));
    SAME(touched.at[0].key, GT_STR("k"));
    OK(gt_import_store_list(db, 0, 10, arena, &imports, &err));
    assert_int_equal(imports.count, 1);
    OK(gt_import_store_get(db, import.id, arena, &back, &err));
}

static void words_and_numbers_of_enums(void **state)
{
    (void)state;
    for (int at = 0; at < GT_TASK_KINDS; at++)
        assert_int_equal(gt_task_kind_from(gt_str_from(gt_task_kind_name(at))), at);
    for (int at = 0; at < GT_LINK_TYPES; at++)
        assert_int_equal(gt_link_type_from(gt_str_from(gt_link_type_name(at))), at);
    assert_int_equal(gt_task_mode_from(GT_STR("sideways")), -1);
    assert_int_equal(gt_day_unit_from(GT_STR("calendar")), GT_DAYS_CALENDAR);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

#define ONE(test) {#test, test, open_one, close_one, on}
    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            ONE(units),
            ONE(people_accounts_and_sessions),
            ONE(files_are_kept_once_and_checked),
            ONE(directives_and_clauses),
            ONE(tasks_and_their_parts),
            ONE(links_nodes_and_reports),
            ONE(baselines_calendars_and_imports),
            ONE(words_and_numbers_of_enums),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
