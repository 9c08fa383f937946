/* test_lags.c - knots and generation with greatest lags, against trying everything. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plan/first.h"
#include "random_rcpsp.h"

enum { BUDGET = 32 * 1024 * 1024, ROUNDS = 400, MOST = 34, LISTS = 20 };

static bool never(void *user)
{
    (void)user;
    return false;
}

struct bench {
    struct gt_arena *arena;
    struct gt_rcpsp  p;
    struct gt_frame  f;
    struct gt_knots  knots;
    struct gt_lagsgs lag;
    struct gt_sgs    sgs;
    struct gt_solve_stats stats;
    enum gt_first_answer answer;
};

/* False where the links alone exclude every schedule. */
static bool settled(struct bench *b, uint64_t seed, const struct small_shape *shape)
{
    struct gt_first how = {.seed = seed, .clauses = 1000, .halt = never, .stats = &b->stats};

    *b = (struct bench){0};
    how.stats = &b->stats;
    assert_int_equal(gt_arena_create(BUDGET, &b->arena), GT_OK);
    how.arena = b->arena;
    small_make(b->arena, seed, shape, &b->p);
    if (gt_frame_init(b->arena, &b->p, &b->f, NULL) != GT_OK)
        return false;
    assert_int_equal(gt_knots_init(b->arena, &b->f, &b->knots, NULL), GT_OK);
    assert_int_equal(gt_lagsgs_init(b->arena, &b->knots, &b->lag, NULL), GT_OK);
    assert_int_equal(gt_sgs_init(b->arena, &b->f, &b->sgs, NULL), GT_OK);
    assert_int_equal(gt_first_settle(&how, &b->knots, &b->lag, &b->answer, NULL), GT_OK);
    return true;
}

/* Numbered upward, and two activities in one knot exactly when links lead both ways. */
static void knots_are_what_is_tied_both_ways(void **state)
{
    uint32_t tied = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        const struct small_shape shape = {.acts = 3 + (uint32_t)(seed % 8), .ress = 1, .greatest = true};
        bool reach[16][16] = {{false}};
        struct bench b;

        if (settled(&b, seed, &shape)) {
            for (uint32_t k = 0; k < b.p.links; k++)
                reach[b.p.link[k].from][b.p.link[k].to] = true;
            for (uint32_t via = 0; via < b.p.acts; via++)
                for (uint32_t i = 0; i < b.p.acts; i++)
                    for (uint32_t j = 0; j < b.p.acts; j++)
                        reach[i][j] |= reach[i][via] && reach[via][j];
            for (uint32_t i = 0; i < b.p.acts; i++)
                for (uint32_t j = 0; j < b.p.acts; j++) {
                    const bool same = i == j || (reach[i][j] && reach[j][i]);

                    tied += same && i < j;
                    if (same != (b.knots.of[i] == b.knots.of[j]) ||
                        (reach[i][j] && b.knots.of[i] > b.knots.of[j]))
                        fail_msg("seed %llu: %u and %u", (unsigned long long)seed, i, j);
                }
        }
        gt_arena_destroy(b.arena);
    }
    assert_true(tied > 100);
}

/* Without windows: no schedule exactly when a knot has none by itself; else any
 * keys give one, forward and backward. */
static void settled_knots_make_every_list_a_schedule(void **state)
{
    int none = 0, lists = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        const struct small_shape shape = {.acts = 3 + (uint32_t)(seed % 3), .ress = 1 + (uint32_t)(seed % 2),
                                          .greatest = true, .loads = seed % 3 == 0};
        struct gt_rng rng = {seed};
        int32_t key[8], start[8], turned[8];
        struct bench b;

        if (!settled(&b, seed, &shape)) {
            gt_arena_destroy(b.arena);
            continue;
        }
        if ((b.answer == GT_FIRST_NONE) != (small_optimum(&b.p, MOST) < 0))
            fail_msg("seed %llu: answer %d", (unsigned long long)seed, (int)b.answer);
        none += b.answer == GT_FIRST_NONE;
        for (int k = 0; b.answer == GT_FIRST_FOUND && k < LISTS; k++) {
            const enum gt_way way = k % 2 == 0 || !b.f.plain ? GT_FORWARD : GT_BACKWARD;
            const char *wrong;
            int32_t end;

            for (uint32_t i = 0; i < b.p.acts; i++)
                key[i] = (int32_t)gt_rng_below(&rng, (uint32_t)b.f.horizon + 1);
            end = gt_lagsgs_list(&b.lag, &b.sgs, way, key, 0, start);
            if (way == GT_BACKWARD) {
                gt_sgs_turn(&b.f, start, end, turned);
                memcpy(start, turned, sizeof(start));
            }
            wrong = small_breach(&b.p, start);
            if (wrong != NULL || end != gt_frame_end(&b.f, start))
                fail_msg("seed %llu, list %d: %s, end %d", (unsigned long long)seed, k, wrong, end);
            lists++;
        }
        gt_arena_destroy(b.arena);
    }
    assert_true(none > 5 && lists > ROUNDS);
}

/* With windows a list may fail, but what comes out holds. */
static void windows_are_kept_or_the_list_fails(void **state)
{
    int failed = 0, held = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        const struct small_shape shape = {.acts = 5, .ress = 1, .greatest = true, .windows = true};
        struct gt_rng rng = {seed};
        int32_t key[8], start[8];
        struct bench b;

        if (settled(&b, seed, &shape) && b.answer == GT_FIRST_FOUND)
            for (int k = 0; k < LISTS; k++) {
                for (uint32_t i = 0; i < b.p.acts; i++)
                    key[i] = (int32_t)gt_rng_below(&rng, (uint32_t)b.f.horizon + 1);
                if (gt_lagsgs_list(&b.lag, &b.sgs, GT_FORWARD, key, 0, start) == GT_LAG_FAILED) {
                    assert_true(b.lag.failed < b.p.acts);
                    failed++;
                    continue;
                }
                if (small_breach(&b.p, start) != NULL)
                    fail_msg("seed %llu, list %d: %s", (unsigned long long)seed, k,
                             small_breach(&b.p, start));
                held++;
            }
        gt_arena_destroy(b.arena);
    }
    assert_true(failed > 20 && held > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knots_are_what_is_tied_both_ways),
        cmocka_unit_test(settled_knots_make_every_list_a_schedule),
        cmocka_unit_test(windows_are_kept_or_the_list_fails),
    };

    return cmocka_run_group_tests_name("lags", tests, NULL, NULL);
}
