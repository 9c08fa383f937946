/* docnet.c - a plan document as a frozen network with its resources. */
#include "plan/doc.h"

/* Calendars parts[from] to parts[from + count - 1]. */
struct run { uint32_t from, count; };

struct freezing {
    const struct gt_plan_doc *doc;
    struct gt_arena *arena;
    struct gt_problems *problems;
    struct gt_err *err;
    GT_VEC(struct gt_cal) cals;
    GT_VEC(uint32_t) parts;   /* calendars of each common one, as runs in parts */
    GT_VEC(struct run) sets; /* by common calendar */
};

static gt_rc no_memory(struct freezing *f)
{
    return gt_fail(f->err, GT_ENOMEM, "no memory for the plan", "计划内存不足");
}

/* ---- when all of several calendars work ------------------------------------------- */

static gt_rc intersect(struct freezing *f, const struct gt_cal *a, const struct gt_cal *b, struct gt_cal *out,
                       bool *never)
{
    GT_VEC(struct gt_cal_span) spans = {0};
    struct gt_err own = {0};
    gt_rc rc;

    *never = false;
    if (a->elapsed || b->elapsed) {
        *out = a->elapsed ? *b : *a;
        return GT_OK;
    }
    for (uint32_t i = 0, k = 0; i < a->span_count && k < b->span_count;) {
        gt_tick from = a->spans[i].from > b->spans[k].from ? a->spans[i].from : b->spans[k].from;
        gt_tick to = a->spans[i].to < b->spans[k].to ? a->spans[i].to : b->spans[k].to;

        if (from < to) {
            struct gt_cal_span *last = spans.count > 0 ? &spans.at[spans.count - 1] : NULL;

            if (last != NULL && last->to == from) {
                last->to = to;
            } else {
                if ((last = GT_PUSH(f->arena, &spans)) == NULL)
                    return no_memory(f);
                *last = (struct gt_cal_span){from, to};
            }
        }
        if (a->spans[i].to < b->spans[k].to)
            i++;
        else
            k++;
    }
    *never = spans.count == 0;
    if (*never)
        return GT_OK;
    rc = gt_cal_build(f->arena, spans.at, (uint32_t)spans.count, a->name, out, &own);
    if (rc != GT_OK)
        return gt_fail_text(f->err, rc, own.text[GT_LANG_EN], own.text[GT_LANG_ZH]);
    out->known_from = a->known_from > b->known_from ? a->known_from : b->known_from;
    out->known_to = a->known_to < b->known_to ? a->known_to : b->known_to;
    return GT_OK;
}

static bool same_set(const struct freezing *f, size_t set, const uint32_t *list, uint32_t count)
{
    return f->sets.at[set].count == count &&
           memcmp(f->parts.at + f->sets.at[set].from, list, count * sizeof(*list)) == 0;
}

/* The calendar in which all of the list work; list is sorted, 2 or more. */
static gt_rc common(struct freezing *f, const uint32_t *list, uint32_t count, uint16_t *out, bool *none)
{
    const struct gt_plan_doc *doc = f->doc;
    struct gt_cal cal = doc->cals.at[list[0]], *slot;
    bool never = false;
    gt_rc rc;

    *none = false;
    for (size_t set = 0; set < f->sets.count; set++)
        if (same_set(f, set, list, count)) {
            *out = (uint16_t)(doc->cals.count + set);
            return GT_OK;
        }
    for (uint32_t i = 1; i < count && !never; i++) {
        struct gt_cal next;

        if ((rc = intersect(f, &cal, &doc->cals.at[list[i]], &next, &never)) != GT_OK)
            return rc;
        if (!never)
            cal = next;
    }
    if ((*none = never))
        return GT_OK;
    if (f->cals.count >= GT_CALS_MAX)
        return gt_fail(f->err, GT_ELIMIT, "more than %d calendars", "日历超过%d个", (int)GT_CALS_MAX);
    if (GT_PUSH(f->arena, &f->sets) == NULL || (slot = GT_PUSH(f->arena, &f->cals)) == NULL)
        return no_memory(f);
    f->sets.at[f->sets.count - 1].from = (uint32_t)f->parts.count;
    f->sets.at[f->sets.count - 1].count = count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *part = GT_PUSH(f->arena, &f->parts);

        if (part == NULL)
            return no_memory(f);
        *part = list[i];
    }
    *slot = cal;
    *out = (uint16_t)(f->cals.count - 1);
    return GT_OK;
}

/* Sorted, without doubles. */
static uint32_t add_sorted(uint32_t *list, uint32_t count, uint32_t value)
{
    uint32_t at = 0;

    while (at < count && list[at] < value)
        at++;
    if (at < count && list[at] == value)
        return count;
    memmove(list + at + 1, list + at, (count - at) * sizeof(*list));
    list[at] = value;
    return count + 1;
}

