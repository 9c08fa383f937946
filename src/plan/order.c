/* order.c - Kahn's order, and Tarjan's components without recursion. */
#include "plan/order.h"

/* True when every activity got a place. */
static bool kahn(const struct gt_net *net, uint32_t *pending, struct gt_order *order)
{
    uint32_t count = net->acts.count, head = 0, tail = 0;

    memcpy(pending, net->in_count, count * sizeof(*pending));
    for (uint32_t act = 0; act < count; act++)
        if (pending[act] == 0)
            order->act[tail++] = act;
    while (head < tail) {
        uint32_t act = order->act[head++];

        for (uint32_t arc = net->out_at[act]; arc < net->out_at[act + 1]; arc++)
            if (--pending[net->out[arc].other] == 0)
                order->act[tail++] = net->out[arc].other;
    }
    for (uint32_t at = 0; at < tail; at++)
        order->members[at] = 1;
    return tail == count;
}

struct tarjan {
    uint32_t *low, *index; /* index 0: not seen yet */
    uint32_t *stack;       /* open activities */
    uint32_t *path, *next; /* the walk: activity and its next arc */
    uint32_t  open, depth, seen, place;
};

/* The component whose root ends here goes before everything placed so far. */
static void close_component(struct tarjan *t, uint32_t root, struct gt_order *order)
{
    uint32_t end = t->place, act;

    do {
        act = t->stack[--t->open];
        t->low[act] = UINT32_MAX;
        order->act[--t->place] = act;
    } while (act != root);
    memset(order->members + t->place, 0, (end - t->place) * sizeof(*order->members));
    order->members[t->place] = end - t->place;
    if (end - t->place > 1)
        order->tangled++;
}

static void enter(struct tarjan *t, const struct gt_net *net, uint32_t act)
{
    t->index[act] = t->low[act] = ++t->seen;
    t->stack[t->open++] = act;
    t->path[t->depth] = act;
    t->next[t->depth++] = net->out_at[act];
}

static void walk(struct tarjan *t, const struct gt_net *net, uint32_t root, struct gt_order *order)
{
    enter(t, net, root);
    while (t->depth > 0) {
        uint32_t act = t->path[t->depth - 1];

        if (t->next[t->depth - 1] < net->out_at[act + 1]) {
            uint32_t to = net->out[t->next[t->depth - 1]++].other;

            if (t->index[to] == 0)
                enter(t, net, to);
            else if (t->low[to] != UINT32_MAX && t->index[to] < t->low[act])
                t->low[act] = t->index[to];
            continue;
        }
        t->depth--;
        if (t->low[act] == t->index[act])
            close_component(t, act, order);
        else if (t->low[act] < t->low[t->path[t->depth - 1]])
            t->low[t->path[t->depth - 1]] = t->low[act];
    }
}

static gt_rc tarjan(struct gt_arena *arena, const struct gt_net *net, struct gt_order *order)
{
    uint32_t count = net->acts.count;
    struct tarjan t = {.place = count};

    if ((t.low = GT_NEW_N(arena, uint32_t, count)) == NULL ||
        (t.index = GT_NEW_N(arena, uint32_t, count)) == NULL ||
        (t.stack = GT_NEW_N(arena, uint32_t, count)) == NULL ||
        (t.path = GT_NEW_N(arena, uint32_t, count)) == NULL ||
        (t.next = GT_NEW_N(arena, uint32_t, count)) == NULL)
        return GT_ENOMEM;
    /* From the last to the first, so that untied activities keep their order. */
    for (uint32_t act = count; act-- > 0;)
        if (t.index[act] == 0)
            walk(&t, net, act, order);
    return GT_OK;
}

gt_rc gt_order_build(struct gt_arena *arena, const struct gt_net *net, struct gt_order *out,
                     struct gt_err *err)
{
    uint32_t count = net->acts.count;
    struct gt_order order = {0};
    uint32_t *pending;

    if ((order.act = GT_NEW_N(arena, uint32_t, (size_t)count + 1)) == NULL ||
        (order.rank = GT_NEW_N(arena, uint32_t, (size_t)count + 1)) == NULL ||
        (order.members = GT_NEW_N(arena, uint32_t, (size_t)count + 1)) == NULL ||
        (pending = GT_NEW_N(arena, uint32_t, (size_t)count + 1)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the order", "排序内存不足");
    if (!kahn(net, pending, &order) && tarjan(arena, net, &order) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "no memory for the order", "排序内存不足");
    for (uint32_t at = 0; at < count; at++)
        order.rank[order.act[at]] = at;
    *out = order;
    return GT_OK;
}
