/* level.c - levelling either way: mirror, solve, verify, and who waits for whom. */
#include "plan/level_in.h"
#include "plan/relax.h"
#include "plan/verify.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "no memory to level the plan", "资源排程内存不足");
}

/* ---- the mirrored network ---------------------------------------------------------- */

static gt_tick turned(gt_tick at)
{
    return at == GT_TICK_NONE || at == GT_TICK_FIRST || at == GT_TICK_LAST ? at : -at;
}

static gt_rc turn_cals(struct gt_arena *arena, const struct gt_net *net, struct gt_cal **out,
                       struct gt_err *err)
{
    struct gt_cal *cals = GT_NEW_N(arena, struct gt_cal, net->cal_count);
    gt_rc rc;

    if (cals == NULL)
        return no_memory(err);
    for (uint32_t c = 0; c < net->cal_count; c++) {
        const struct gt_cal *from = &net->cals[c];
        struct gt_cal_span *spans;

        if (from->elapsed) {
            cals[c] = *from;
            continue;
        }
        if ((spans = GT_NEW_RAW_N(arena, struct gt_cal_span, from->span_count)) == NULL)
            return no_memory(err);
        for (uint32_t i = 0; i < from->span_count; i++)
            spans[from->span_count - 1 - i] = (struct gt_cal_span){-from->spans[i].to, -from->spans[i].from};
        if ((rc = gt_cal_build(arena, spans, from->span_count, from->name, &cals[c], err)) != GT_OK)
            return rc;
    }
    *out = cals;
    return GT_OK;
}

static gt_rc turn_facts(struct gt_arena *arena, const gt_tick *facts, uint32_t count, const gt_tick **out,
                        struct gt_err *err)
{
    gt_tick *own = NULL;

    if (facts != NULL) {
        if ((own = GT_NEW_RAW_N(arena, gt_tick, (size_t)count + 1)) == NULL)
            return no_memory(err);
        for (uint32_t i = 0; i < count; i++)
            own[i] = turned(facts[i]);
    }
    *out = own;
    return GT_OK;
}

static gt_rc turn_resources(struct gt_arena *arena, const struct gt_net *net, struct gt_res **out,
                            struct gt_err *err)
{
    struct gt_res *list = GT_NEW_N(arena, struct gt_res, (size_t)net->res_count + 1);

    if (list == NULL)
        return no_memory(err);
    for (uint32_t r = 0; r < net->res_count; r++) {
        const struct gt_res *from = &net->res[r];
        uint32_t count = from->step_count;
        struct gt_capacity *steps = GT_NEW_N(arena, struct gt_capacity, count);

        if (steps == NULL)
            return no_memory(err);
        for (uint32_t i = 0; i < count; i++)
            steps[i] = (struct gt_capacity){i == 0 ? GT_TICK_FIRST / 4 : -from->steps[count - i].at,
                                            from->steps[count - 1 - i].capacity};
        list[r] = *from;
        list[r].steps = steps;
    }
    *out = list;
    return GT_OK;
}

gt_rc gt_level_turn(struct gt_arena *arena, const struct gt_net *net, struct gt_net *out, struct gt_err *err)
{
    static const uint8_t kinds[GT_LINK_KIND_COUNT] = {GT_LINK_FS, GT_LINK_FF, GT_LINK_SS, GT_LINK_SF};
    const uint32_t n = net->acts.count;
    struct gt_net_input in = {.unit = GT_UNIT_PLAIN, .cal_count = net->cal_count,
                              .link_count = net->link_count, .res_count = net->res_count,
                              .demands = net->demands,
                              .demand_count = net->demand_at == NULL ? 0 : net->demand_at[n]};
    struct gt_link *links;
    struct gt_cal *cals = NULL;
    struct gt_res *res = NULL;
    gt_rc rc;

    in.acts = (struct gt_acts){.count = n, .duration = net->acts.duration, .calendar = net->acts.calendar};
    if ((links = GT_NEW_N(arena, struct gt_link, (size_t)net->link_count + 1)) == NULL)
        return no_memory(err);
    for (uint32_t i = 0; i < net->link_count; i++) {
        links[i] = net->links[i];
        links[i].from = net->links[i].to;
        links[i].to = net->links[i].from;
        links[i].kind = kinds[net->links[i].kind];
    }
    if ((rc = turn_cals(arena, net, &cals, err)) != GT_OK || (rc = turn_resources(arena, net, &res, err)) != GT_OK ||
        (rc = turn_facts(arena, net->acts.start_min, n, &in.acts.finish_max, err)) != GT_OK ||
        (rc = turn_facts(arena, net->acts.start_max, n, &in.acts.finish_min, err)) != GT_OK ||
        (rc = turn_facts(arena, net->acts.finish_min, n, &in.acts.start_max, err)) != GT_OK ||
        (rc = turn_facts(arena, net->acts.finish_max, n, &in.acts.start_min, err)) != GT_OK ||
        (rc = turn_facts(arena, net->acts.start_pin, n, &in.acts.finish_pin, err)) != GT_OK ||
        (rc = turn_facts(arena, net->acts.finish_pin, n, &in.acts.start_pin, err)) != GT_OK)
        return rc;
    in.links = links;
    in.cals = cals;
    in.res = res;
    return gt_net_build(arena, &in, out, err);
}

