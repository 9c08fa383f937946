/* test_plan.c - a living plan: edits against making it anew, previews,
 * conflicts and what frees them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plan/verify.h"
#include "random_net.h"

static struct gt_arena *arena;

static int set_up(void **state)
{
    (void)state;
    return gt_arena_create((size_t)256 << 20, &arena) == GT_OK ? 0 : -1;
}
static int tear_down(void **state)
{
    (void)state;
    gt_arena_destroy(arena);
    return 0;
}

static bool same_dates(struct gt_plan_dates a, struct gt_plan_dates b)
{
    return a.start == b.start && a.finish == b.finish && a.early_start == b.early_start &&
           a.early_finish == b.early_finish && a.late_start == b.late_start &&
           a.late_finish == b.late_finish && a.slack == b.slack && a.critical == b.critical;
}

/* The plan's facts as a plan of their own. */
static struct gt_plan *anew(const struct gt_plan *plan, const struct gt_plan_input *like,
                            const struct gt_pass_options *options)
{
    uint32_t tasks = gt_plan_task_count(plan), links = gt_plan_link_count(plan);
    struct gt_plan_task *task = GT_NEW_N(arena, struct gt_plan_task, tasks);
    struct gt_link *link = GT_NEW_N(arena, struct gt_link, links + 1);
    struct gt_plan_input input = *like;
    struct gt_plan *copy = NULL;
    struct gt_err err = {0};

    for (uint32_t i = 0; i < tasks; i++)
        task[i] = gt_plan_task(plan, i);
    for (uint32_t i = 0; i < links; i++)
        link[i] = gt_plan_link(plan, i);
    input.tasks = task;
    input.task_count = tasks;
    input.links = link;
    input.link_count = links;
    input.options = *options;
    assert_int_equal(gt_plan_create(&input, arena, NULL, &copy, &err), GT_OK);
    return copy;
}

static void expect_same(const struct gt_plan *a, const struct gt_plan *b, uint64_t seed, int round)
{
    assert_int_equal(gt_plan_task_count(a), gt_plan_task_count(b));
    assert_int_equal(gt_plan_feasible(a), gt_plan_feasible(b));
    for (uint32_t i = 0; i < gt_plan_task_count(a); i++)
        if (!same_dates(gt_plan_dates(a, i), gt_plan_dates(b, i)))
            fail_msg("seed %llu, edit %d: dates of T%u differ from the plan made anew",
                     (unsigned long long)seed, round, i + 1);
}

static struct gt_edit random_edit(struct random_rng *rng, const struct gt_plan *plan,
                                  const struct gt_pass_options *options)
{
    struct gt_edit edit = {.kind = GT_EDIT_TASK};
    uint32_t tasks = gt_plan_task_count(plan), links = gt_plan_link_count(plan);
    uint32_t what = random_below(rng, 20);

    if (what < 11) {
        edit.index = random_below(rng, tasks);
        edit.task = gt_plan_task(plan, edit.index);
        switch (random_below(rng, 7)) {
        case 0: edit.task.duration = (int32_t)random_below(rng, 9); break;
        case 1: edit.task.start_min = random_below(rng, 2) ? GT_TICK_NONE : random_below(rng, 80); break;
        case 2: edit.task.finish_max = random_below(rng, 3) == 0 ? GT_TICK_NONE : 60 + random_below(rng, 150); break;
        case 3: edit.task.start_pin = random_below(rng, 2) ? GT_TICK_NONE : random_below(rng, 80); break;
        case 4: edit.task.mode ^= 1; break;
        case 5: edit.task.calendar = (uint16_t)random_below(rng, 3); break;
        default: edit.task.off = random_below(rng, 4) == 0; break;
        }
    } else if (what < 16) {
        edit.kind = GT_EDIT_LINK;
        edit.index = random_below(rng, links);
        edit.link = gt_plan_link(plan, edit.index);
        if (random_below(rng, 3) == 0)
            edit.link.off ^= 1;
        else if (edit.link.lag_min != GT_LAG_NONE)
            edit.link.lag_min = (int32_t)random_below(rng, 8) - 2;
        else
            edit.link.lag_max = (int32_t)random_below(rng, 20);
    } else if (what == 16) {
        edit.kind = GT_EDIT_ADD_TASK;
        edit.task = GT_PLAN_TASK;
        edit.task.duration = (int32_t)random_below(rng, 5);
    } else if (what < 19) {
        uint32_t a = random_below(rng, tasks), b = random_below(rng, tasks - 1);

        edit.kind = GT_EDIT_ADD_LINK;
        b += b >= a;
        edit.link = (struct gt_link){.from = a < b ? a : b, .to = a < b ? b : a,
                                     .lag_max = GT_LAG_NONE, .kind = (uint8_t)random_below(rng, 4)};
    } else {
        edit.kind = GT_EDIT_OPTIONS;
        edit.options = *options;
        edit.options.from = random_below(rng, 30);
        edit.options.until = random_below(rng, 2) ? GT_TICK_NONE : 250;
        edit.options.close = random_below(rng, 2) == 0;
    }
    return edit;
}

