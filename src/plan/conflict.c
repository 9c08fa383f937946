/*
 * conflict.c - the shortest chain of facts that cannot all hold.
 *
 * A plan without a positive cycle fails where a lower bound, pushed along
 * links and durations, comes out after an upper bound.  Every activity on
 * such a chain has its earliest start after its latest one, so only those
 * are looked at.  Round k of the search holds the latest date that k links
 * can push an activity to; the first round in which a bound breaks gives a
 * chain with the fewest links.
 */
#include "plan/reason.h"

enum {
    STEPS_MAX = 20 * 1000 * 1000, /* cells of the rounds' table; then any chain will do */
    SAME = UINT32_MAX,            /* this round did not push it further */
};

struct step { uint32_t tail, head, link, code; int32_t lag; };

struct chain {
    uint32_t        root, end;       /* activities */
    struct gt_bound low, high;       /* of root, of end */
    struct step    *steps;
    uint32_t        count;
};

struct search {
    struct gt_view early, late;
    const struct gt_net *net;
    struct gt_arena *arena;
};

static gt_tick finish_from(const struct gt_net *net, uint32_t act, gt_tick start)
{
    return gt_act_finish(gt_cal_of(net, act), net->acts.duration[act], start);
}

static gt_tick step_start(const struct search *s, const struct step *step, int32_t lag,
                          gt_tick tail_start, gt_tick tail_finish)
{
    gt_tick value = gt_arc_head(s->net->cals, lag, step->code,
                                step->code & GT_ARC_TAIL_FINISH ? tail_finish : tail_start);

    return gt_view_start(&s->early, step->head, (step->code & GT_ARC_HEAD_FINISH) != 0, value);
}

/* ---- the chain's arithmetic, with one change tried on it -------------------------- */

struct change { uint32_t step, act; int32_t lag, duration; }; /* GT_NO_INDEX: none */

static const struct change no_change = {GT_NO_INDEX, GT_NO_INDEX, 0, 0};

/* The start that the chain forces on its end. */
static gt_tick run_chain(const struct search *s, const struct chain *chain, struct change change)
{
    const struct gt_acts *acts = &s->net->acts;
    gt_tick start = gt_view_bound_start(&s->early, chain->root, &chain->low);

    /* A finish bound on a shortened root moves its start: redo it here. */
    if (change.act == chain->root && chain->low.finish)
        start = gt_resolve_early(gt_cal_of(s->net, chain->root),
                                 acts->duration[chain->root] - change.duration,
                                 (struct gt_when){GT_TICK_FIRST, chain->low.at}).start;
    for (uint32_t i = 0; i < chain->count && start < GT_TICK_LAST; i++) {
        const struct step *step = &chain->steps[i];
        const struct gt_cal *cal = gt_cal_of(s->net, step->tail);
        int32_t duration = acts->duration[step->tail];
        struct gt_when low = {GT_TICK_FIRST, GT_TICK_FIRST};
        gt_tick value;

        if (step->tail == change.act)
            duration -= change.duration;
        value = gt_arc_head(s->net->cals, step->lag + (i == change.step ? change.lag : 0), step->code,
                            step->code & GT_ARC_TAIL_FINISH ? gt_act_finish(cal, duration, start) : start);
        duration = acts->duration[step->head] - (step->head == change.act ? change.duration : 0);
        *(step->code & GT_ARC_HEAD_FINISH ? &low.finish : &low.start) = value;
        start = gt_resolve_early(gt_cal_of(s->net, step->head), duration, low).start;
    }
    return start;
}

/* The latest start that the end's bound allows it. */
static gt_tick end_start(const struct search *s, const struct chain *chain, struct change change)
{
    struct gt_when high = {GT_TICK_LAST, GT_TICK_LAST};

    if (change.act != chain->end || !chain->high.finish)
        return gt_view_bound_start(&s->late, chain->end, &chain->high);
    high.finish = chain->high.at;
    return gt_resolve_late(gt_cal_of(s->net, chain->end),
                           s->net->acts.duration[chain->end] - change.duration, high).start;
}

