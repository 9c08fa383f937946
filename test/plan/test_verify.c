/* test_verify.c - the judge judged: every kind of breach is named where it is, and
 * on random dates it agrees with counting day by day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "plan/verify.h"
#include "random_net.h"

enum { TASKS = 3, ROUNDS = 400, SHIFTS = 40 };

static struct gt_arena *arena;

static int set_up(void **state)
{
    (void)state;
    return gt_arena_create((size_t)512 << 20, &arena);
}

static int tear_down(void **state)
{
    (void)state;
    gt_arena_destroy(arena);
    return 0;
}

/* ---- one breach at a time ---------------------------------------------------------- */

/* Week of five days from 0; 0 before 1 by two to four days of work, 2 beside. */
struct fixture {
    struct gt_cal cals[2];
    int32_t duration[TASKS];
    uint16_t calendar[TASKS];
    gt_tick start_min[TASKS], start_max[TASKS], finish_min[TASKS], finish_max[TASKS], start_pin[TASKS],
        finish_pin[TASKS];
    struct gt_link link;
    struct gt_capacity steps[2];
    struct gt_res res;
    struct gt_demand demands[2];
    struct gt_when dates[TASKS];
    struct gt_verify_options options;
};

static void sound(struct fixture *f)
{
    const struct gt_cal_span weeks[3] = {{0, 5}, {7, 12}, {14, 19}};

    *f = (struct fixture){.cals = {gt_cal_elapsed(GT_STR("days"))}, .duration = {3, 4, 2}, .calendar = {1, 1, 1},
                          .link = {.from = 0, .to = 1, .lag_min = 2, .lag_max = 4, .calendar = 1},
                          .steps = {{0, 2}, {10, 1}},
                          .demands = {{1, 0, 1}, {2, 0, 1}},
                          .dates = {{0, 3}, {7, 11}, {7, 9}},
                          .options = {.from = 0, .until = 12, .deadlines = true, .resources = true}};
    f->res = (struct gt_res){.steps = f->steps, .step_count = 2, .calendar = 1, .name = GT_STR("desk")};
    assert_int_equal(gt_cal_build(arena, weeks, 3, GT_STR("week"), &f->cals[1], NULL), GT_OK);
    for (int i = 0; i < TASKS; i++)
        f->start_min[i] = f->start_max[i] = f->finish_min[i] = f->finish_max[i] = f->start_pin[i] =
            f->finish_pin[i] = GT_TICK_NONE;
    f->start_pin[0] = 0;
    f->finish_pin[1] = 11;
    f->start_min[1] = 6;
    f->start_max[1] = 7;
    f->finish_min[2] = 9;
    f->finish_max[2] = 9;
}

static void longer(struct fixture *f) { f->dates[2] = (struct gt_when){7, 10}; }
static void on_sunday(struct fixture *f) { f->dates[2] = (struct gt_when){6, 9}; }
static void before_the_plan(struct fixture *f) { f->options.from = 1; }
static void after_the_plan(struct fixture *f) { f->options.until = 10; }
static void early(struct fixture *f) { f->start_min[1] = 8; }
static void late(struct fixture *f) { f->start_max[1] = 6; }
static void finished_early(struct fixture *f) { f->finish_min[2] = 10; }
static void overdue(struct fixture *f) { f->finish_max[2] = 8; }
static void not_where_pinned(struct fixture *f) { f->start_pin[0] = 1; }
static void not_pinned_end(struct fixture *f) { f->finish_pin[1] = 12; }
static void too_near(struct fixture *f) { f->link.lag_min = 3; }
static void too_far(struct fixture *f) { f->link.lag_max = 1; }
static void fewer_from_then_on(struct fixture *f) { f->steps[1].at = 8; }
static void nobody_on_sundays(struct fixture *f)
{
    f->calendar[1] = 0; /* works through, where the desk does not */
    f->dates[1] = (struct gt_when){4, 8};
    f->link.lag_min = 0;
    f->finish_pin[1] = f->start_min[1] = GT_TICK_NONE;
}
static void nothing(struct fixture *f) { f->link.lag_max = 4; }