/* Edits one after the other; each is previewed, made, and checked. */
static void one_life(uint64_t seed, const struct random_shape *shape)
{
    struct random_rng rng = {seed * 7919};
    struct gt_plan *plan = NULL;
    struct random_net r;
    struct gt_pass_options options;
    struct gt_err err = {0};

    random_net_make(arena, seed, shape, &r);
    options = r.input.options;
    if (gt_plan_create(&r.input, arena, NULL, &plan, &err) != GT_OK)
        return; /* impossible from the start */
    for (int round = 0; round < 25; round++) {
        struct gt_edit edits[2] = {random_edit(&rng, plan, &options)};
        uint32_t count = 1;
        struct gt_plan *before = anew(plan, &r.input, &options), *after;
        struct gt_moves preview = {0}, moves = {0};
        gt_rc rc, rc_preview;

        if (edits[0].kind == GT_EDIT_TASK && random_below(&rng, 3) == 0)
            edits[count++] = random_edit(&rng, plan, &options);
        rc_preview = gt_plan_preview(plan, edits, count, arena, &preview, NULL, &err);
        expect_same(plan, before, seed, round);
        rc = gt_plan_edit(plan, edits, count, arena, &moves, NULL, &err);
        assert_int_equal(rc, rc_preview);
        if (rc != GT_OK) {
            expect_same(plan, before, seed, round);
            gt_plan_destroy(before);
            continue;
        }
        for (uint32_t i = 0; i < count; i++)
            if (edits[i].kind == GT_EDIT_OPTIONS)
                options = edits[i].options;
        after = anew(plan, &r.input, &options);
        expect_same(plan, after, seed, round);
        assert_int_equal(moves.count, preview.count);
        for (uint32_t i = 0; i < moves.count; i++) {
            const struct gt_moved *moved = &moves.at[i];

            assert_true(same_dates(moved->after, gt_plan_dates(plan, moved->task)));
            assert_true(same_dates(moved->after, preview.at[i].after));
            if (moved->task < gt_plan_task_count(before))
                assert_true(same_dates(moved->before, gt_plan_dates(before, moved->task)));
        }
        gt_plan_destroy(before);
        gt_plan_destroy(after);
    }
    gt_plan_destroy(plan);
}

static void edits_equal_making_it_anew(void **state)
{
    static const struct random_shape shapes[] = {
        {.acts = 12, .links = 14, .lags = true},
        {.acts = 12, .links = 14, .lags = true, .windows = true},
        {.acts = 10, .links = 9, .lags = true, .windows = true, .greatest = true},
    };

    (void)state;
    for (size_t i = 0; i < GT_LEN(shapes); i++)
        for (uint64_t seed = 1; seed <= 120; seed++) {
            struct gt_arena_mark mark = gt_arena_mark(arena);

            one_life(seed, &shapes[i]);
            gt_arena_rewind(arena, mark);
        }
}

