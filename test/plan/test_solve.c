/* test_solve.c - the whole search against the optimum by trying everything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plan/lcg.h"
#include "random_rcpsp.h"

enum { BUDGET = 64 * 1024 * 1024, ROUNDS = 150, MOST = 34 };

static const struct small_shape shapes[] = {
    {.acts = 6, .ress = 2},
    {.acts = 5, .ress = 5},
    {.acts = 5, .ress = 2, .greatest = true},
    {.acts = 5, .ress = 2, .windows = true},
    {.acts = 5, .ress = 2, .loads = true},
    {.acts = 5, .ress = 1, .greatest = true, .windows = true, .loads = true},
};

static void every_answer_is_the_optimum(void **state)
{
    int infeasible = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        const struct small_shape *shape = &shapes[seed % GT_LEN(shapes)];
        struct gt_solve_opts opts = gt_solve_defaults();
        struct gt_solve_result result;
        struct gt_arena *arena = NULL;
        struct gt_rcpsp p;
        int32_t best;
        const char *wrong;

        opts.seed = (int64_t)seed;
        opts.expect = 500;
        opts.threads = 1 + (int64_t)(seed % 2);
        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        small_make(arena, seed, shape, &p);
        assert_int_equal(gt_solve(arena, &p, &opts, NULL, &result, NULL), GT_OK);
        best = small_optimum(&p, MOST);
        if (result.makespan != best || result.stopped)
            fail_msg("seed %llu: %d, but %d is best", (unsigned long long)seed, result.makespan, best);
        assert_int_equal(result.state, best < 0 ? GT_SOLVE_INFEASIBLE : GT_SOLVE_OPTIMAL);
        infeasible += best < 0;
        if (best >= 0) {
            assert_int_equal(result.lower_bound, best);
            if ((wrong = small_breach(&p, result.start)) != NULL)
                fail_msg("seed %llu: %s", (unsigned long long)seed, wrong);
        }
        gt_arena_destroy(arena);
    }
    assert_true(infeasible > 5); /* or nothing was tested there */
}

/* The learner alone, from nothing: refutes everything below the optimum. */
static void the_learner_refutes_what_is_too_short(void **state)
{
    int64_t overloads = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 2 * ROUNDS; seed++) {
        const struct small_shape *shape = &shapes[seed % GT_LEN(shapes)];
        struct gt_solve_stats stats = {0};
        struct gt_arena *arena = NULL;
        struct gt_rcpsp p;
        struct gt_frame f;
        struct gt_lcg lcg;
        int32_t best;

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        small_make(arena, seed * 31, shape, &p);
        best = small_optimum(&p, MOST);
        if (gt_frame_init(arena, &p, &f, NULL) == GT_OK) {
            assert_int_equal(gt_lcg_init(arena, &f, f.horizon, seed, 1000, false, &stats, &lcg, NULL), GT_OK);
            if (best < 0) {
                assert_int_equal(gt_lcg_run(&lcg, INT32_MAX, INT32_MAX), GT_LCG_EXHAUSTED);
            } else {
                if (best > f.cpm)
                    assert_int_equal(gt_lcg_run(&lcg, INT32_MAX, best - 1), GT_LCG_REFUTED);
                assert_int_equal(gt_lcg_run(&lcg, INT32_MAX, best), GT_LCG_FOUND);
                assert_null(small_breach(&p, lcg.start));
                assert_int_equal(gt_frame_end(&f, lcg.start), best);
                gt_lcg_tighten(&lcg, best - 1);
                assert_int_equal(gt_lcg_run(&lcg, INT32_MAX, INT32_MAX), GT_LCG_EXHAUSTED);
            }
            gt_lcg_clear(&lcg);
        } else {
            assert_int_equal(best, -1);
        }
        overloads += stats.energy_clashes;
        gt_arena_destroy(arena);
    }
    assert_true(overloads > 20); /* or the energy check was never asked */
}

static void backward_is_as_short_as_forward(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        const struct small_shape shape = {.acts = 6, .ress = 2, .greatest = seed % 2 == 0};
        struct gt_solve_opts opts = gt_solve_defaults();
        struct gt_solve_result ahead, back;
        struct gt_arena *arena = NULL;
        struct gt_rcpsp p, mirrored;

        opts.expect = 500;
        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        small_make(arena, seed, &shape, &p);
        assert_int_equal(gt_rcpsp_mirror(arena, &p, -1, &mirrored, NULL), GT_OK);
        assert_int_equal(gt_solve(arena, &p, &opts, NULL, &ahead, NULL), GT_OK);
        assert_int_equal(gt_solve(arena, &mirrored, &opts, NULL, &back, NULL), GT_OK);
        assert_int_equal(ahead.makespan, back.makespan);
        for (uint32_t i = 0; back.start != NULL && i < p.acts; i++)
            back.start[i] = back.makespan - back.start[i] - p.dur[i];
        if (back.start != NULL)
            assert_null(small_breach(&p, back.start));
        gt_arena_destroy(arena);
    }
}

