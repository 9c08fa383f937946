/* test_progress_walk.c - random people do random things to reports; what must
 * always hold is looked at after every step.  The seed is printed. */
#include "cast.h"
#include "work/progress_use.h"

enum { STEPS = 400, TASKS = 6, DAY_MS = 86400000, CHECK_EVERY = 40 };

static const char *const periods[] = {"2026-04", "2026-05", "2026-06", "2026-07"};
static uint64_t seed;

static unsigned dice(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % n;
}

static int64_t task_of(struct cast *cast, const char *title)
{
    struct gt_task_put put = {.task = GT_TASK_NEW};
    const int64_t now = cast->office->ctx.now_ms;

    put.task.title = gt_str_from(title);
    put.task.start_pin = day("2026-04-01");
    put.task.finish_pin = put.task.deadline = day("2026-10-30");
    put.task.lead_unit_id = cast->office->units[0];
    cast->office->ctx.now_ms = (int64_t)day("2026-01-04") * DAY_MS;
    WORKS(cast->office, gt_work_task_put(&cast->office->ctx, &put, NULL, &cast->office->err));
    cast->office->ctx.now_ms = now;
    return put.task.id;
}

/* One thing by one person; the office's rules may refuse it, and only in words. */
static gt_rc step(struct cast *cast, const int64_t tasks[TASKS])
{
    static const enum who people[] = {BOSS, OFFICE, OFFICE_TWO, HEAD, LIAISON, HELPER, STRANGER, WATCHER};
    struct gt_ctx *ctx = &cast->ctx[people[dice(GT_LEN(people))]];
    const int64_t task = tasks[dice(TASKS)];
    const gt_str period = gt_str_from(periods[dice(GT_LEN(periods))]);
    struct gt_report_draft draft;
    struct gt_report report;
    struct gt_form form;
    int64_t id;
    gt_rc rc;

    ctx->now_ms += 60000;
    switch (dice(8)) {
    case 0: case 1: case 2:
        if ((rc = gt_work_form(ctx, task, period, &form, &cast->office->err)) != GT_OK)
            return rc;
        for (size_t at = 0; at < form.said.answers.count; at++)
            form.said.answers.at[at].answer = dice(4) == 0 ? GT_STR("") : GT_STR("已办理若干事项。");
        form.said.percent = dice(99);
        return gt_work_report_submit(ctx, task, period, &form.said, dice(3) == 0 ? GT_STR("有误") : GT_STR(""), &report,
                                     NULL, &cast->office->err);
    case 3:
        if ((rc = gt_work_form(ctx, task, period, &form, &cast->office->err)) != GT_OK)
            return rc;
        return gt_work_draft_save(ctx, task, period, dice(2) ? form.draft.revision : dice(3), &form.said, &draft,
                                  &cast->office->err);
    case 4:
        return dice(40) == 0 ? gt_work_period_close(ctx, gt_str_from(periods[dice(3)]), &cast->office->err) : GT_OK;
    default:
        id = 1 + dice(60);
        return gt_work_reports_move(ctx, &id, 1, (enum gt_report_act)dice(GT_REPORT_ACTS), GT_STR("请补充"), NULL,
                                    &cast->office->err);
    }
}

struct all { int64_t task; gt_reports reports; gt_report_moves moves; };

static gt_rc read_all(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct all *all = at;
    gt_rc rc = gt_report_store_list(db, all->task, ctx->arena, &all->reports, err);

    return rc == GT_OK ? gt_report_move_list(db, all->task, ctx->arena, &all->moves, err) : rc;
}

