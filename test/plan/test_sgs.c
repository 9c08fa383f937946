/* test_sgs.c - frames, schedule generation, justification, the population. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plan/ga.h"
#include "plan/lb.h"
#include "random_rcpsp.h"

enum { BUDGET = 16 * 1024 * 1024, ROUNDS = 300 };

static void shuffle(struct gt_rng *rng, uint32_t *list, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        list[i] = i;
    for (uint32_t i = n; i > 1; i--) {
        const uint32_t j = gt_rng_below(rng, i), swap = list[i - 1];

        list[i - 1] = list[j];
        list[j] = swap;
    }
}

/* Whatever the order of the list, forward, mirrored and justified. */
static void any_list_gives_a_schedule(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        const struct small_shape shape = {.acts = 3 + (uint32_t)(seed % 10), .ress = (uint32_t)(seed % 7),
                                          .loads = seed % 3 == 0};
        uint32_t list[16];
        int32_t start[16], turned[16];
        struct gt_rng rng = {seed};
        struct gt_arena *arena = NULL;
        struct gt_rcpsp p;
        struct gt_frame f;
        struct gt_sgs sgs;
        int32_t end, just;
        const char *wrong;

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        small_make(arena, seed, &shape, &p);
        assert_int_equal(gt_frame_init(arena, &p, &f, NULL), GT_OK);
        assert_true(f.dag);
        assert_int_equal(gt_sgs_init(arena, &f, &sgs, NULL), GT_OK);
        shuffle(&rng, list, p.acts);
        end = gt_sgs_list(&sgs, GT_FORWARD, list, 0, start);
        assert_int_equal(end, gt_frame_end(&f, start));
        if ((wrong = small_breach(&p, start)) != NULL)
            fail_msg("seed %llu, forward: %s", (unsigned long long)seed, wrong);
        just = gt_sgs_justify(&sgs, end, start);
        if ((wrong = small_breach(&p, start)) != NULL || just > end)
            fail_msg("seed %llu, justified: %s, %d after %d", (unsigned long long)seed, wrong, just, end);
        end = gt_sgs_parallel(&sgs, GT_FORWARD, list, 0, start);
        if ((wrong = small_breach(&p, start)) != NULL || end != gt_frame_end(&f, start))
            fail_msg("seed %llu, parallel: %s, end %d", (unsigned long long)seed, wrong, end);
        if (f.plain) {
            end = gt_sgs_parallel(&sgs, GT_BACKWARD, list, 0, start);
            gt_sgs_turn(&f, start, end, turned);
            if ((wrong = small_breach(&p, turned)) != NULL || end != gt_frame_end(&f, turned))
                fail_msg("seed %llu, parallel backward: %s", (unsigned long long)seed, wrong);
            end = gt_sgs_list(&sgs, GT_BACKWARD, list, 0, start);
            gt_sgs_turn(&f, start, end, turned);
            if ((wrong = small_breach(&p, turned)) != NULL)
                fail_msg("seed %llu, backward: %s", (unsigned long long)seed, wrong);
        }
        gt_arena_destroy(arena);
    }
}

/* What is placed could not start a tick earlier, all others standing. */
static void schedules_are_left_justified(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        const struct small_shape shape = {.acts = 8, .ress = 2};
        uint32_t list[8];
        int32_t start[8];
        struct gt_rng rng = {seed};
        struct gt_arena *arena = NULL;
        struct gt_rcpsp p;
        struct gt_frame f;
        struct gt_sgs sgs;

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        small_make(arena, seed, &shape, &p);
        assert_int_equal(gt_frame_init(arena, &p, &f, NULL), GT_OK);
        assert_int_equal(gt_sgs_init(arena, &f, &sgs, NULL), GT_OK);
        shuffle(&rng, list, p.acts);
        (void)gt_sgs_list(&sgs, GT_FORWARD, list, 0, start);
        for (uint32_t i = 0; i < p.acts; i++) {
            start[i]--;
            if (p.dur[i] > 0)
                assert_true(start[i] < 0 || small_breach(&p, start) != NULL);
            start[i]++;
        }
        gt_arena_destroy(arena);
    }
}