/* A remedy that claims to free the whole plan does; one that claims to free
 * its chain leaves another conflict or none. */
static void remedies_keep_their_word(void **state)
{
    struct random_shape shape = {.acts = 9, .links = 10, .lags = true, .windows = true, .greatest = true};
    unsigned conflicts = 0, freed = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct gt_arena_mark mark = gt_arena_mark(arena);
        struct gt_plan *plan = NULL;
        struct gt_conflict conflict;
        struct random_net r;
        struct gt_err err = {0};

        random_net_make(arena, seed, &shape, &r);
        if (gt_plan_create(&r.input, arena, NULL, &plan, &err) == GT_OK && !gt_plan_feasible(plan)) {
            conflicts++;
            assert_int_equal(gt_plan_conflict(plan, GT_NO_INDEX, arena, &conflict, &err), GT_OK);
            for (uint32_t i = 0; i < conflict.remedy_count; i++) {
                struct gt_edit edit;
                struct gt_moves moves;

                if (!gt_remedy_edit(plan, &conflict.remedies[i], &edit) ||
                    gt_plan_preview(plan, &edit, 1, arena, &moves, NULL, &err) != GT_OK)
                    continue;
                assert_int_equal(moves.feasible, conflict.remedies[i].frees_all);
                freed += moves.feasible;
            }
        }
        gt_plan_destroy(plan);
        gt_arena_rewind(arena, mark);
    }
    print_message("%u conflicts, %u remedies free the whole plan\n", conflicts, freed);
    assert_true(conflicts > 20 && freed > 20);
}

/* Every reason, taken alone, forces the same date. */
static void reasons_force_their_dates(void **state)
{
    static const enum gt_date_kind kinds[] = {GT_DATE_EARLY_START, GT_DATE_EARLY_FINISH,
                                              GT_DATE_LATE_START, GT_DATE_LATE_FINISH,
                                              GT_DATE_START, GT_DATE_FINISH};
    struct random_shape shape = {.acts = 9, .links = 11, .lags = true, .windows = true, .greatest = true};
    unsigned told = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct gt_arena_mark mark = gt_arena_mark(arena);
        struct gt_plan *plan = NULL;
        struct random_net r;
        struct gt_err err = {0};

        random_net_make(arena, seed, &shape, &r);
        if (gt_plan_create(&r.input, arena, NULL, &plan, &err) == GT_OK)
            for (uint32_t task = 0; task < shape.acts; task++)
                for (size_t k = 0; k < GT_LEN(kinds); k++) {
                    struct gt_plan_dates dates = gt_plan_dates(plan, task);
                    gt_tick want[] = {dates.early_start, dates.early_finish, dates.late_start,
                                      dates.late_finish, dates.start, dates.finish};
                    struct gt_why why;

                    assert_int_equal(gt_plan_why(plan, task, kinds[k], arena, &why, &err), GT_OK);
                    if (why.count == 0)
                        fail_msg("seed %llu: no reason for date %zu of T%u", (unsigned long long)seed,
                                 k, task + 1);
                    assert_true(why.at == want[k]);
                    assert_true(why.facts[0].kind != GT_FACT_DURATION &&
                                why.facts[0].kind != GT_FACT_LAG_MIN &&
                                why.facts[0].kind != GT_FACT_LAG_MAX);
                    told++;
                }
        gt_plan_destroy(plan);
        gt_arena_rewind(arena, mark);
    }
    assert_true(told > 1000);
}

/* ---- words ---------------------------------------------------------------------- */

static gt_str name_of(void *ctx, uint32_t act)
{
    static const char *const names[] = {"起草", "征求意见", "合法性审核", "印发"};

    (void)ctx;
    return gt_str_from(names[act]);
}
static const struct gt_names names = {NULL, name_of};