/* ---- who hands what on to whom -------------------------------------------------------- */

struct hand { uint32_t act; gt_tick free_at; int64_t units; };

static gt_rc in_order(struct gt_arena *arena, const struct gt_when *dates, uint32_t n, uint32_t **out)
{
    /* A merge sort of indexes by start, then by number. */
    uint32_t *a = GT_NEW_RAW_N(arena, uint32_t, (size_t)n + 1), *b = GT_NEW_RAW_N(arena, uint32_t, (size_t)n + 1);

    if (a == NULL || b == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < n; i++)
        a[i] = i;
    for (uint32_t width = 1; width < n; width *= 2) {
        for (uint32_t from = 0; from < n; from += 2 * width) {
            uint32_t mid = from + width < n ? from + width : n, end = from + 2 * width < n ? from + 2 * width : n;

            for (uint32_t i = from, j = mid, k = from; k < end; k++)
                b[k] = j >= end || (i < mid && dates[a[i]].start <= dates[a[j]].start) ? a[i++] : a[j++];
        }
        uint32_t *swap = a;

        a = b;
        b = swap;
    }
    *out = a;
    return GT_OK;
}

/* Every unit that an activity needs comes from those who are done with theirs,
 * the last one done first: short waits leave the early ones to the early. */
static gt_rc hand_on(struct gt_arena *arena, const struct gt_net *net, const struct gt_when *dates,
                     struct gt_level *out)
{
    GT_VEC(struct gt_link) links = {0};
    const uint32_t n = net->acts.count;
    uint32_t *order = NULL, *linked;
    GT_VEC(struct hand) *hands;

    if (net->demand_at == NULL)
        return GT_OK;
    if (in_order(arena, dates, n, &order) != GT_OK ||
        (linked = GT_NEW_N(arena, uint32_t, (size_t)n + 1)) == NULL ||
        (hands = gt_arena_alloc_n(arena, (size_t)net->res_count + 1, sizeof(*hands), _Alignof(max_align_t))) == NULL)
        return GT_ENOMEM;
    for (uint32_t place = 0; place < n; place++) {
        uint32_t act = order[place];

        if (net->acts.duration[act] == 0)
            continue;
        for (uint32_t d = net->demand_at[act]; d < net->demand_at[act + 1]; d++) {
            int64_t wanted = net->demands[d].amount;
            uint32_t r = net->demands[d].res;
            struct hand *own;

            while (wanted > 0) {
                struct hand *from = NULL;

                for (size_t i = 0; i < hands[r].count; i++)
                    if (hands[r].at[i].units > 0 && hands[r].at[i].free_at <= dates[act].start &&
                        (from == NULL || hands[r].at[i].free_at > from->free_at))
                        from = &hands[r].at[i];
                if (from == NULL)
                    break; /* nobody had them before */
                int64_t given = from->units < wanted ? from->units : wanted;

                from->units -= given;
                wanted -= given;
                if (linked[from->act] != act + 1) {
                    struct gt_link *link = GT_PUSH(arena, &links);

                    if (link == NULL)
                        return GT_ENOMEM;
                    *link = (struct gt_link){.from = from->act, .to = act, .lag_max = GT_LAG_NONE};
                    linked[from->act] = act + 1;
                }
            }
            own = NULL;
            for (size_t i = 0; i < hands[r].count && own == NULL; i++)
                if (hands[r].at[i].units == 0)
                    own = &hands[r].at[i];
            if (own == NULL && (own = GT_PUSH(arena, &hands[r])) == NULL)
                return GT_ENOMEM;
            *own = (struct hand){act, dates[act].finish, net->demands[d].amount};
        }
    }
    out->order = links.at;
    out->order_count = (uint32_t)links.count;
    return GT_OK;
}