static bool breaks(const struct search *s, const struct chain *chain, struct change change)
{
    return run_chain(s, chain, change) > end_start(s, chain, change);
}

/* ---- the search ------------------------------------------------------------------- */

/* Greatest start that the activity's own lower bounds force. */
static gt_tick own_low(const struct search *s, uint32_t act, struct gt_bound *which)
{
    struct gt_bound list[GT_BOUNDS_MAX];
    uint32_t count = gt_view_bounds(&s->early, act, list);
    gt_tick most = GT_TICK_FIRST;

    for (uint32_t i = 0; i < count; i++) {
        gt_tick start = gt_view_bound_start(&s->early, act, &list[i]);

        if (start > most) {
            most = start;
            *which = list[i];
        }
    }
    return most;
}

static gt_tick own_high(const struct search *s, uint32_t act, struct gt_bound *which)
{
    struct gt_bound list[GT_BOUNDS_MAX];
    uint32_t count = gt_view_bounds(&s->late, act, list);
    gt_tick least = GT_TICK_LAST;

    for (uint32_t i = 0; i < count; i++) {
        gt_tick start = gt_view_bound_start(&s->late, act, &list[i]);

        if (start < least) {
            least = start;
            *which = list[i];
        }
    }
    return least;
}

static struct step step_of(const struct gt_net *net, const struct gt_arc *arc, uint32_t link,
                           uint32_t tail, uint32_t head)
{
    (void)net;
    return (struct step){.tail = tail, .head = head, .link = link, .code = arc->code, .lag = arc->lag};
}

struct rounds {
    uint32_t *member, *index; /* activities in conflict; their place, or GT_NO_INDEX */
    gt_tick  *now, *next;     /* [members] */
    gt_tick  *high;           /* [members] what their own upper bounds allow */
    uint32_t *parents;        /* [rounds][members] arc inward, or SAME */
    uint32_t  count, max;     /* members, rounds that fit */
};

static gt_rc rounds_init(const struct search *s, struct rounds *r)
{
    uint32_t acts = s->net->acts.count;
    const struct gt_pass *pass = s->early.pass;

    if ((r->index = GT_NEW_N(s->arena, uint32_t, acts)) == NULL)
        return GT_ENOMEM;
    for (uint32_t act = 0; act < acts; act++)
        r->index[act] = pass->early[act].start > pass->late[act].start ? r->count++ : GT_NO_INDEX;
    /* Where calendars differ a chain may go round a loop more than once, so
     * the number of members does not bound it. */
    r->max = r->count == 0 ? 0 : STEPS_MAX / r->count;
    if ((r->member = GT_NEW_N(s->arena, uint32_t, (size_t)r->count + 1)) == NULL ||
        (r->now = GT_NEW_N(s->arena, gt_tick, (size_t)r->count + 1)) == NULL ||
        (r->next = GT_NEW_N(s->arena, gt_tick, (size_t)r->count + 1)) == NULL ||
        (r->high = GT_NEW_N(s->arena, gt_tick, (size_t)r->count + 1)) == NULL)
        return GT_ENOMEM;
    for (uint32_t act = 0; act < acts; act++)
        if (r->index[act] != GT_NO_INDEX) {
            struct gt_bound bound = {0};

            r->member[r->index[act]] = act;
            r->now[r->index[act]] = own_low(s, act, &bound);
            r->high[r->index[act]] = own_high(s, act, &bound);
        }
    return GT_OK;
}

/* The member that breaks its bound by most, or GT_NO_INDEX. */
static uint32_t broken(const struct rounds *r)
{
    uint32_t worst = GT_NO_INDEX;

    for (uint32_t m = 0; m < r->count; m++)
        if (r->now[m] > r->high[m] &&
            (worst == GT_NO_INDEX || r->now[m] - r->high[m] > r->now[worst] - r->high[worst]))
            worst = m;
    return worst;
}