/* Needs of one task lie together: the reader put them so. */
static gt_rc share_calendars(struct freezing *f, uint16_t *calendar)
{
    enum { WORKERS_MAX = 32 };
    const struct gt_plan_doc *doc = f->doc;

    for (size_t i = 0; i < doc->needs.count;) {
        uint32_t task = doc->needs.at[i].act, list[WORKERS_MAX + 1], longer[WORKERS_MAX + 1], count = 1;
        bool asks = !doc->tasks.at[task].by_workers && doc->facts.at[task].duration > 0 && !doc->facts.at[task].off &&
                    !doc->cals.at[doc->facts.at[task].calendar].elapsed;

        list[0] = doc->facts.at[task].calendar;
        for (; i < doc->needs.count && doc->needs.at[i].act == task; i++) {
            const struct gt_doc_res *res = &doc->res.at[doc->needs.at[i].res];
            uint32_t more;
            bool never;
            gt_rc rc;

            if (!asks || count == WORKERS_MAX || doc->cals.at[res->calendar].elapsed)
                continue;
            memcpy(longer, list, count * sizeof(*list));
            if ((more = add_sorted(longer, count, res->calendar)) == count)
                continue;
            if ((rc = common(f, longer, more, &calendar[task], &never)) != GT_OK)
                return rc;
            if (!never) {
                memcpy(list, longer, more * sizeof(*list));
                count = more;
            } else if (f->problems != NULL) {
                (void)gt_problem_add(f->problems, GT_PROBLEM_WARNING,
                                     "task %.*s: %.*s never works when it is worked on; it goes by the others' hours",
                                     "任务 %.*s：%.*s 与其余承担者没有共同的工作时间，按其余的时间排",
                                     GT_FMT(doc->tasks.at[task].id), GT_FMT(res->name));
            }
        }
    }
    return GT_OK;
}

/* ---- the network -------------------------------------------------------------------- */

enum { FACTS = 6 };

static gt_rc lay_facts(struct freezing *f, struct gt_acts *acts, uint16_t **calendar_out)
{
    const struct gt_plan_doc *doc = f->doc;
    const size_t n = doc->facts.count;
    gt_tick *facts[FACTS] = {0};
    int32_t *duration = GT_NEW_N(f->arena, int32_t, n + 1);
    uint16_t *calendar = GT_NEW_N(f->arena, uint16_t, n + 1);
    uint8_t *mode = GT_NEW_N(f->arena, uint8_t, n + 1);

    for (int k = 0; k < FACTS; k++)
        if ((facts[k] = GT_NEW_N(f->arena, gt_tick, n + 1)) == NULL)
            return no_memory(f);
    if (duration == NULL || calendar == NULL || mode == NULL)
        return no_memory(f);
    for (size_t i = 0; i < n; i++) {
        struct gt_plan_task task = doc->facts.at[i];

        if (task.off) {
            task = GT_PLAN_TASK;
            task.calendar = doc->facts.at[i].calendar;
        }
        duration[i] = task.duration;
        calendar[i] = task.calendar;
        mode[i] = task.mode;
        facts[0][i] = task.start_min;
        facts[1][i] = task.start_max;
        facts[2][i] = task.finish_min;
        facts[3][i] = task.finish_max;
        facts[4][i] = task.start_pin;
        facts[5][i] = task.finish_pin;
    }
    *acts = (struct gt_acts){.count = (uint32_t)n, .duration = duration, .calendar = calendar, .mode = mode,
                             .start_min = facts[0], .start_max = facts[1], .finish_min = facts[2],
                             .finish_max = facts[3], .start_pin = facts[4], .finish_pin = facts[5]};
    *calendar_out = calendar;
    return GT_OK;
}

static gt_rc lay_resources(struct freezing *f, struct gt_net_input *in)
{
    const struct gt_plan_doc *doc = f->doc;
    struct gt_res *res = GT_NEW_N(f->arena, struct gt_res, doc->res.count + 1);
    struct gt_demand *demands = GT_NEW_N(f->arena, struct gt_demand, doc->needs.count + 1);

    if (res == NULL || demands == NULL)
        return no_memory(f);
    for (size_t i = 0; i < doc->res.count; i++)
        res[i] = (struct gt_res){.steps = doc->res.at[i].steps.at, .step_count = (uint32_t)doc->res.at[i].steps.count,
                                 .calendar = 0, /* the tasks go by it */
                                 .name = doc->res.at[i].name};
    for (size_t i = 0; i < doc->needs.count; i++)
        if (!doc->facts.at[doc->needs.at[i].act].off)
            demands[in->demand_count++] = doc->needs.at[i];
    in->res = res;
    in->res_count = (uint32_t)doc->res.count;
    in->demands = demands;
    return GT_OK;
}

gt_rc gt_doc_net(const struct gt_plan_doc *doc, struct gt_arena *arena, struct gt_problems *problems,
                 struct gt_net *out, struct gt_err *err)
{
    struct freezing f = {.doc = doc, .arena = arena, .problems = problems, .err = err};
    struct gt_net_input in = {.unit = doc->unit, .link_count = (uint32_t)doc->links.count};
    struct gt_link *links = GT_NEW_N(arena, struct gt_link, doc->links.count + 1);
    uint16_t *calendar = NULL;
    gt_rc rc;

    if (links == NULL)
        return no_memory(&f);
    for (size_t i = 0; i < doc->cals.count; i++) {
        struct gt_cal *slot = GT_PUSH(arena, &f.cals);

        if (slot == NULL)
            return no_memory(&f);
        *slot = doc->cals.at[i];
    }
    for (size_t i = 0; i < doc->links.count; i++) {
        links[i] = doc->links.at[i];
        links[i].off |= doc->facts.at[links[i].from].off || doc->facts.at[links[i].to].off;
    }
    if ((rc = lay_facts(&f, &in.acts, &calendar)) != GT_OK || (rc = share_calendars(&f, calendar)) != GT_OK ||
        (rc = lay_resources(&f, &in)) != GT_OK)
        return rc;
    in.cals = f.cals.at;
    in.cal_count = (uint32_t)f.cals.count;
    in.links = links;
    return gt_net_build(arena, &in, out, err);
}