/* ---- the whole --------------------------------------------------------------------------- */

static gt_rc check_demands(const struct gt_net *net, const struct gt_names *names, struct gt_err *err)
{
    for (uint32_t act = 0; net->demand_at != NULL && act < net->acts.count; act++)
        for (uint32_t d = net->demand_at[act]; d < net->demand_at[act + 1]; d++) {
            const struct gt_res *res = &net->res[net->demands[d].res];
            gt_str name = names != NULL ? names->act(names->ctx, act) : GT_STR("");
            int32_t most = 0;

            for (uint32_t i = 0; i < res->step_count; i++)
                most = res->steps[i].capacity > most ? res->steps[i].capacity : most;
            if (net->demands[d].amount > most && net->acts.duration[act] > 0)
                return gt_fail(err, GT_EINFEASIBLE,
                               "task %u %.*s needs %d of %.*s, of which there are never more than %d",
                               "第%u项任务 %.*s 需要%d(%.*s)，而容量最多为%d", act + 1, GT_FMT(name),
                               net->demands[d].amount, GT_FMT(res->name), most);
        }
    return GT_OK;
}

/* Nothing leaves this room unjudged. */
static gt_rc judge(const struct gt_leveller *l, const struct gt_level *level, struct gt_breach *breach,
                   struct gt_err *err)
{
    const struct gt_verify_options options = {
        .from = l->from, .until = l->options->backward ? GT_TICK_NONE : l->options->until,
        .deadlines = !l->options->soft, .resources = true};

    return gt_verify(l->net, level->dates, &options, breach, err);
}

/* The same sequence once more, each task as early as it can be: proofs care for
 * the end only.  Kept where it holds and is no longer. */
static gt_rc pull_forward(const struct gt_leveller *l, struct gt_level *level, struct gt_err *err)
{
    const uint32_t n = l->net->acts.count;
    struct gt_when *dates = GT_NEW_N(l->arena, struct gt_when, (size_t)n + 1), *found = level->dates;
    int64_t *key = GT_NEW_N(l->arena, int64_t, (size_t)n + 1);
    gt_tick before = GT_TICK_FIRST, after = GT_TICK_FIRST;
    struct gt_placer *placer = NULL;
    struct gt_breach breach = {0};
    gt_rc rc;

    if (dates == NULL || key == NULL)
        return no_memory(err);
    if ((rc = gt_placer_init(l, &placer, err)) != GT_OK)
        return rc;
    for (uint32_t act = 0; act < n; act++)
        key[act] = found[act].start;
    if (gt_placer_run(placer, key, dates)) {
        for (uint32_t act = 0; act < n; act++) {
            before = gt_max(before, found[act].finish);
            after = gt_max(after, dates[act].finish);
        }
        level->dates = dates;
        if (after > before || (rc = judge(l, level, &breach, err)) != GT_OK || breach.kind != GT_BREACH_NONE)
            level->dates = found;
    }
    gt_placer_destroy(placer);
    return rc;
}

/* As before, as far as it can be: first with everybody not before the old
 * start, then in the old sequence only.  *done false where neither keeps every
 * fact. */
static gt_rc keep_earlier(const struct gt_leveller *l, struct gt_level *out, bool *done, struct gt_err *err)
{
    const uint32_t n = l->net->acts.count;
    struct gt_when *dates = GT_NEW_N(l->arena, struct gt_when, (size_t)n + 1);
    int64_t *key = GT_NEW_N(l->arena, int64_t, (size_t)n + 1);
    gt_tick *floor = GT_NEW_N(l->arena, gt_tick, (size_t)n + 1);
    struct gt_placer *placer = NULL;
    gt_rc rc;

    *done = false;
    if (dates == NULL || key == NULL || floor == NULL)
        return no_memory(err);
    if ((rc = gt_placer_init(l, &placer, err)) != GT_OK)
        return rc;
    for (uint32_t act = 0; act < n; act++) {
        gt_tick old = l->options->keep[act];

        if (old != GT_TICK_NONE && l->options->backward) /* time is turned: the end comes first */
            old = -gt_act_finish(gt_cal_of(l->given, act), l->given->acts.duration[act], old);
        key[act] = old != GT_TICK_NONE ? old : l->pass->late[act].start;
        floor[act] = old != GT_TICK_NONE ? old : GT_TICK_FIRST;
    }
    for (int round = 0; round < 2 && rc == GT_OK && !*done; round++) {
        struct gt_breach breach = {0};

        gt_placer_floor(placer, round == 0 ? floor : NULL);
        if (!gt_placer_run(placer, key, dates))
            continue;
        *out = (struct gt_level){.state = GT_SOLVE_FEASIBLE, .dates = dates, .kept = true,
                                 .bound = l->pass->finish_of_all, .stats.schedules = round + 1};
        rc = judge(l, out, &breach, err);
        *done = rc == GT_OK && breach.kind == GT_BREACH_NONE;
    }
    for (uint32_t act = 0; *done && act < n; act++)
        out->length = gt_max(out->length, dates[act].finish - l->from);
    out->length_bound = out->bound - l->from;
    gt_placer_destroy(placer);
    return rc;
}