static void the_population_finds_small_optima(void **state)
{
    int found = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= 60; seed++) {
        const struct small_shape shape = {.acts = 6, .ress = 2, .loads = seed % 2 == 0};
        struct gt_arena *arena = NULL;
        struct gt_rcpsp p;
        struct gt_frame f;
        struct gt_ga ga;
        int32_t lower, best;

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        small_make(arena, seed, &shape, &p);
        assert_int_equal(gt_frame_init(arena, &p, &f, NULL), GT_OK);
        assert_int_equal(gt_lower_bound(arena, &f, &lower, NULL), GT_OK);
        assert_int_equal(gt_ga_init(arena, &f, NULL, seed, 10, &ga, NULL), GT_OK);
        gt_ga_run(&ga, 500, lower);
        best = small_optimum(&p, f.horizon);
        assert_null(small_breach(&p, ga.best));
        assert_true(ga.best_end >= best && lower <= best);
        found += ga.best_end == best;
        gt_arena_destroy(arena);
    }
    assert_true(found >= 58); /* it may miss one; today it misses none */
}

static void bad_problems_are_refused(void **state)
{
    static const int32_t dur[] = {3, 2}, negative[] = {3, -2}, cap[] = {2}, need[] = {1, 2}, more[] = {1, 3};
    static const struct gt_rlink cycle[] = {{0, 1, 3}, {1, 0, 2}}, nowhere[] = {{0, 7, 1}};
    static const struct gt_rlink window[] = {{0, 1, 3}, {1, 0, -2}};
    static const int32_t latest[] = {0, 1};
    static const struct gt_rlink chain[] = {{0, 1, 3}};
    const struct {
        const char *name;
        struct gt_rcpsp p;
        gt_rc want;
    } bad[] = {
        {"a cycle of links", {.acts = 2, .ress = 1, .links = 2, .dur = dur, .cap = cap, .need = need,
                              .link = cycle}, GT_EINFEASIBLE},
        {"a greatest lag below the least", {.acts = 2, .ress = 1, .links = 2, .dur = dur, .cap = cap,
                                            .need = need, .link = window}, GT_EINFEASIBLE},
        {"a link to nowhere", {.acts = 2, .ress = 1, .links = 1, .dur = dur, .cap = cap, .need = need,
                               .link = nowhere}, GT_EINVAL},
        {"a negative duration", {.acts = 2, .ress = 1, .dur = negative, .cap = cap, .need = need}, GT_EINVAL},
        {"demand above capacity", {.acts = 2, .ress = 1, .dur = dur, .cap = cap, .need = more}, GT_EINFEASIBLE},
        {"a window that closes too early", {.acts = 2, .ress = 1, .links = 1, .dur = dur, .cap = cap,
                                            .need = need, .link = chain, .latest = latest}, GT_EINFEASIBLE},
    };

    (void)state;
    for (size_t k = 0; k < GT_LEN(bad); k++) {
        struct gt_arena *arena = NULL;
        struct gt_err err = {0};
        struct gt_frame f;
        gt_rc rc;

        assert_int_equal(gt_arena_create(BUDGET, &arena), GT_OK);
        rc = gt_frame_init(arena, &bad[k].p, &f, &err);
        if (rc != bad[k].want || err.text[GT_LANG_ZH][0] == '\0')
            fail_msg("%s: %s", bad[k].name, gt_rc_name(rc));
        gt_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_list_gives_a_schedule),
        cmocka_unit_test(schedules_are_left_justified),
        cmocka_unit_test(the_population_finds_small_optima),
        cmocka_unit_test(bad_problems_are_refused),
    };

    return cmocka_run_group_tests_name("sgs", tests, NULL, NULL);
}
