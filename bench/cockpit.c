/*
 * cockpit.c - the leaders' page over 100,000 tasks and 5,000 indicators with
 * five years of monthly readings, answered from memory.
 *
 *   bench-cockpit FILE [TASKS INDICATORS MONTHS]
 *
 * FILE is a space that is made anew.  Prints each time beside its target.
 */
#include <math.h>
#include <unistd.h>

#include "work/cockpit.h"
#include "work/space.h"

enum { ROUNDS = 60, UNITS = 500, CHAINS = 50000, TARGET_COCKPIT_MS = 100, TARGET_LIST_MS = 30, LIST_ROWS = 100 };

static uint64_t seed = 42;
static int roll(int below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((seed >> 33) % (uint64_t)below);
}

static int fail(const struct gt_err *err, const char *where)
{
    (void)fprintf(stderr, "%s: %s\n", where, err->text[GT_LANG_EN]);
    return 1;
}

static gt_rc fill_tasks(struct gt_db *db, int count, const int64_t *units, struct gt_err *err)
{
    const gt_day year = gt_day_from_ymd(2026, 1, 1);
    int64_t last = 0;
    gt_rc rc = GT_OK;

    for (int at = 0; at < count && rc == GT_OK; at++) {
        struct gt_task task = {.kind = GT_TASK_TASK, .title = GT_STR("任务"), .lead_unit_id = units[roll(UNITS)],
                               .duration_days = 5 + roll(30), .not_before = GT_DAY_NONE, .start_pin = GT_DAY_NONE,
                               .finish_pin = GT_DAY_NONE, .deadline = year + 60 + roll(300)};
        struct gt_report report = {.period = GT_STR("2026-06"), .as_of = year + 180, .percent = roll(101),
                                   .words = GT_STR(""), .problems = GT_STR(""), .next = GT_STR("")};

        if ((rc = gt_task_store_insert(db, &task, err)) != GT_OK)
            break;
        report.task_id = task.id;
        if (roll(3) != 0)
            rc = gt_report_store_insert(db, &report, err);
        if (rc == GT_OK && last != 0 && at < CHAINS && roll(4) != 0) {
            struct gt_task_link link = {.from_id = last, .to_id = task.id, .type = GT_LINK_TYPE_FS, .lag_min = 0,
                                        .lag_max = GT_LINK_LAG_NONE};

            rc = gt_link_store_insert(db, &link, err);
        }
        last = task.id;
    }
    return rc;
}

static gt_rc fill_indicators(struct gt_db *db, int count, int months, const int64_t *units, struct gt_err *err)
{
    const int64_t newest = gt_ind_month(2026, 6);
    gt_rc rc = GT_OK;

    for (int at = 0; at < count && rc == GT_OK; at++) {
        char code[32];
        struct gt_indicator one = {.position = at, .name = {GT_STR("指标"), GT_STR("Indicator")}, .unit = GT_STR("家"),
                                   .owner_unit_id = units[roll(UNITS)], .frequency = 1, .decimals = 1, .key = at < 12};
        struct gt_target target = {.year = 2026, .base = NAN, .low = NAN, .high = NAN,
         .curve = roll(3) == 0 ? GT_CURVE_SEASONAL : GT_CURVE_EVEN,
                                   .value = 1200 + roll(300), .source = GT_STR(""), .reason = GT_STR("")};
        double sum = 0;

        (void)snprintf(code, sizeof code, "i%d", at);
        one.code = gt_str_from(code);
        for (int month = 0; month < GT_TARGET_MONTHS; month++)
            target.months[month] = NAN;
        if ((rc = gt_indicator_store_insert(db, &one, err)) != GT_OK)
            break;
        target.indicator_id = one.id;
        rc = gt_target_store_put(db, &target, err);
        for (int64_t month = newest - months + 1; month <= newest && rc == GT_OK; month++) {
            struct gt_reading reading = {.indicator_id = one.id, .month = month, .as_of = gt_ind_month_end(month),
                                         .state = GT_READING_VERIFIED, .reason = GT_STR("")};

            sum = (month % 12 == 0 ? 0 : sum) + 70 + roll(60) + (double)(month % 12);
            reading.value = sum;
            rc = gt_reading_store_put(db, &reading, err);
        }
    }
    return rc;
}

static gt_rc fill(struct gt_pool *pool, int tasks, int indicators, int months, struct gt_err *err)
{
    static int64_t units[UNITS];
    struct gt_txn *txn = NULL;
    gt_rc rc = gt_txn_begin(pool, GT_TXN_WRITE, &txn, err);

    for (int at = 0; at < UNITS && rc == GT_OK; at++) {
        struct gt_unit_row unit = {.name = GT_STR("处室"), .short_name = GT_STR("处"), .position = at,
                                   .aliases = GT_STR("")};

        if ((rc = gt_unit_store_insert(gt_txn_db(txn), &unit, err)) == GT_OK)
            units[at] = unit.id;
    }
    if (rc == GT_OK && (rc = fill_tasks(gt_txn_db(txn), tasks, units, err)) == GT_OK &&
        (rc = fill_indicators(gt_txn_db(txn), indicators, months, units, err)) == GT_OK)
        rc = gt_txn_commit(txn, err);
    gt_txn_release(txn);
    return rc;
}