static struct gt_plan *policy(gt_tick from, gt_tick due, const struct gt_cal *cals)
{
    static const struct gt_link links[] = {
        {.from = 0, .to = 1, .lag_max = GT_LAG_NONE}, {.from = 1, .to = 2, .lag_max = GT_LAG_NONE},
        {.from = 2, .to = 3, .lag_max = GT_LAG_NONE}};
    struct gt_plan_task tasks[4] = {GT_PLAN_TASK, GT_PLAN_TASK, GT_PLAN_TASK, GT_PLAN_TASK};
    struct gt_plan_input input = {.unit = GT_UNIT_DAY, .cals = cals, .cal_count = 2, .tasks = tasks,
                                  .task_count = 4, .links = links, .link_count = 3,
                                  .options = {.from = from, .until = GT_TICK_NONE}};
    struct gt_plan *plan = NULL;
    struct gt_err err = {0};
    static const int32_t days[4] = {10, 10, 5, 0};

    for (int i = 0; i < 4; i++) {
        tasks[i].duration = days[i];
        tasks[i].calendar = 1;
    }
    tasks[3].finish_max = due;
    assert_int_equal(gt_plan_create(&input, arena, NULL, &plan, &err), GT_OK);
    return plan;
}

static void office_cals(struct gt_cal cals[2])
{
    struct gt_cal_span spans[600];
    struct gt_err err = {0};

    for (int i = 0; i < 600; i++) /* 2026-01-05 is a Monday */
        spans[i] = (struct gt_cal_span){19758 + i * 7, 19758 + i * 7 + 5};
    cals[0] = gt_cal_elapsed(GT_STR("days"));
    assert_int_equal(gt_cal_build(arena, spans, 600, GT_STR("work"), &cals[1], &err), GT_OK);
}

static void a_reason_in_both_languages(void **state)
{
    struct gt_cal cals[2];
    struct gt_plan *plan;
    const struct gt_net *net;
    struct gt_why why;
    struct gt_buf buf;
    struct gt_err err = {0};

    (void)state;
    office_cals(cals);
    plan = policy(20458, gt_day_from_ymd(2026, 6, 30) + 1, cals);
    assert_int_equal(gt_plan_why(plan, 0, GT_DATE_START, arena, &why, &err), GT_OK);
    assert_int_equal(gt_plan_net(plan, &net, &err), GT_OK);
    gt_buf_init(&buf, 1 << 16);
    gt_why_text(&buf, net, &names, &why, GT_LANG_ZH);
    assert_non_null(strstr(buf.at, "“印发”须在2026年6月30日（含当日）前完成；"));
    assert_non_null(strstr(buf.at, "“起草”需10个工作日，故“起草”最晚于2026年5月27日开始"));
    gt_buf_reset(&buf);
    gt_why_text(&buf, net, &names, &why, GT_LANG_EN);
    assert_non_null(strstr(buf.at, "\"印发\" is due on 30 Jun 2026; "));
    assert_non_null(strstr(buf.at, "must start by 27 May 2026."));
    gt_buf_clear(&buf);
    gt_plan_destroy(plan);
}

static void a_conflict_names_what_frees_it(void **state)
{
    struct gt_cal cals[2];
    struct gt_plan *plan;
    struct gt_conflict conflict;
    struct gt_err err = {0};
    bool moved = false, overlapped = false;

    (void)state;
    office_cals(cals);
    /* 25 work days from Monday 2026-01-05 end on 2026-02-06; due a week before */
    plan = policy(20458, gt_day_from_ymd(2026, 1, 30) + 1, cals);
    assert_false(gt_plan_feasible(plan));
    assert_int_equal(gt_plan_conflict(plan, GT_NO_INDEX, arena, &conflict, &err), GT_OK);
    assert_int_equal(conflict.excess, 5);
    assert_int_equal(conflict.chain.count, 8); /* from, three times work and link, deadline */
    for (uint32_t i = 0; i < conflict.remedy_count; i++) {
        const struct gt_remedy *remedy = &conflict.remedies[i];

        if (remedy->kind == GT_REMEDY_MOVE_DEADLINE) {
            assert_int_equal(remedy->to, gt_day_from_ymd(2026, 2, 6) + 1);
            moved = remedy->frees_all;
        }
        if (remedy->kind == GT_REMEDY_OVERLAP) {
            assert_int_equal(remedy->amount, 5);
            overlapped |= remedy->frees_all;
        }
    }
    assert_true(moved && overlapped);
    gt_plan_destroy(plan);
}

