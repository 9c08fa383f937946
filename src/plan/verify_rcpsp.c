/* verify_rcpsp.c - the judge for problems without calendars: every link, every
 * window, and the sum of demands at every instant where it can change. */
#include "plan/verify.h"

struct event { int64_t at, by; };

static int by_instant(const void *a, const void *b)
{
    const struct event *one = a, *two = b;

    return one->at != two->at ? (one->at < two->at ? -1 : 1) : (one->by > two->by) - (one->by < two->by);
}

/* Demands and what is missing, as rises and falls; more than the capacity at once? */
static gt_rc check_resource(const struct gt_rcpsp *p, const int32_t *start, uint32_t res,
                            struct gt_breach *out)
{
    struct event *list = gt_calloc(2 * ((size_t)p->acts + p->loads) + 1, sizeof(*list));
    size_t count = 0;
    int64_t level = 0;

    if (list == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < p->acts; i++) {
        int64_t need = p->need[(size_t)i * p->ress + res];

        if (need == 0 || p->dur[i] == 0)
            continue;
        list[count++] = (struct event){start[i], need};
        list[count++] = (struct event){(int64_t)start[i] + p->dur[i], -need};
    }
    for (uint32_t i = 0; i < p->loads; i++)
        if (p->load[i].res == res && p->load[i].from < p->load[i].to) {
            list[count++] = (struct event){p->load[i].from, p->load[i].units};
            list[count++] = (struct event){p->load[i].to, -(int64_t)p->load[i].units};
        }
    qsort(list, count, sizeof(*list), by_instant);
    for (size_t i = 0; i + 1 < count; i++) {
        level += list[i].by;
        if (list[i].at == list[i + 1].at || level <= p->cap[res])
            continue;
        /* Loads alone may exceed what there is; then nobody may work. */
        for (uint32_t act = 0; act < p->acts && out->kind == GT_BREACH_NONE; act++)
            if (p->need[(size_t)act * p->ress + res] > 0 && start[act] < list[i + 1].at &&
                (int64_t)start[act] + p->dur[act] > list[i].at && p->dur[act] > 0)
                *out = (struct gt_breach){GT_BREACH_RESOURCE, act, GT_NO_INDEX, res, list[i].at};
        if (out->kind != GT_BREACH_NONE)
            break;
    }
    gt_free(list);
    return GT_OK;
}

gt_rc gt_verify_rcpsp(const struct gt_rcpsp *p, const int32_t *start, struct gt_breach *out,
                      struct gt_err *err)
{
    *out = (struct gt_breach){GT_BREACH_NONE, GT_NO_INDEX, GT_NO_INDEX, GT_NO_INDEX, GT_TICK_NONE};
    for (uint32_t i = 0; i < p->acts; i++) {
        int32_t first = p->earliest != NULL ? p->earliest[i] : 0;

        if (start[i] < first)
            *out = (struct gt_breach){GT_BREACH_START_MIN, i, GT_NO_INDEX, GT_NO_INDEX, start[i]};
        else if (p->latest != NULL && p->latest[i] != GT_RCPSP_LATEST_NONE && start[i] > p->latest[i])
            *out = (struct gt_breach){GT_BREACH_START_MAX, i, GT_NO_INDEX, GT_NO_INDEX, start[i]};
        if (out->kind != GT_BREACH_NONE)
            return GT_OK;
    }
    for (uint32_t k = 0; k < p->links; k++)
        if ((int64_t)start[p->link[k].to] < (int64_t)start[p->link[k].from] + p->link[k].lag) {
            *out = (struct gt_breach){GT_BREACH_LAG_MIN, p->link[k].to, k, GT_NO_INDEX, start[p->link[k].to]};
            return GT_OK;
        }
    for (uint32_t r = 0; r < p->ress && out->kind == GT_BREACH_NONE; r++)
        if (check_resource(p, start, r, out) != GT_OK)
            return gt_fail(err, GT_ENOMEM, "no memory to verify resources", "核对资源内存不足");
    return GT_OK;
}
