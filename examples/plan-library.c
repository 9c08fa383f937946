/*
 * plan-library.c - a plan through libguatu-plan: made, asked why, levelled,
 * forecast, judged.
 *
 *   cc plan-library.c $(pkg-config --cflags --libs guatu-plan) -o plan-library
 *
 * A measure is drafted, asked about at two offices by the same two people, and
 * issued by the end of March 2026, over the real calendar of that spring.
 */
#include <guatu-plan.h>

enum { DRAFT, ASK_ONE, ASK_TWO, ISSUE, TASKS };

static const char *const names[TASKS] = {"draft", "ask office one", "ask office two", "issue"};

static gt_str name_of(void *ctx, uint32_t task)
{
    (void)ctx;
    return gt_str_from(names[task]);
}

static const struct gt_names task_names = {.act = name_of};

static void show(const char *what, uint32_t task, gt_tick start, gt_tick finish)
{
    char from[GT_TICK_TEXT], to[GT_TICK_TEXT];

    printf("%s %-14s %s to %s\n", what, names[task], gt_tick_text(GT_UNIT_DAY, start, false, from),
           gt_tick_text(GT_UNIT_DAY, finish, true, to));
}

/* Monday to Friday with the statutory holidays. */
static gt_rc office_calendar(struct gt_arena *arena, struct gt_cal *out, struct gt_err *err)
{
    struct gt_week week = gt_week_office();
    struct gt_holidays holidays;
    gt_rc rc;

    gt_holidays_init(&holidays, arena);
    if ((rc = gt_holidays_builtin(&holidays, err)) != GT_OK)
        return rc;
    return gt_holidays_cal(arena, &holidays, &week, gt_day_from_ymd(2025, 1, 1), gt_day_from_ymd(2027, 12, 31),
                           GT_UNIT_DAY, GT_STR("office"), out, err);
}

/* Counted back from the deadline: the dates, and why the draft starts when it must. */
static gt_rc plan_it(const struct gt_plan_input *input, struct gt_arena *arena, struct gt_err *err)
{
    struct gt_plan *plan = NULL;
    const struct gt_net *net;
    struct gt_buf words;
    struct gt_why why;
    gt_rc rc;

    gt_buf_init(&words, 1 << 16);
    if ((rc = gt_plan_create(input, arena, NULL, &plan, err)) == GT_OK &&
        (rc = gt_plan_why(plan, DRAFT, GT_DATE_START, arena, &why, err)) == GT_OK &&
        (rc = gt_plan_net(plan, &net, err)) == GT_OK) {
        for (uint32_t task = 0; task < TASKS; task++)
            show("plan    ", task, gt_plan_dates(plan, task).start, gt_plan_dates(plan, task).finish);
        gt_why_text(&words, net, &task_names, &why, GT_LANG_EN);
        printf("%.*s\n", GT_FMT(gt_buf_view(&words)));
    }
    gt_buf_clear(&words);
    gt_plan_destroy(plan);
    return rc;
}

/* The two people can be asked for one thing at a time. */
static gt_rc level_it(const struct gt_net *net, gt_tick from, struct gt_arena *arena, struct gt_level *out,
                      struct gt_err *err)
{
    const struct gt_level_options options = {.from = from, .until = GT_TICK_NONE, .names = &task_names,
                                             .solve = gt_solve_defaults()};
    gt_rc rc = gt_level_run(arena, net, &options, out, err);

    if (rc == GT_OK && out->dates == NULL)
        return gt_fail(err, GT_EINFEASIBLE, "no schedule keeps the deadline", "没有方案能赶上时限");
    for (uint32_t task = 0; rc == GT_OK && task < TASKS; task++)
        show("levelled", task, out->dates[task].start, out->dates[task].finish);
    if (rc == GT_OK)
        printf("%lld work days, %s\n", (long long)out->length,
               out->state == GT_SOLVE_OPTIMAL ? "and nothing is shorter" : "perhaps not the shortest");
    return rc;
}

/* Asking may take from half to twice its time; with the order just found. */
static gt_rc forecast_it(const struct gt_net *net, const struct gt_level *level, gt_tick from,
                         struct gt_arena *arena, struct gt_err *err)
{
    struct gt_spread spreads[TASKS];
    struct gt_forecast_input input = {.net = net, .from = from, .spreads = spreads, .samples = 10000, .seed = 1,
                                      .order = level->order, .order_count = level->order_count};
    struct gt_forecast forecast;
    char day[GT_TICK_TEXT];
    gt_rc rc;