static const struct spoiled {
    const char *name;
    void (*spoil)(struct fixture *f);
    enum gt_breach_kind kind;
    uint32_t act, link, res;
} spoiled[] = {
    {"nothing is wrong", nothing, GT_BREACH_NONE, GT_NO_INDEX, GT_NO_INDEX, GT_NO_INDEX},
    {"longer than its duration", longer, GT_BREACH_DURATION, 2, GT_NO_INDEX, GT_NO_INDEX},
    {"begins on a Sunday", on_sunday, GT_BREACH_IDLE, 2, GT_NO_INDEX, GT_NO_INDEX},
    {"begins before the plan", before_the_plan, GT_BREACH_FROM, 0, GT_NO_INDEX, GT_NO_INDEX},
    {"ends after the plan", after_the_plan, GT_BREACH_UNTIL, 1, GT_NO_INDEX, GT_NO_INDEX},
    {"starts too early", early, GT_BREACH_START_MIN, 1, GT_NO_INDEX, GT_NO_INDEX},
    {"starts too late", late, GT_BREACH_START_MAX, 1, GT_NO_INDEX, GT_NO_INDEX},
    {"finishes too early", finished_early, GT_BREACH_FINISH_MIN, 2, GT_NO_INDEX, GT_NO_INDEX},
    {"misses its deadline", overdue, GT_BREACH_FINISH_MAX, 2, GT_NO_INDEX, GT_NO_INDEX},
    {"does not start where it is pinned", not_where_pinned, GT_BREACH_START_PIN, 0, GT_NO_INDEX, GT_NO_INDEX},
    {"does not end where it is pinned", not_pinned_end, GT_BREACH_FINISH_PIN, 1, GT_NO_INDEX, GT_NO_INDEX},
    {"less than the least lag", too_near, GT_BREACH_LAG_MIN, 1, 0, GT_NO_INDEX},
    {"more than the greatest lag", too_far, GT_BREACH_LAG_MAX, 1, 0, GT_NO_INDEX},
    {"capacity falls on the way", fewer_from_then_on, GT_BREACH_RESOURCE, GT_NO_INDEX, GT_NO_INDEX, 0},
    {"the resource does not work then", nobody_on_sundays, GT_BREACH_RESOURCE, GT_NO_INDEX, GT_NO_INDEX, 0},
};

static void every_breach_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(spoiled); i++) {
        const struct spoiled *want = &spoiled[i];
        struct gt_net_input in;
        struct gt_breach breach;
        struct fixture f;
        struct gt_net net;

        sound(&f);
        want->spoil(&f);
        in = (struct gt_net_input){
            .unit = GT_UNIT_DAY, .cals = f.cals, .cal_count = 2, .links = &f.link, .link_count = 1, .res = &f.res,
            .res_count = 1, .demands = f.demands, .demand_count = 2,
            .acts = {.count = TASKS, .duration = f.duration, .calendar = f.calendar, .start_min = f.start_min,
                     .start_max = f.start_max, .finish_min = f.finish_min, .finish_max = f.finish_max,
                     .start_pin = f.start_pin, .finish_pin = f.finish_pin}};
        assert_int_equal(gt_net_build(arena, &in, &net, NULL), GT_OK);
        assert_int_equal(gt_verify(&net, f.dates, &f.options, &breach, NULL), GT_OK);
        if (breach.kind != want->kind || breach.act != want->act || breach.link != want->link ||
            breach.res != want->res)
            fail_msg("%s: \"%s\" of task %d, link %d, resource %d", want->name,
                     gt_breach_word(breach.kind, GT_LANG_EN), (int)breach.act, (int)breach.link, (int)breach.res);
    }
}

/* ---- against counting day by day ------------------------------------------------------- */

static bool works(const struct gt_cal *cal, gt_tick day)
{
    for (uint32_t i = 0; !cal->elapsed && i < cal->span_count; i++)
        if (cal->spans[i].from <= day && day < cal->spans[i].to)
            return true;
    return cal->elapsed;
}

static int64_t days_of(const struct gt_cal *cal, gt_tick a, gt_tick b)
{
    int64_t sum = 0;

    for (gt_tick day = a < b ? a : b; day < (a < b ? b : a); day++)
        sum += works(cal, day);
    return a <= b ? sum : -sum;
}

static bool link_holds(const struct gt_net *net, const struct gt_link *l, const struct gt_when *dates)
{
    gt_tick a = l->kind == GT_LINK_FS || l->kind == GT_LINK_FF ? dates[l->from].finish : dates[l->from].start;
    gt_tick b = l->kind == GT_LINK_FF || l->kind == GT_LINK_SF ? dates[l->to].finish : dates[l->to].start;
    int64_t between = days_of(&net->cals[l->calendar], a, b);

    return l->off || ((l->lag_min == GT_LAG_NONE || (between >= l->lag_min && !(l->lag_min == 0 && b < a))) &&
                      (l->lag_max == GT_LAG_NONE || between <= l->lag_max));
}

static bool resource_holds(const struct gt_net *net, uint32_t r, const struct gt_when *dates)
{
    const struct gt_res *res = &net->res[r];

    for (gt_tick day = 0; day < RANDOM_DAYS; day++) {
        int64_t used = 0, have = res->steps[0].capacity;

        for (uint32_t k = 0; k < res->step_count && res->steps[k].at <= day; k++)
            have = res->steps[k].capacity;
        if (!works(&net->cals[res->calendar], day))
            have = 0;
        for (uint32_t i = 0; i < net->demand_at[net->acts.count]; i++) {
            uint32_t act = net->demands[i].act;

            if (net->demands[i].res == r && dates[act].start <= day && day < dates[act].finish &&
                works(&net->cals[net->acts.calendar[act]], day))
                used += net->demands[i].amount;
        }
        if (used > have)
            return false;
    }
    return true;
}