/* Problems that are not solved at once, twice with the same amount of work. */
static void same_seed_same_answer(void **state)
{
    static const struct { struct small_shape shape; uint64_t seed; } problems[] = {
        {{.acts = 60, .ress = 3}, 5},
        {{.acts = 12, .ress = 2, .greatest = true}, 1},
        {{.acts = 12, .ress = 2, .greatest = true}, 9},
        {{.acts = 12, .ress = 2, .greatest = true, .windows = true, .loads = true}, 3},
    };

    (void)state;
    for (size_t k = 0; k < 2 * GT_LEN(problems); k++) {
        struct gt_solve_result result[2];
        struct gt_arena *arena = NULL;
        struct gt_solve_opts opts = gt_solve_defaults();
        struct gt_rcpsp p;

        opts.threads = 1 + (int64_t)(k % 2);
        opts.deterministic = 1;
        opts.ticks = 30000000;
        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        small_make(arena, problems[k / 2].seed, &problems[k / 2].shape, &p);
        for (int again = 0; again < 2; again++)
            assert_int_equal(gt_solve(arena, &p, &opts, NULL, &result[again], NULL), GT_OK);
        assert_int_equal(result[0].state, result[1].state);
        assert_int_equal(result[0].makespan, result[1].makespan);
        assert_int_equal(result[0].lower_bound, result[1].lower_bound);
        if (result[0].start != NULL)
            assert_memory_equal(result[0].start, result[1].start, p.acts * sizeof(int32_t));
        assert_memory_equal(&result[0].stats, &result[1].stats, sizeof(result[0].stats));
        gt_arena_destroy(arena);
    }
}

static bool at_once(void *user)
{
    return ++*(int *)user > 3;
}

static void stopped_early_it_gives_the_best_so_far(void **state)
{
    const struct small_shape shape = {.acts = 100, .ress = 4};
    struct gt_solve_opts opts = gt_solve_defaults();
    struct gt_arena *arena = NULL;
    struct gt_solve_result result;
    int asked = 0;
    const struct gt_solve_watch watch = {&asked, at_once, NULL};
    struct gt_rcpsp p;

    (void)state;
    assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
    small_make(arena, 11, &shape, &p);
    assert_int_equal(gt_solve(arena, &p, &opts, &watch, &result, NULL), GT_OK);
    assert_non_null(result.start);
    assert_null(small_breach(&p, result.start));
    assert_true(result.stopped || result.state == GT_SOLVE_OPTIMAL);
    opts.schedules = 250;
    assert_int_equal(gt_solve(arena, &p, &opts, NULL, &result, NULL), GT_OK);
    assert_true(result.stats.schedules <= 250);
    gt_arena_destroy(arena);
}

static void options_are_checked(void **state)
{
    struct gt_solve_opts opts = gt_solve_defaults();
    struct gt_err err = {0};

    (void)state;
    assert_int_equal(gt_solve_option_set(&opts, GT_STR("threads"), GT_STR("2"), &err), GT_OK);
    assert_int_equal(opts.threads, 2);
    assert_int_equal(gt_solve_option_set(&opts, GT_STR("threads"), GT_STR("3"), &err), GT_EINVAL);
    assert_int_equal(gt_solve_option_set(&opts, GT_STR("seed"), GT_STR("x"), &err), GT_EINVAL);
    assert_int_equal(gt_solve_option_set(&opts, GT_STR("speed"), GT_STR("1"), &err), GT_EINVAL);
}

static void memory_may_fail_anywhere(void **state)
{
    (void)state;
    for (size_t k = 0; k < GT_LEN(shapes); k++) {
        struct gt_solve_opts opts = gt_solve_defaults();
        struct gt_arena *kept = NULL;
        struct gt_rcpsp p;
        gt_rc rc = GT_ENOMEM;

        opts.expect = 200;
        opts.ticks = 3000000;
        assert_int_equal(gt_arena_create(BUDGET, &kept), GT_OK);
        small_make(kept, 3 + k, &shapes[k], &p);
        for (int64_t n = 0; rc != GT_OK; n++) {
            struct gt_solve_result result;
            struct gt_arena *arena = NULL;

            assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
            (void)gt_alloc_fail_at(n);
            rc = gt_solve(arena, &p, &opts, NULL, &result, NULL);
            /* The fault is gone once it has struck: then the search went on without it. */
            if (gt_alloc_fail_at(-1) >= 0)
                assert_int_equal(rc, GT_OK);
            else if (rc != GT_OK)
                assert_int_equal(rc, GT_ENOMEM);
            else
                rc = GT_ENOMEM; /* survived a refusal: go on to the next */
            gt_arena_destroy(arena);
        }
        gt_arena_destroy(kept);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_is_the_optimum),
        cmocka_unit_test(the_learner_refutes_what_is_too_short),
        cmocka_unit_test(backward_is_as_short_as_forward),
        cmocka_unit_test(same_seed_same_answer),
        cmocka_unit_test(stopped_early_it_gives_the_best_so_far),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(memory_may_fail_anywhere),
    };

    return cmocka_run_group_tests_name("solve", tests, NULL, NULL);
}