static gt_rc level_forward(const struct gt_leveller *l, struct gt_level *out, struct gt_err *err)
{
    struct gt_breach breach = {0};
    bool one = true, done = false;
    gt_rc rc;

    if (l->options->keep != NULL && ((rc = keep_earlier(l, out, &done, err)) != GT_OK || done))
        return rc;
    for (;;) {
        *out = (struct gt_level){.one_calendar = one};
        breach.kind = GT_BREACH_NONE;
        rc = one ? gt_level_one(l, out, err) : gt_level_many(l, out, err);
        if (rc == GT_OK && out->dates != NULL)
            rc = judge(l, out, &breach, err);
        if (rc == GT_OK && breach.kind == GT_BREACH_NONE)
            return one && out->dates != NULL ? pull_forward(l, out, err) : GT_OK;
        if (rc != GT_OK && rc != GT_EUNSUPPORTED)
            return rc;
        if (!one)
            break;
        one = false; /* what one calendar's time cannot say, real time can */
    }
    return gt_fail(err, GT_EINTERNAL, "a schedule was found that breaks a fact (kind %d, task %u)",
                   "求得的方案违反条件（类别%d，任务%u）", (int)breach.kind, breach.act + 1);
}

static void turn_dates(uint32_t count, struct gt_level *level)
{
    for (uint32_t i = 0; level->dates != NULL && i < count; i++)
        level->dates[i] = (struct gt_when){-level->dates[i].finish, -level->dates[i].start};
    level->bound = turned(level->bound);
}

static void tell_ends(const struct gt_net *net, struct gt_level *level)
{
    if (level->dates == NULL)
        return;
    level->start = GT_TICK_LAST;
    level->finish = GT_TICK_FIRST;
    for (uint32_t i = 0; i < net->acts.count; i++) {
        level->start = gt_min(level->start, level->dates[i].start);
        level->finish = gt_max(level->finish, level->dates[i].finish);
    }
}

gt_rc gt_level_run(struct gt_arena *arena, const struct gt_net *net,
                   const struct gt_level_options *options, struct gt_level *out, struct gt_err *err)
{
    struct gt_pass_options free_of = {.from = GT_TICK_NONE, .until = GT_TICK_NONE, .close = true};
    struct gt_leveller l = {.arena = arena, .net = net, .given = net, .options = options};
    struct gt_level level = {0};
    struct gt_net mirrored;
    struct gt_pass pass;
    gt_tick from = options->backward ? options->until : options->from;
    gt_rc rc;

    if (from == GT_TICK_NONE || from <= GT_TICK_FIRST / 2 || from >= GT_TICK_LAST / 2)
        return gt_fail(err, GT_EINVAL, "levelling needs a day to begin on, or one to end by",
                       "资源排程需要起始日期，或者截止日期");
    if ((rc = check_demands(net, options->names, err)) != GT_OK)
        return rc;
    if (options->backward) {
        if ((rc = gt_level_turn(arena, net, &mirrored, err)) != GT_OK)
            return rc;
        l.net = &mirrored;
    }
    l.from = free_of.from = options->backward ? -from : from;
    if ((rc = gt_pass_run(arena, l.net, &free_of, &pass, NULL, err)) != GT_OK)
        return rc;
    l.pass = &pass;
    if (net->acts.count > 0 && (rc = level_forward(&l, &level, err)) != GT_OK)
        return rc;
    if (options->backward)
        turn_dates(net->acts.count, &level);
    tell_ends(net, &level);
    if (level.dates != NULL && hand_on(arena, net, level.dates, &level) != GT_OK)
        return no_memory(err);
    *out = level;
    return GT_OK;
}
