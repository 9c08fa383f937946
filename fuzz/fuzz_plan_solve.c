/* fuzz_plan_solve.c - any bytes as a small network; solves it and checks
 * the answer with code of its own and with the verifier. */
#include "plan/solve.h"
#include "plan/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ACTS = 12, RESS = 6, LINKS = 40 };

struct bytes { const uint8_t *at; size_t left; };

static int32_t next(struct bytes *b, int32_t from, int32_t to)
{
    if (b->left == 0)
        return from;
    b->left--;
    return from + *b->at++ % (to - from + 1);
}

static void judge(const struct gt_rcpsp *p, const struct gt_solve_result *r)
{
    struct gt_breach breach;
    int32_t end = 0;

    assert(gt_verify_rcpsp(p, r->start, &breach, NULL) == GT_OK && breach.kind == GT_BREACH_NONE);
    for (uint32_t i = 0; i < p->acts; i++) {
        assert(r->start[i] >= p->earliest[i] && r->start[i] <= p->latest[i]);
        if (end < r->start[i] + p->dur[i])
            end = r->start[i] + p->dur[i];
    }
    assert(end == r->makespan && r->lower_bound <= end);
    for (uint32_t k = 0; k < p->links; k++)
        assert(r->start[p->link[k].to] >= r->start[p->link[k].from] + p->link[k].lag);
    for (int32_t t = 0; t < end; t++)
        for (uint32_t q = 0; q < p->ress; q++) {
            int32_t sum = 0, away = 0;

            for (uint32_t i = 0; i < p->acts; i++)
                if (r->start[i] <= t && t < r->start[i] + p->dur[i])
                    sum += p->need[i * p->ress + q];
            for (uint32_t k = 0; k < p->loads; k++)
                if (p->load[k].res == q && p->load[k].from <= t && t < p->load[k].to)
                    away += p->load[k].units;
            assert(sum == 0 || sum <= p->cap[q] - away);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes b = {data, size};
    int32_t dur[ACTS], cap[RESS], need[ACTS * RESS], earliest[ACTS], latest[ACTS];
    struct gt_rlink link[LINKS];
    struct gt_rload load[2];
    struct gt_rcpsp p = {.dur = dur, .cap = cap, .need = need, .earliest = earliest,
                         .latest = latest, .link = link, .load = load};
    struct gt_solve_opts opts = gt_solve_defaults();
    struct gt_solve_result result;
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    gt_rc rc;

    p.acts = (uint32_t)next(&b, 1, ACTS);
    p.ress = (uint32_t)next(&b, 0, RESS);
    p.links = (uint32_t)next(&b, 0, LINKS);
    p.loads = p.ress > 0 ? (uint32_t)next(&b, 0, 2) : 0;
    opts.seed = next(&b, 0, 255);
    opts.deterministic = 1;
    opts.threads = next(&b, 1, 2);
    opts.expect = 200;
    opts.ticks = 2000000;
    for (uint32_t r = 0; r < p.ress; r++)
        cap[r] = next(&b, 1, 6);
    for (uint32_t i = 0; i < p.acts; i++) {
        dur[i] = next(&b, -1, 9);
        earliest[i] = next(&b, 0, 60) / 10;
        latest[i] = next(&b, 0, 3) == 0 ? next(&b, 0, 40) : GT_RCPSP_LATEST_NONE;
        for (uint32_t r = 0; r < p.ress; r++)
            need[i * p.ress + r] = next(&b, 0, 5);
    }
    for (uint32_t k = 0; k < p.links; k++)
        link[k] = (struct gt_rlink){(uint32_t)next(&b, 0, (int32_t)p.acts),
                                    (uint32_t)next(&b, 0, (int32_t)p.acts - 1), next(&b, -20, 10)};
    for (uint32_t k = 0; k < p.loads; k++) {
        const int32_t from = next(&b, 0, 20);

        load[k] = (struct gt_rload){(uint32_t)next(&b, 0, (int32_t)p.ress - 1), from,
                                    from + next(&b, 0, 20), next(&b, 0, 6)};
    }
    if (gt_arena_create(64 * 1024 * 1024, &arena) != GT_OK)
        return 0;
    rc = gt_solve(arena, &p, &opts, NULL, &result, &err);
    assert(rc == GT_OK || err.rc == rc);
    if (rc == GT_OK && result.start != NULL)
        judge(&p, &result);
    gt_arena_destroy(arena);
    return 0;
}