/* False when nothing was pushed further. */
static bool one_round(const struct search *s, struct rounds *r, uint32_t *parent)
{
    const struct gt_net *net = s->net;
    bool pushed = false;

    for (uint32_t m = 0; m < r->count; m++) {
        uint32_t act = r->member[m];

        r->next[m] = r->now[m];
        parent[m] = SAME;
        for (uint32_t arc = net->in_at[act]; arc < net->in_at[act + 1]; arc++) {
            uint32_t tail = net->in[arc].other, from = r->index[tail];
            struct step step = step_of(net, &net->in[arc], 0, tail, act);
            gt_tick start;

            if (from == GT_NO_INDEX || r->now[from] <= GT_TICK_FIRST)
                continue;
            start = step_start(s, &step, step.lag, r->now[from], finish_from(net, tail, r->now[from]));
            if (start > r->next[m]) {
                r->next[m] = start;
                parent[m] = arc;
                pushed = true;
            }
        }
    }
    gt_tick *swap = r->now;
    r->now = r->next;
    r->next = swap;
    return pushed;
}

static gt_rc chain_from_rounds(const struct search *s, const struct rounds *r, uint32_t round,
                               uint32_t m, struct chain *chain)
{
    uint32_t act = r->member[m], at = round;

    if ((chain->steps = GT_NEW_N(s->arena, struct step, (size_t)round + 1)) == NULL)
        return GT_ENOMEM;
    chain->end = act;
    (void)own_high(s, act, &chain->high);
    for (uint32_t k = round; k-- > 0;) {
        uint32_t arc = r->parents[(size_t)k * r->count + r->index[act]];

        if (arc == SAME)
            continue;
        chain->steps[--at] = step_of(s->net, &s->net->in[arc], s->net->in_link[arc],
                                     s->net->in[arc].other, act);
        act = s->net->in[arc].other;
    }
    chain->steps += at;
    chain->count = round - at;
    chain->root = act;
    (void)own_low(s, act, &chain->low);
    return GT_OK;
}

/* GT_ENOTFOUND: the table would be too large, or nothing breaks. */
static gt_rc shortest(const struct search *s, struct chain *chain)
{
    struct rounds r = {0};
    uint32_t m, cap = 16;
    gt_rc rc;

    if ((rc = rounds_init(s, &r)) != GT_OK)
        return rc;
    r.parents = NULL;
    for (uint32_t round = 0; round <= r.max; round++) {
        if ((m = broken(&r)) != GT_NO_INDEX)
            return chain_from_rounds(s, &r, round, m, chain);
        if (round == r.max)
            break;
        if (r.parents == NULL || round == cap) { /* chains are short as a rule */
            uint32_t *wider;

            cap = r.parents == NULL ? cap : cap * 2;
            cap = cap > r.max ? r.max : cap;
            if ((wider = GT_NEW_N(s->arena, uint32_t, (size_t)cap * r.count)) == NULL)
                return GT_ENOMEM;
            if (r.parents != NULL)
                memcpy(wider, r.parents, (size_t)round * r.count * sizeof(*wider));
            r.parents = wider;
        }
        if (!one_round(s, &r, r.parents + (size_t)round * r.count))
            break;
    }
    return GT_ENOTFOUND;
}

/* ---- any chain, through one activity -------------------------------------------------- */