/* The state is where its moves lead, and nobody judged his own. */
static void moves_lead_here(const struct all *all, const struct gt_report *report)
{
    enum gt_report_state state = GT_REPORT_NOTED;

    for (size_t at = 0; at < all->moves.count; at++) {
        const struct gt_report_move *move = &all->moves.at[at];

        if (move->report_id != report->id)
            continue;
        if (gt_str_eq(move->action, GT_STR("submit"))) {
            assert_int_equal(state, GT_REPORT_NOTED);
            state = GT_REPORT_SUBMITTED;
        } else if (gt_str_eq(move->action, GT_STR("approve"))) {
            assert_int_equal(state, GT_REPORT_SUBMITTED);
            state = GT_REPORT_APPROVED;
        } else if (gt_str_eq(move->action, GT_STR("accept"))) {
            assert_int_equal(state, GT_REPORT_APPROVED);
            assert_true(move->person_id != report->person_id);
            state = GT_REPORT_ACCEPTED;
        } else if (gt_str_eq(move->action, GT_STR("return"))) {
            assert_true(state == GT_REPORT_SUBMITTED || state == GT_REPORT_APPROVED);
            assert_true(move->reason.len > 0);
            state = GT_REPORT_RETURNED;
        } else {
            assert_int_equal(state, GT_REPORT_ACCEPTED);
            state = GT_REPORT_SUPERSEDED;
        }
    }
    assert_int_equal(state, report->state);
}

/* Of each period at most one report speaks and at most one waits; what was
 * superseded has a correction that was accepted. */
static void nothing_dangles(struct cast *cast, int64_t task)
{
    struct all all = {.task = task};

    WORKS(cast->office, gt_work_read(&cast->office->ctx, read_all, &all, &cast->office->err));
    for (size_t at = 0; at < all.reports.count; at++) {
        const struct gt_report *report = &all.reports.at[at];
        int speaking = 0, waiting = 0, corrected = 0;

        moves_lead_here(&all, report);
        for (size_t with = 0; with < all.reports.count; with++) {
            const struct gt_report *other = &all.reports.at[with];

            corrected += other->corrects_id == report->id && other->state == GT_REPORT_ACCEPTED;
            corrected += other->corrects_id == report->id && other->state == GT_REPORT_SUPERSEDED;
            if (!gt_str_eq(other->period, report->period))
                continue;
            speaking += gt_report_speaks(other->state, other->corrects_id);
            waiting += other->state == GT_REPORT_SUBMITTED || other->state == GT_REPORT_APPROVED;
        }
        assert_true(speaking <= 1 && waiting <= 1);
        assert_int_equal(report->state == GT_REPORT_SUPERSEDED, corrected > 0);
    }
}

static void reports_never_dangle(void **state)
{
    struct cast cast = cast_open(*(enum backend *)*state, false);
    static const char *const titles[TASKS] = {"甲", "乙", "丙", "丁", "戊", "己"};
    int64_t tasks[TASKS];
    int worked = 0;

    for (int at = 0; at < TASKS; at++)
        tasks[at] = task_of(&cast, titles[at]);
    for (int at = 0; at < STEPS; at++) {
        const struct gt_arena_mark mark = gt_arena_mark(cast.office->arena);
        const gt_rc rc = step(&cast, tasks);

        if (rc != GT_OK && rc != GT_EINVAL && rc != GT_EDENIED && rc != GT_ECONFLICT && rc != GT_EEXISTS &&
            rc != GT_ENOTFOUND)
            fail_msg("step %d: %s: %s", at, gt_rc_name(rc), cast.office->err.text[GT_LANG_EN]);
        worked += rc == GT_OK;
        if (at % CHECK_EVERY == 0 || at + 1 == STEPS) {
            for (int task = 0; task < TASKS; task++)
                nothing_dangles(&cast, tasks[task]);
            same_as_read_anew(cast.office, "a random step");
        }
        gt_arena_rewind(cast.office->arena, mark);
    }
    assert_true(worked > STEPS / 10);
    cast_close(&cast);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    const char *told = getenv("GUATU_SEED");
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(reports_never_dangle, on)};

        seed = told != NULL ? strtoull(told, NULL, 10) : (uint64_t)time(NULL);
        (void)fprintf(stderr, "GUATU_SEED=%llu\n", (unsigned long long)seed);
        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
