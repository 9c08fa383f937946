/*
 * fuzz_plan_level.c - bytes become a small network with calendars, windows, all
 * kinds of links and resources whose capacity changes; it is levelled forward or
 * backward and the verifier is asked.
 */
#include "plan/level.h"
#include "plan/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ACTS = 12, LINKS = 24, RESS = 3, DEMANDS = 24, STEPS = 3, END = 400 };

struct source { const uint8_t *at; size_t left; };

static uint32_t take(struct source *s, uint32_t below)
{
    if (s->left == 0)
        return 0;
    s->left--;
    return *s->at++ % below;
}

static gt_tick maybe(struct source *s, uint32_t base)
{
    uint32_t v = take(s, 64);

    return v < 44 ? GT_TICK_NONE : (gt_tick)base + v - 44;
}

/* Elapsed time, five days of seven, and whatever the bytes say. */
static bool make_cals(struct source *s, struct gt_arena *arena, struct gt_cal cals[3])
{
    struct gt_cal_span week[END / 7], odd[END / 8];
    gt_tick at = 0;
    uint32_t count = 0;

    for (uint32_t i = 0; i < GT_LEN(week); i++)
        week[i] = (struct gt_cal_span){i * 7, i * 7 + 5};
    while (count < GT_LEN(odd) && at < END - 16) {
        at += 1 + take(s, 3);
        odd[count].from = at;
        at += 1 + take(s, 6);
        odd[count++].to = at;
    }
    cals[0] = gt_cal_elapsed(GT_STR("days"));
    return gt_cal_build(arena, week, GT_LEN(week), GT_STR("week"), &cals[1], NULL) == GT_OK &&
           gt_cal_build(arena, odd, count, GT_STR("odd"), &cals[2], NULL) == GT_OK;
}

struct problem {
    struct gt_cal cals[3];
    int32_t duration[ACTS];
    uint16_t calendar[ACTS];
    gt_tick start_min[ACTS], finish_max[ACTS], start_pin[ACTS];
    struct gt_link links[LINKS];
    struct gt_res res[RESS];
    struct gt_capacity steps[RESS][STEPS];
    struct gt_demand demands[DEMANDS];
    struct gt_net_input in;
};

static void make(struct source *s, struct problem *p)
{
    uint32_t acts = 1 + take(s, ACTS), one = take(s, 4); /* of four, three have a single calendar */

    for (uint32_t i = 0; i < acts; i++) {
        p->duration[i] = (int32_t)take(s, 7);
        p->calendar[i] = (uint16_t)(one > 0 ? one - 1 : take(s, 3));
        p->start_min[i] = maybe(s, 0);
        p->finish_max[i] = maybe(s, 60);
        p->start_pin[i] = take(s, 16) == 0 ? (gt_tick)take(s, 60) : GT_TICK_NONE;
    }
    p->in.link_count = acts > 1 ? take(s, LINKS + 1) : 0;
    for (uint32_t i = 0; i < p->in.link_count; i++) {
        struct gt_link *link = &p->links[i];

        *link = (struct gt_link){.from = take(s, acts), .to = take(s, acts), .kind = (uint8_t)take(s, 4),
                                 .calendar = (uint16_t)(one > 0 ? one - 1 : take(s, 3)),
                                 .lag_min = (int32_t)take(s, 10) - 3, .lag_max = GT_LAG_NONE};
        if (take(s, 4) == 0)
            link->lag_max = link->lag_min + (int32_t)take(s, 12) - 1;
        link->off = link->from == link->to;
    }
    p->in.res_count = take(s, RESS + 1);
    for (uint32_t r = 0; r < p->in.res_count; r++) {
        gt_tick at = 0;

        p->res[r] = (struct gt_res){.steps = p->steps[r], .step_count = 1 + take(s, STEPS),
                                    .calendar = (uint16_t)take(s, 3), .name = GT_STR("desk")};
        for (uint32_t k = 0; k < p->res[r].step_count; k++) {
            p->steps[r][k] = (struct gt_capacity){at, (int32_t)take(s, 4)};
            at += 1 + take(s, 20);
        }
    }
    p->in.demand_count = p->in.res_count > 0 ? take(s, DEMANDS + 1) : 0;
    for (uint32_t i = 0; i < p->in.demand_count; i++)
        p->demands[i] = (struct gt_demand){take(s, acts), take(s, p->in.res_count), (int32_t)take(s, 3)};
    p->in.unit = GT_UNIT_DAY;
    p->in.acts = (struct gt_acts){.count = acts, .duration = p->duration, .calendar = p->calendar,
                                  .start_min = p->start_min, .finish_max = p->finish_max,
                                  .start_pin = p->start_pin};
    p->in.cals = p->cals;
    p->in.cal_count = 3;
    p->in.links = p->links;
    p->in.res = p->res;
    p->in.demands = p->demands;
}

static void judge(const struct gt_net *net, const struct gt_level_options *options, const struct gt_level *level)
{
    const struct gt_verify_options asked = {.from = options->backward ? GT_TICK_NONE : options->from,
                                            .until = options->until, .deadlines = !options->soft, .resources = true};
    struct gt_breach breach;

    if (!(options->backward && options->soft)) { /* then earliest starts may be missed */
        assert(gt_verify(net, level->dates, &asked, &breach, NULL) == GT_OK);
        assert(breach.kind == GT_BREACH_NONE);
    }
    assert(options->backward ? level->start <= level->bound : level->finish >= level->bound);
    for (uint32_t i = 0; i < level->order_count; i++)
        assert(level->dates[level->order[i].from].finish <= level->dates[level->order[i].to].start);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct source s = {data, size};
    struct problem p = {0};
    struct gt_level_options options = {.from = 0, .until = GT_TICK_NONE, .solve = gt_solve_defaults()};
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    struct gt_level level;
    struct gt_net net;
    gt_rc rc;

    if (gt_arena_create((size_t)128 << 20, &arena) != GT_OK)
        return 0;
    options.backward = take(&s, 2) == 1;
    options.soft = take(&s, 2) == 1;
    options.solve.ticks = 20000;
    options.solve.expect = 100;
    if (options.backward)
        options.until = 100 + take(&s, 200);
    if (make_cals(&s, arena, p.cals)) {
        make(&s, &p);
        if (gt_net_build(arena, &p.in, &net, NULL) == GT_OK) {
            rc = gt_level_run(arena, &net, &options, &level, &err);
            assert(rc != GT_EINTERNAL); /* never a schedule that breaks a fact */
            assert(rc == GT_OK || err.text[GT_LANG_ZH][0] != '\0');
            if (rc == GT_OK && level.dates != NULL) {
                gt_tick keep[ACTS];

                judge(&net, &options, &level);
                for (uint32_t i = 0; i < net.acts.count; i++)
                    keep[i] = take(&s, 8) == 0 ? GT_TICK_NONE : level.dates[i].start;
                options.keep = keep;
                assert(gt_level_run(arena, &net, &options, &level, &err) == GT_OK);
                if (level.dates != NULL)
                    judge(&net, &options, &level);
            }
        }
    }
    gt_arena_destroy(arena);
    return 0;
}