static double ms_since(int64_t began) { return (double)(gt_clock_mono_ns() - began) / 1e6; }

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void tell(const char *what, double *times, int count, int target)
{
    qsort(times, (size_t)count, sizeof *times, by_size);
    (void)printf("%-34s p50 %7.2f ms   p95 %7.2f ms   target %d ms   %s\n", what, times[count / 2],
                 times[count * 95 / 100], target, times[count * 95 / 100] <= target ? "met" : "MISSED");
}

static gt_rc cockpit_once(struct gt_ctx *ctx, double *ms, struct gt_err *err)
{
    const int64_t began = gt_clock_mono_ns();
    struct gt_cockpit cockpit;
    struct gt_ind_book *book;
    gt_rc rc;

    if ((rc = gt_arena_create(GT_REQUEST_BYTES_MAX, &ctx->arena)) != GT_OK)
        return rc;
    if ((rc = gt_work_cockpit(ctx, 0, &cockpit, &book, err)) == GT_OK)
        gt_picture_done(ctx);
    *ms = ms_since(began);
    if (rc == GT_OK && (cockpit.total == 0 || cockpit.measured == 0))
        rc = gt_fail(err, GT_EINTERNAL, "nothing was counted", "什么也没有数到");
    gt_arena_destroy(ctx->arena);
    return rc;
}

/* What a list of 100 indicators needs of the book. */
static gt_rc list_once(struct gt_ctx *ctx, double *ms, struct gt_err *err)
{
    const int64_t began = gt_clock_mono_ns();
    const struct gt_picture *picture;
    struct gt_ind_book *book;
    int64_t counts[GT_PACES] = {0};
    gt_rc rc;

    if ((rc = gt_arena_create(GT_REQUEST_BYTES_MAX, &ctx->arena)) != GT_OK)
        return rc;
    rc = gt_ind_hold(ctx, &picture, &book, err);
    for (size_t at = 0; rc == GT_OK && at < book->items.count; at++) {
        const struct gt_ind_now *now;

        if ((rc = gt_ind_now_of(book, &book->items.at[at], &book->items.at[at].series[0], &now, err)) != GT_OK)
            break;
        counts[now->pace.state]++;
        if (at < LIST_ROWS) {
            struct gt_buf why;

            gt_buf_init(&why, 4096);
            gt_pace_why(&why, &now->pace, &now->facts, &gt_pace_rules_default, GT_STR("家"), 1, GT_LANG_ZH);
            gt_buf_clear(&why);
        }
    }
    if (rc == GT_OK)
        gt_picture_done(ctx);
    *ms = ms_since(began);
    gt_arena_destroy(ctx->arena);
    return rc;
}

int main(int argc, char **argv)
{
    const struct gt_space_new what = {.name = {GT_STR("量"), GT_STR("Bench")}, .year = 2026, .now_ms = 1};
    const int tasks = argc > 2 ? atoi(argv[2]) : 100000, indicators = argc > 3 ? atoi(argv[3]) : 5000;
    const int months = argc > 4 ? atoi(argv[4]) : 60;
    struct gt_space *space = NULL;
    struct gt_ctx ctx = {.lang = GT_LANG_ZH, .today = gt_day_from_ymd(2026, 7, 8), .now_ms = 1783468800000};
    struct gt_err err = {0};
    double times[ROUNDS], first;
    int64_t began;

    if (argc < 2)
        return fprintf(stderr, "usage: bench-cockpit FILE [TASKS INDICATORS MONTHS]\n"), 2;
    (void)unlink(argv[1]);
    if (gt_space_init(argv[1], &what, &err) != GT_OK || gt_space_open(argv[1], &space, &err) != GT_OK ||
        fill(space->pool, tasks, indicators, months, &err) != GT_OK)
        return fail(&err, "making the space");
    gt_space_close(space);
    (void)printf("%d tasks, %d units, %d indicators, %d readings\n", tasks, (int)UNITS, indicators, indicators * months);
    began = gt_clock_mono_ns();
    if (gt_space_open(argv[1], &space, &err) != GT_OK)
        return fail(&err, "opening");
    (void)printf("opening the space                  %7.1f ms\n", ms_since(began));
    ctx.space = space;
    began = gt_clock_mono_ns();
    {
        struct gt_ind_book *book = NULL;

        if (gt_ind_book_read(space->pool, &book, &err) != GT_OK)
            return fail(&err, "reading the book");
        (void)printf("reading the book of indicators     %7.1f ms, %zu MiB\n", ms_since(began),
                     gt_arena_used(book->arena) >> 20);
        gt_ind_book_destroy(book);
    }
    if (cockpit_once(&ctx, &first, &err) != GT_OK)
        return fail(&err, "the cockpit");
    (void)printf("first cockpit, all forecasts made  %7.1f ms\n", first);
    for (int round = 0; round < ROUNDS; round++)
        if (cockpit_once(&ctx, &times[round], &err) != GT_OK)
            return fail(&err, "the cockpit");
    tell("cockpit", times, ROUNDS, TARGET_COCKPIT_MS);
    for (int round = 0; round < ROUNDS; round++)
        if (list_once(&ctx, &times[round], &err) != GT_OK)
            return fail(&err, "the list");
    tell("indicators, all judged, 100 told", times, ROUNDS, TARGET_LIST_MS);
    gt_space_close(space);
    return 0;
}