static gt_rc through(const struct search *s, uint32_t act, struct chain *chain)
{
    const struct gt_net *net = s->net;
    struct gt_walk before, after;
    uint32_t count = 0, at;

    if (gt_walk_init(&before, s->arena, net->acts.count) != GT_OK ||
        gt_walk_init(&after, s->arena, net->acts.count) != GT_OK)
        return GT_ENOMEM;
    chain->root = gt_walk_root(&s->early, act, &before, &chain->low);
    chain->end = gt_walk_root(&s->late, act, &after, &chain->high);
    if (chain->root == GT_NO_INDEX || chain->end == GT_NO_INDEX)
        return GT_ENOTFOUND;
    for (uint32_t i = chain->root; before.next_act[i] != GT_NO_INDEX; i = before.next_act[i])
        count++;
    for (uint32_t i = chain->end; after.next_act[i] != GT_NO_INDEX; i = after.next_act[i])
        count++;
    if ((chain->steps = GT_NEW_N(s->arena, struct step, (size_t)count + 1)) == NULL)
        return GT_ENOMEM;
    at = 0;
    for (uint32_t i = chain->root; before.next_act[i] != GT_NO_INDEX; i = before.next_act[i]) {
        uint32_t arc = before.next_arc[i];

        chain->steps[at++] = step_of(net, &net->in[arc], net->in_link[arc], i, before.next_act[i]);
    }
    at = count; /* the second half is walked from its end */
    for (uint32_t i = chain->end; after.next_act[i] != GT_NO_INDEX; i = after.next_act[i]) {
        uint32_t arc = after.next_arc[i];

        chain->steps[--at] = step_of(net, &net->out[arc], net->out_link[arc], after.next_act[i], i);
    }
    chain->count = count;
    return GT_OK;
}

/* ---- telling it ------------------------------------------------------------------------ */

typedef GT_VEC(struct gt_fact) fact_vec;

static struct gt_fact bound_fact(uint32_t act, const struct gt_bound *bound, bool late)
{
    return (struct gt_fact){.kind = bound->kind, .event = bound->finish, .late = late, .act = act,
                            .link = GT_NO_INDEX, .at = bound->at};
}

static gt_rc push(struct gt_arena *arena, fact_vec *facts, struct gt_fact fact)
{
    struct gt_fact *slot = GT_PUSH(arena, facts);

    if (slot == NULL)
        return GT_ENOMEM;
    *slot = fact;
    return GT_OK;
}

static gt_rc push_duration(const struct search *s, fact_vec *facts, uint32_t act, bool finish,
                           gt_tick start)
{
    if (s->net->acts.duration[act] == 0)
        return GT_OK;
    return push(s->arena, facts, (struct gt_fact){
        .kind = GT_FACT_DURATION, .event = finish, .act = act, .link = GT_NO_INDEX,
        .at = finish ? finish_from(s->net, act, start) : start,
        .amount = s->net->acts.duration[act]});
}

static gt_rc tell(const struct search *s, const struct chain *chain, struct gt_conflict *out)
{
    gt_tick start = gt_view_bound_start(&s->early, chain->root, &chain->low);
    bool entered = chain->low.finish;
    fact_vec facts = {0};
    gt_rc rc;

    if ((rc = push(s->arena, &facts, bound_fact(chain->root, &chain->low, false))) != GT_OK)
        return rc;
    for (uint32_t i = 0; i < chain->count; i++) {
        const struct step *step = &chain->steps[i];
        bool leaves = (step->code & GT_ARC_TAIL_FINISH) != 0;
        bool finish = (step->code & GT_ARC_HEAD_FINISH) != 0, greatest = (step->code & GT_ARC_MAX) != 0;
        gt_tick tail_finish = finish_from(s->net, step->tail, start);

        if (leaves != entered &&
            (rc = push_duration(s, &facts, step->tail, leaves, start)) != GT_OK)
            return rc;
        start = step_start(s, step, step->lag, start, tail_finish);
        if ((rc = push(s->arena, &facts, (struct gt_fact){
                 .kind = greatest ? GT_FACT_LAG_MAX : GT_FACT_LAG_MIN, .event = finish,
                 .act = step->head, .link = step->link, .amount = greatest ? -step->lag : step->lag,
                 .at = finish ? finish_from(s->net, step->head, start) : start})) != GT_OK)
            return rc;
        entered = finish;
    }
    if ((entered != chain->high.finish &&
         (rc = push_duration(s, &facts, chain->end, chain->high.finish, start)) != GT_OK) ||
        (rc = push(s->arena, &facts, bound_fact(chain->end, &chain->high, true))) != GT_OK)
        return rc;

    gt_tick allowed = end_start(s, chain, no_change);
    int64_t excess = gt_cal_between(gt_cal_of(s->net, chain->end), allowed, start);

    out->chain = (struct gt_why){.facts = facts.at, .count = (uint32_t)facts.count,
                                 .at = chain->high.finish ? finish_from(s->net, chain->end, start)
                                                          : start};
    out->excess = excess > 0 ? excess : start - allowed;
    out->act = chain->end;
    out->earliest = chain->high.finish ? s->early.pass->early[chain->end].finish
                                       : s->early.pass->early[chain->end].start;
    out->latest = chain->high.at;
    return GT_OK;
}