static void a_cycle_is_refused_with_its_chain(void **state)
{
    struct gt_cal cals[2];
    struct gt_plan *plan;
    struct gt_edit edit = {.kind = GT_EDIT_ADD_LINK,
                           .link = {.from = 3, .to = 0, .lag_max = GT_LAG_NONE}};
    struct gt_conflict conflict = {0};
    struct gt_err err = {0};

    (void)state;
    office_cals(cals);
    plan = policy(20458, GT_TICK_NONE, cals);
    assert_int_equal(gt_plan_edit(plan, &edit, 1, arena, NULL, &conflict, &err), GT_ECYCLE);
    assert_true(conflict.cycle);
    assert_int_equal(conflict.excess, 25);
    assert_int_equal(gt_plan_link_count(plan), 3);
    assert_true(conflict.remedy_count >= 4); /* at least: drop any of the four links */
    gt_plan_destroy(plan);
}

static void refused_memory_is_an_error(void **state)
{
    struct random_shape shape = {.acts = 9, .links = 10, .lags = true, .windows = true, .greatest = true};
    struct random_net r;

    (void)state;
    random_net_make(arena, 5, &shape, &r);
    for (int kind = 0; kind < 2; kind++) {
        gt_rc rc = GT_ENOMEM;

        for (int64_t n = 0; rc != GT_OK; n++) {
            struct gt_edit edit = {.kind = GT_EDIT_ADD_TASK, .task = GT_PLAN_TASK};
            struct gt_plan *plan = NULL, *fresh = NULL;
            struct gt_arena *own = NULL;
            struct gt_moves moves;
            struct gt_conflict conflict;
            struct gt_err err = {0};

            if (kind == 1) {
                edit = (struct gt_edit){.kind = GT_EDIT_TASK, .index = 0, .task = r.tasks[0]};
                edit.task.duration = 50;
            }
            assert_int_equal(gt_arena_create((size_t)64 << 20, &own), GT_OK);
            gt_alloc_fail_at(n);
            rc = gt_plan_create(&r.input, own, NULL, &plan, &err);
            if (rc == GT_OK) {
                rc = gt_plan_edit(plan, &edit, 1, own, &moves, &conflict, &err);
                gt_alloc_fail_at(-1);
                if (rc != GT_OK) { /* and nothing of it is left */
                    fresh = anew(plan, &r.input, &r.input.options);
                    assert_int_equal(gt_plan_task_count(plan), 9);
                    expect_same(plan, fresh, 5, (int)n);
                }
            }
            gt_alloc_fail_at(-1);
            if (rc != GT_OK && (rc != GT_ENOMEM || err.text[GT_LANG_ZH][0] == '\0'))
                fail_msg("allocation %d: %s", (int)n, gt_rc_name(rc));
            gt_plan_destroy(fresh);
            gt_plan_destroy(plan);
            gt_arena_destroy(own);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_equal_making_it_anew),
        cmocka_unit_test(remedies_keep_their_word),
        cmocka_unit_test(reasons_force_their_dates),
        cmocka_unit_test(a_reason_in_both_languages),
        cmocka_unit_test(a_conflict_names_what_frees_it),
        cmocka_unit_test(a_cycle_is_refused_with_its_chain),
        cmocka_unit_test(refused_memory_is_an_error),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