static void it_agrees_with_counting_days(void **state)
{
    const struct random_shape shape = {.acts = 5, .links = 4, .lags = true, .greatest = true};
    int good = 0, bad = 0;

    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct gt_arena_mark mark = gt_arena_mark(arena);
        struct random_rng rng = {seed * 13};
        const struct gt_capacity steps[2] = {{0, 2 + random_below(&rng, 3)}, {20, 1 + random_below(&rng, 4)}};
        const struct gt_res res = {.steps = steps, .step_count = 2, .calendar = (uint16_t)random_below(&rng, 3),
                                   .name = GT_STR("desk")};
        const struct gt_verify_options options = {.from = GT_TICK_NONE, .until = GT_TICK_NONE, .resources = true};
        struct gt_demand demands[5];
        struct random_net random;
        struct gt_net_input in;
        struct gt_net net;

        random_net_make(arena, seed, &shape, &random);
        for (uint32_t i = 0; i < 5; i++)
            demands[i] = (struct gt_demand){i, 0, (int32_t)random_below(&rng, 3)};
        random_net_freeze(arena, &random.input, &net);
        in = (struct gt_net_input){.unit = net.unit, .acts = net.acts, .cals = net.cals, .cal_count = net.cal_count,
                                   .links = net.links, .link_count = seed % 2 == 0 ? net.link_count : 1, .res = &res,
                                   .res_count = 1, .demands = demands, .demand_count = 5};
        assert_int_equal(gt_net_build(arena, &in, &net, NULL), GT_OK);
        for (int shift = 0; shift < SHIFTS; shift++) {
            struct gt_when dates[5];
            struct gt_breach breach;
            bool holds = true;

            for (uint32_t i = 0; i < 5; i++) { /* each a right piece of work, somewhere */
                const struct gt_cal *cal = &net.cals[net.acts.calendar[i]];
                gt_tick start = random_below(&rng, 90);

                while (net.acts.duration[i] > 0 && !works(cal, start))
                    start++;
                dates[i].start = dates[i].finish = start;
                for (int32_t left = net.acts.duration[i]; left > 0; dates[i].finish++)
                    left -= works(cal, dates[i].finish);
            }
            for (uint32_t i = 0; i < net.link_count; i++)
                holds = holds && link_holds(&net, &net.links[i], dates);
            holds = holds && resource_holds(&net, 0, dates);
            assert_int_equal(gt_verify(&net, dates, &options, &breach, NULL), GT_OK);
            if (holds != (breach.kind == GT_BREACH_NONE))
                fail_msg("seed %llu, %d: %s", (unsigned long long)seed, shift, gt_breach_word(breach.kind, GT_LANG_EN));
            good += holds;
            bad += !holds;
        }
        gt_arena_rewind(arena, mark);
    }
    print_message("%d hold, %d do not\n", good, bad);
    assert_true(good > 200 && bad > 1000);
}

/* ---- problems without calendars ----------------------------------------------------------- */

static void problems_without_calendars(void **state)
{
    static const int32_t dur[2] = {3, 2}, cap[1] = {2}, need[2] = {1, 2}, earliest[2] = {0, 1}, latest[2] = {4, 9};
    static const struct gt_rlink link = {0, 1, 3};
    static const struct gt_rload load = {0, 6, 8, 1};
    const struct gt_rcpsp p = {.acts = 2, .ress = 1, .links = 1, .loads = 1, .dur = dur, .cap = cap, .need = need,
                               .earliest = earliest, .latest = latest, .link = &link, .load = &load};
    static const struct { int32_t start[2]; enum gt_breach_kind kind; uint32_t act; } cases[] = {
        {{0, 3}, GT_BREACH_NONE, GT_NO_INDEX}, {{0, 8}, GT_BREACH_NONE, GT_NO_INDEX},
        {{-1, 3}, GT_BREACH_START_MIN, 0},     {{5, 9}, GT_BREACH_START_MAX, 0},
        {{0, 2}, GT_BREACH_LAG_MIN, 1},        {{0, 5}, GT_BREACH_RESOURCE, 1},
        {{0, 7}, GT_BREACH_RESOURCE, 1},       {{4, 7}, GT_BREACH_RESOURCE, 1},
    };

    (void)state;
    for (size_t i = 0; i < GT_LEN(cases); i++) {
        struct gt_breach breach;

        assert_int_equal(gt_verify_rcpsp(&p, cases[i].start, &breach, NULL), GT_OK);
        if (breach.kind != cases[i].kind || breach.act != cases[i].act)
            fail_msg("starts %d and %d: \"%s\" of activity %d", cases[i].start[0], cases[i].start[1],
                     gt_breach_word(breach.kind, GT_LANG_EN), (int)breach.act + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_breach_is_named),
        cmocka_unit_test(it_agrees_with_counting_days),
        cmocka_unit_test(problems_without_calendars),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