/* ---- what would free it ------------------------------------------------------------------ */

typedef GT_VEC(struct gt_remedy) remedy_vec;

static gt_rc offer(struct gt_arena *arena, remedy_vec *list, struct gt_remedy remedy)
{
    struct gt_remedy *slot = GT_PUSH(arena, list);

    if (slot == NULL)
        return GT_ENOMEM;
    *slot = remedy;
    return GT_OK;
}

/* Least amount of 1..most of a change that lets the chain hold; 0: none does.
 * More of it never makes the chain later, so halving finds it. */
static int32_t least_amount(const struct search *s, const struct chain *chain, struct change unit,
                            int32_t most)
{
    int32_t low = 0, high = most;
    struct change try = unit;

    if (most < 1)
        return 0;
    try.lag = unit.lag * most;
    try.duration = unit.duration * most;
    if (breaks(s, chain, try))
        return 0;
    while (high - low > 1) {
        int32_t mid = low + (high - low) / 2;

        try.lag = unit.lag * mid;
        try.duration = unit.duration * mid;
        if (breaks(s, chain, try))
            low = mid;
        else
            high = mid;
    }
    return high;
}

/* How far a link may be overlapped and still be a link: its successor does
 * not begin before its predecessor does. */
static int32_t overlap_most(const struct gt_net *net, const struct gt_link *link)
{
    int64_t most = link->lag_min;

    if (link->kind == GT_LINK_FS)
        most += net->acts.duration[link->from];
    return most > GT_AMOUNT_MAX ? GT_AMOUNT_MAX : (int32_t)most;
}

static gt_rc offer_links(const struct search *s, const struct chain *chain, remedy_vec *list)
{
    gt_rc rc = GT_OK;

    for (uint32_t i = 0; i < chain->count && rc == GT_OK; i++) {
        const struct step *step = &chain->steps[i];
        bool greatest = (step->code & GT_ARC_MAX) != 0;
        struct change unit = {.step = i, .act = GT_NO_INDEX, .lag = -1};
        int32_t most = greatest ? 1 << 24 : overlap_most(s->net, &s->net->links[step->link]);
        int32_t amount = least_amount(s, chain, unit, most);

        if (amount > 0)
            rc = offer(s->arena, list, (struct gt_remedy){
                .kind = greatest ? GT_REMEDY_RELAX : GT_REMEDY_OVERLAP,
                .fact = greatest ? GT_FACT_LAG_MAX : GT_FACT_LAG_MIN, .act = GT_NO_INDEX,
                .link = step->link, .to = GT_TICK_NONE, .amount = amount});
    }
    return rc;
}