    for (uint32_t task = 0; task < TASKS; task++)
        spreads[task] = (struct gt_spread){.kind = GT_SPREAD_FIXED, .driver = GT_NO_DRIVER};
    spreads[ASK_ONE] = spreads[ASK_TWO] =
        (struct gt_spread){.kind = GT_SPREAD_TRIANGULAR, .low = 5, .mode = 10, .high = 20, .driver = GT_NO_DRIVER};
    if ((rc = gt_forecast_run(arena, &input, &forecast, err)) == GT_OK)
        printf("four times in five finished by %s; the deadline holds in %.0f of 100\n",
               gt_tick_text(GT_UNIT_DAY, forecast.p80, true, day), 100 * (double)forecast.acts[ISSUE].chance);
    return rc;
}

static gt_rc judge_it(const struct gt_net *net, const struct gt_level *level, gt_tick from, struct gt_err *err)
{
    const struct gt_verify_options options = {.from = from, .until = GT_TICK_NONE, .deadlines = true,
                                              .resources = true};
    struct gt_breach breach;
    gt_rc rc = gt_verify(net, level->dates, &options, &breach, err);

    if (rc == GT_OK)
        printf("verified: %s\n", gt_breach_word(breach.kind, GT_LANG_EN));
    return rc != GT_OK || breach.kind == GT_BREACH_NONE ? rc : GT_EINTERNAL;
}

static gt_rc run(struct gt_arena *arena, struct gt_err *err)
{
    const gt_tick from = gt_day_from_ymd(2026, 1, 26), due = gt_day_from_ymd(2026, 3, 31) + 1;
    struct gt_cal cals[2] = {gt_cal_elapsed(GT_STR("days"))};
    struct gt_plan_task tasks[TASKS] = {GT_PLAN_TASK, GT_PLAN_TASK, GT_PLAN_TASK, GT_PLAN_TASK};
    const int32_t days[TASKS] = {8, 10, 10, 3};
    const uint16_t calendar[TASKS] = {1, 1, 1, 1};
    gt_tick deadline[TASKS] = {GT_TICK_NONE, GT_TICK_NONE, GT_TICK_NONE, due};
    const struct gt_link links[] = {{.from = DRAFT, .to = ASK_ONE, .lag_max = GT_LAG_NONE},
                                    {.from = DRAFT, .to = ASK_TWO, .lag_max = GT_LAG_NONE},
                                    {.from = ASK_ONE, .to = ISSUE, .lag_max = GT_LAG_NONE},
                                    {.from = ASK_TWO, .to = ISSUE, .lag_max = GT_LAG_NONE}};
    const struct gt_capacity two = {from, 2};
    const struct gt_res people = {.steps = &two, .step_count = 1, .name = GT_STR("people")};
    const struct gt_demand demands[] = {{ASK_ONE, 0, 2}, {ASK_TWO, 0, 2}};
    const struct gt_plan_input input = {.unit = GT_UNIT_DAY, .cals = cals, .cal_count = 2, .tasks = tasks,
                                        .task_count = TASKS, .links = links, .link_count = 4,
                                        .options = {.from = from, .until = GT_TICK_NONE}};
    const struct gt_net_input frozen = {
        .unit = GT_UNIT_DAY, .cals = cals, .cal_count = 2, .links = links, .link_count = 4,
        .acts = {.count = TASKS, .duration = days, .calendar = calendar, .finish_max = deadline},
        .res = &people, .res_count = 1, .demands = demands, .demand_count = 2};
    struct gt_level level;
    struct gt_net net;
    gt_rc rc;

    for (uint32_t task = 0; task < TASKS; task++) {
        tasks[task].duration = days[task];
        tasks[task].calendar = 1;
        tasks[task].finish_max = deadline[task];
    }
    if ((rc = office_calendar(arena, &cals[1], err)) != GT_OK || (rc = plan_it(&input, arena, err)) != GT_OK ||
        (rc = gt_net_build(arena, &frozen, &net, err)) != GT_OK ||
        (rc = level_it(&net, from, arena, &level, err)) != GT_OK ||
        (rc = forecast_it(&net, &level, from, arena, err)) != GT_OK)
        return rc;
    return judge_it(&net, &level, from, err);
}

int main(void)
{
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    gt_rc rc = gt_arena_create((size_t)1 << 28, &arena);

    if (rc == GT_OK)
        rc = run(arena, &err);
    if (rc != GT_OK)
        fprintf(stderr, "plan-library: %s\n", err.text[GT_LANG_EN]);
    gt_arena_destroy(arena);
    return rc == GT_OK ? 0 : 1;
}