static gt_rc offer_bounds(const struct search *s, const struct chain *chain, remedy_vec *list)
{
    const struct gt_when *early = &s->early.pass->early[chain->end];
    const struct gt_when *late = &s->early.pass->late[chain->root];
    gt_tick to = chain->high.finish ? early->finish : early->start;
    gt_rc rc = GT_OK;

    if (chain->high.kind != GT_FACT_WHOLE && to < GT_TICK_LAST)
        rc = offer(s->arena, list, (struct gt_remedy){
            .kind = GT_REMEDY_MOVE_DEADLINE, .fact = chain->high.kind, .act = chain->end,
            .link = GT_NO_INDEX, .to = to});
    to = chain->low.finish ? late->finish : late->start;
    if (rc == GT_OK && to > GT_TICK_FIRST)
        rc = offer(s->arena, list, (struct gt_remedy){
            .kind = GT_REMEDY_MOVE_START, .fact = chain->low.kind, .act = chain->root,
            .link = GT_NO_INDEX, .to = to});
    return rc;
}

static gt_rc offer_durations(const struct search *s, const struct gt_conflict *conflict,
                             const struct chain *chain, remedy_vec *list)
{
    gt_rc rc = GT_OK;

    for (uint32_t i = 0; i < conflict->chain.count && rc == GT_OK; i++) {
        const struct gt_fact *fact = &conflict->chain.facts[i];
        struct change unit = {.step = GT_NO_INDEX, .act = fact->act, .duration = 1};
        int32_t amount;

        if (fact->kind != GT_FACT_DURATION)
            continue;
        amount = least_amount(s, chain, unit, fact->amount - 1);
        if (amount > 0)
            rc = offer(s->arena, list, (struct gt_remedy){
                .kind = GT_REMEDY_SHORTEN, .fact = GT_FACT_DURATION, .act = fact->act,
                .link = GT_NO_INDEX, .to = GT_TICK_NONE, .amount = amount});
    }
    for (uint32_t i = 0; i < chain->count && rc == GT_OK; i++)
        rc = offer(s->arena, list, (struct gt_remedy){
            .kind = GT_REMEDY_DROP, .fact = GT_FACT_LAG_MIN, .act = GT_NO_INDEX,
            .link = chain->steps[i].link, .to = GT_TICK_NONE});
    return rc;
}

gt_rc gt_pass_conflict(const struct gt_net *net, const struct gt_pass_options *options,
                       const struct gt_pass *pass, uint32_t act, struct gt_arena *arena,
                       struct gt_conflict *out, struct gt_err *err)
{
    struct search s = {
        .early = {.net = net, .options = options, .pass = pass, .dates = pass->early},
        .late = {.net = net, .options = options, .pass = pass, .dates = pass->late, .late = true},
        .net = net, .arena = arena};
    struct gt_conflict conflict = {0};
    struct chain chain = {0};
    remedy_vec remedies = {0};
    gt_rc rc;

    if (pass->feasible ||
        (act != GT_NO_INDEX && (act >= net->acts.count ||
                                pass->early[act].start <= pass->late[act].start)))
        return gt_fail(err, GT_ENOTFOUND, "there is no conflict", "没有冲突");
    if (act != GT_NO_INDEX)
        rc = through(&s, act, &chain);
    else if ((rc = shortest(&s, &chain)) == GT_ENOTFOUND)
        rc = through(&s, pass->conflict_act, &chain);
    if (rc == GT_ENOTFOUND)
        return gt_fail(err, GT_EINTERNAL, "no chain found for the conflict of activity %u",
                       "未找到第%u项任务冲突的原因链", pass->conflict_act + 1);
    if (rc != GT_OK ||
        (rc = tell(&s, &chain, &conflict)) != GT_OK ||
        (rc = offer_links(&s, &chain, &remedies)) != GT_OK ||
        (rc = offer_bounds(&s, &chain, &remedies)) != GT_OK ||
        (rc = offer_durations(&s, &conflict, &chain, &remedies)) != GT_OK)
        return gt_fail(err, rc, "no memory for the conflict", "冲突说明内存不足");
    conflict.remedies = remedies.at;
    conflict.remedy_count = (uint32_t)remedies.count;
    *out = conflict;
    return GT_OK;
}
