/*
 * forecast.c - batches of samples over the topological order.
 *
 * A batch holds LANES samples side by side; every step is a loop over the
 * lanes with nothing carried between them, which compilers turn into vector
 * code.  The same source compiled without vectors gives the same bits: lanes
 * only add, multiply, compare and look up, and contraction is off.
 */
#include "plan/forecast.h"

#include <math.h>
#include <pthread.h>

#include "plan/order.h"
#include "plan/relax.h"
#include "plan/spread.h"

enum { LANES = 32, DETAIL_DEFAULT = 2048 };

/* Sums over lanes are told in whatever order the compiler likes only where
 * that is allowed; it is not, so every build gives the same bits. */
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("O3", "fp-contract=off")
#endif
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define VECTOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define VECTOR
#endif

/* One arc in work time: least start (or finish) of the head from the tail. */
struct farc { uint32_t tail; float lag; bool tail_finish, head_finish; };

/* One activity or driver: where its draws come from, and its own bounds. */
struct drawn {
    const float *table;
    float shift, scale, low_start, low_finish;
    uint32_t driver;
    bool by_finish;  /* a bound or an arc holds its finish */
    bool keep_start; /* an arc leaves its start */
    bool last;       /* nothing comes after it */
};

struct model {
    const struct gt_forecast_input *in;
    uint32_t       count;
    const uint32_t *order;          /* [count] */
    uint32_t      *arc_at;          /* [count + 1] by place in the order */
    struct farc   *arcs;            /* tails by place in the order too */
    struct drawn  *facts;           /* by place */
    struct drawn  *drivers;
    const struct gt_cal *cal;       /* the one calendar, or NULL */
    int64_t        base;            /* work (or time) at `from` */
    uint32_t       batches, detail_batches;
    bool           detail;          /* the batch at hand is told task by task */
    uint32_t       limited;         /* activities with a deadline */
    uint32_t      *limit_place;     /* [limited] */
    float         *limit;           /* [limited] in the samples' own measure */
    float         *finish;          /* [batches * LANES] of the whole */
    float         *detail_finish;   /* [count][detail_batches * LANES] */
    uint8_t       *critical;        /* [count][detail_batches]: lanes that were, counted */
    float         *cover;           /* [count][detail_batches] sum of d * T over the lanes */
    float         *spread_sum;      /* [count][detail_batches] of d */
    uint16_t      *held;            /* [limited][batches] lanes that kept the deadline */
    double        *driver_sums;     /* [drivers][detail_batches][3] of f, f * f, f * T over the lanes */
};

/* Least lags in force; greatest ones push nothing later. */
static bool counts(const struct gt_arc *arc)
{
    return !(arc->code & GT_ARC_MAX) && arc->lag != GT_LAG_NONE;
}

/* ---- randomness: xoshiro128++ in every lane ------------------------------------------ */

/* A draw has room for three indexes of a table; what is left of it waits. */
struct stream { uint32_t s[4][LANES], bits[LANES]; int left; };
enum { INDEXES = 32 / GT_QUANTILE_BITS };

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static void stream_init(struct stream *stream, uint64_t seed, uint32_t batch)
{
    uint64_t state = seed ^ (UINT64_C(0xd1342543de82ef95) * (batch + 1));

    stream->left = 0;
    for (int lane = 0; lane < LANES; lane++)
        for (int i = 0; i < 4; i += 2) {
            uint64_t z = splitmix(&state);

            stream->s[i][lane] = (uint32_t)z | 1;
            stream->s[i + 1][lane] = (uint32_t)(z >> 32);
        }
}

/* Indexes into a table, one a lane. */
static inline __attribute__((always_inline)) void draw(struct stream *st, uint32_t out[LANES])
{
    if (st->left-- > 0) {
        for (int l = 0; l < LANES; l++) {
            out[l] = st->bits[l] >> (32 - GT_QUANTILE_BITS);
            st->bits[l] <<= GT_QUANTILE_BITS;
        }
        return;
    }
    st->left = INDEXES - 1;
    for (int l = 0; l < LANES; l++) {
        uint32_t sum = st->s[0][l] + st->s[3][l], t = st->s[1][l] << 9;
        uint32_t whole = (sum << 7 | sum >> 25) + st->s[0][l];

        out[l] = whole >> (32 - GT_QUANTILE_BITS);
        st->bits[l] = whole << GT_QUANTILE_BITS;
        st->s[2][l] ^= st->s[0][l];
        st->s[3][l] ^= st->s[1][l];
        st->s[1][l] ^= st->s[2][l];
        st->s[0][l] ^= st->s[3][l];
        st->s[2][l] ^= t;
        st->s[3][l] = st->s[3][l] << 11 | st->s[3][l] >> 21;
    }
}

/* ---- one batch ------------------------------------------------------------------------- */

/* Per thread: lanes of every activity, by place. */
struct lanes { float (*start)[LANES], (*finish)[LANES], (*driver)[LANES]; };

static inline __attribute__((always_inline)) void sample(struct stream *st, const struct drawn *f,
                                                         float (*driver)[LANES], float out[LANES])
{
    uint32_t u[LANES];

    if (f->table == NULL) {
        for (int l = 0; l < LANES; l++)
            out[l] = f->shift;
    } else {
        draw(st, u);
        for (int l = 0; l < LANES; l++)
            out[l] = f->shift + f->scale * f->table[u[l]];
    }
    if (f->driver != GT_NO_DRIVER)
        for (int l = 0; l < LANES; l++)
            out[l] *= driver[f->driver][l];
}

static inline __attribute__((always_inline)) void pull(const float *tail, float lag, float own[LANES])
{
    for (int l = 0; l < LANES; l++)
        own[l] = tail[l] + lag > own[l] ? tail[l] + lag : own[l];
}

/* All in one calendar: sums and maxima of work time. */
VECTOR static void run_batch(const struct model *m, struct stream *st, const struct lanes *w,
                             float total[LANES])
{
    for (uint32_t i = 0; i < m->in->driver_count; i++)
        sample(st, &m->drivers[i], NULL, w->driver[i]);
    for (int l = 0; l < LANES; l++)
        total[l] = 0;
    for (uint32_t at = 0; at < m->count; at++) {
        const struct drawn *f = &m->facts[at];
        float s[LANES], d[LANES];

        sample(st, f, w->driver, d);
        for (int l = 0; l < LANES; l++)
            s[l] = f->low_start;
        if (f->by_finish) { /* something holds its finish, not its start */
            float g[LANES];

            for (int l = 0; l < LANES; l++)
                g[l] = f->low_finish;
            for (uint32_t i = m->arc_at[at]; i < m->arc_at[at + 1]; i++)
                if (m->arcs[i].head_finish)
                    pull(m->arcs[i].tail_finish ? w->finish[m->arcs[i].tail] : w->start[m->arcs[i].tail],
                         m->arcs[i].lag, g);
            for (int l = 0; l < LANES; l++)
                s[l] = g[l] - d[l] > s[l] ? g[l] - d[l] : s[l];
        }
        for (uint32_t i = m->arc_at[at]; i < m->arc_at[at + 1]; i++)
            if (!m->arcs[i].head_finish)
                pull(m->arcs[i].tail_finish ? w->finish[m->arcs[i].tail] : w->start[m->arcs[i].tail],
                     m->arcs[i].lag, s);
        for (int l = 0; l < LANES; l++)
            w->finish[at][l] = s[l] + d[l];
        if (f->keep_start || m->detail)
            for (int l = 0; l < LANES; l++)
                w->start[at][l] = s[l];
        if (f->last)
            pull(w->finish[at], 0, total);
    }
}

/* Calendars differ: every lane date by date, in ticks from `from`. */
static void run_batch_slow(const struct model *m, struct stream *st, const struct lanes *w,
                           float total[LANES])
{
    const struct gt_net *net = m->in->net;

    for (uint32_t i = 0; i < m->in->driver_count; i++)
        sample(st, &m->drivers[i], NULL, w->driver[i]);
    for (int l = 0; l < LANES; l++)
        total[l] = 0;
    for (uint32_t at = 0; at < m->count; at++) {
        uint32_t act = m->order[at];
        float d[LANES];

        sample(st, &m->facts[at], w->driver, d);
        for (int l = 0; l < LANES; l++) {
            struct gt_when low = gt_bound_low(net, act, m->in->from);
            int32_t ticks = (int32_t)lrintf(d[l]);

            for (uint32_t i = net->in_at[act]; i < net->in_at[act + 1]; i++) {
                const struct gt_arc *arc = &net->in[i];
                uint32_t from = m->limit_place[m->limited + arc->other];
                gt_tick value;

                if (!counts(arc))
                    continue;
                value = m->base + (gt_tick)(arc->code & GT_ARC_TAIL_FINISH ? w->finish[from][l]
                                                                          : w->start[from][l]);
                value = gt_arc_head(net->cals, arc->lag, arc->code, value);
                if (arc->code & GT_ARC_HEAD_FINISH)
                    low.finish = gt_max(low.finish, value);
                else
                    low.start = gt_max(low.start, value);
            }
            low = gt_resolve_early(gt_cal_of(net, act), ticks, low);
            w->start[at][l] = (float)(low.start - m->base); /* always: dates are dear here */
            w->finish[at][l] = (float)(low.finish - m->base);
            total[l] = w->finish[at][l] > total[l] ? w->finish[at][l] : total[l];
        }
    }
}

/* ---- what a batch tells ---------------------------------------------------------------------- */

/* Critical: ends with the whole, or leads by a tight arc to one that is: from
 * the end of the order back, a mark for every lane. */
VECTOR static void count_critical(const struct model *m, const struct lanes *w,
                                  const float total[LANES], uint32_t (*marks)[LANES], uint32_t batch)
{
    const float slack = 0.01f; /* of a tick: sums of floats in another order differ by less */

    memset(marks, 0, m->count * sizeof(*marks));
    for (uint32_t at = m->count; at-- > 0;) {
        uint32_t own[LANES], count = 0;

        for (int l = 0; l < LANES; l++) {
            own[l] = marks[at][l] | (w->finish[at][l] >= total[l] - slack);
            count += own[l];
        }
        m->critical[(size_t)at * m->detail_batches + batch] = (uint8_t)count;
        for (uint32_t i = m->arc_at[at]; count != 0 && i < m->arc_at[at + 1]; i++) {
            const struct farc *arc = &m->arcs[i];
            const float *tail = arc->tail_finish ? w->finish[arc->tail] : w->start[arc->tail];
            const float *head = arc->head_finish ? w->finish[at] : w->start[at];
            uint32_t *to = marks[arc->tail];

            for (int l = 0; l < LANES; l++)
                to[l] |= own[l] & (uint32_t)(tail[l] + arc->lag >= head[l] - slack);
        }
    }
}

VECTOR static void keep_detail(const struct model *m, const struct lanes *w,
                               const float total[LANES], uint32_t batch)
{
    size_t width = (size_t)m->detail_batches * LANES;

    for (uint32_t at = 0; at < m->count; at++) {
        float cover = 0, sum = 0;

        memcpy(m->detail_finish + at * width + (size_t)batch * LANES, w->finish[at], sizeof(float) * LANES);
        for (int l = 0; l < LANES; l++) {
            float duration = w->finish[at][l] - w->start[at][l];

            cover += duration * total[l];
            sum += duration;
        }
        m->cover[(size_t)at * m->detail_batches + batch] = cover;
        m->spread_sum[(size_t)at * m->detail_batches + batch] = sum;
    }
}

static void keep_drivers(const struct model *m, const struct lanes *w, const float total[LANES],
                         uint32_t batch)
{
    for (uint32_t i = 0; i < m->in->driver_count; i++) {
        double *sums = m->driver_sums + ((size_t)i * m->detail_batches + batch) * 3;

        for (int l = 0; l < LANES; l++) {
            sums[0] += w->driver[i][l];
            sums[1] += (double)w->driver[i][l] * w->driver[i][l];
            sums[2] += (double)w->driver[i][l] * total[l];
        }
    }
}

static void note_batch(const struct model *m, const struct lanes *w, const float total[LANES],
                       uint32_t (*marks)[LANES], uint32_t batch)
{
    memcpy(m->finish + (size_t)batch * LANES, total, sizeof(float) * LANES);
    for (uint32_t i = 0; i < m->limited; i++) {
        uint16_t held = 0;

        for (int l = 0; l < LANES; l++)
            held += w->finish[m->limit_place[i]][l] <= m->limit[i] + 0.01f;
        m->held[(size_t)i * m->batches + batch] = held;
    }
    if (batch < m->detail_batches) {
        keep_detail(m, w, total, batch);
        keep_drivers(m, w, total, batch);
        count_critical(m, w, total, marks, batch);
    }
}

/* ---- threads ------------------------------------------------------------------------------------ */

struct job {
    const struct model *m;
    uint32_t     first, step;       /* batches first, first + step, … */
    struct lanes w;
    uint32_t   (*marks)[LANES];
    pthread_t    thread;
    bool         started;
};

static void *run_job(void *arg)
{
    struct job *job = arg;
    struct model own = *job->m;

    for (uint32_t batch = job->first; batch < own.batches; batch += job->step) {
        struct stream st;
        float total[LANES];

        own.detail = batch < own.detail_batches;
        stream_init(&st, own.in->seed, batch);
        if (own.cal != NULL)
            run_batch(&own, &st, &job->w, total);
        else
            run_batch_slow(&own, &st, &job->w, total);
        note_batch(&own, &job->w, total, job->marks, batch);
    }
    return NULL;
}

static gt_rc job_init(struct job *job, const struct model *m, struct gt_arena *arena, uint32_t first,
                      uint32_t step)
{
    size_t rows = (size_t)m->count + 1;

    *job = (struct job){.m = m, .first = first, .step = step};
    if ((job->w.start = gt_arena_alloc_raw(arena, rows, sizeof(float[LANES]), 64)) == NULL ||
        (job->w.finish = gt_arena_alloc_raw(arena, rows, sizeof(float[LANES]), 64)) == NULL ||
        (job->w.driver = gt_arena_alloc_raw(arena, (size_t)m->in->driver_count + 1,
                                            sizeof(float[LANES]), 64)) == NULL ||
        (job->marks = gt_arena_alloc_raw(arena, rows, sizeof(uint32_t[LANES]), 64)) == NULL)
        return GT_ENOMEM;
    return GT_OK;
}

static gt_rc run_all(const struct model *m, struct gt_arena *arena)
{
    uint32_t threads = m->in->threads == 0 ? 1 : m->in->threads;
    struct job *jobs;

    if (threads > GT_FORECAST_THREADS_MAX)
        threads = GT_FORECAST_THREADS_MAX;
    if (threads > m->batches)
        threads = m->batches;
    if ((jobs = GT_NEW_N(arena, struct job, threads)) == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < threads; i++)
        if (job_init(&jobs[i], m, arena, i, threads) != GT_OK)
            return GT_ENOMEM;
    for (uint32_t i = 1; i < threads; i++)
        jobs[i].started = pthread_create(&jobs[i].thread, NULL, run_job, &jobs[i]) == 0;
    (void)run_job(&jobs[0]);
    for (uint32_t i = 1; i < threads; i++)
        if (jobs[i].started)
            (void)pthread_join(jobs[i].thread, NULL);
        else
            (void)run_job(&jobs[i]); /* no thread to be had: its batches here */
    return GT_OK;
}

/* ---- the model ----------------------------------------------------------------------------------- */

/* The one calendar of all work and lags; NULL where there are several. */
static const struct gt_cal *one_calendar(const struct gt_net *net)
{
    uint32_t one = UINT32_MAX;

    for (uint32_t act = 0; act < net->acts.count; act++)
        if (net->acts.duration[act] > 0) {
            uint32_t cal = gt_net_cal_of(net, act);

            if (one != UINT32_MAX && one != cal)
                return NULL;
            one = cal;
        }
    for (uint32_t arc = 0; arc < net->arc_count; arc++)
        if (net->in[arc].lag != 0 && counts(&net->in[arc])) {
            uint32_t cal = GT_ARC_CAL(net->in[arc].code);

            if (one != UINT32_MAX && one != cal)
                return NULL;
            one = cal;
        }
    return &net->cals[one == UINT32_MAX ? 0 : one];
}

/* Order of the arcs of least lags alone; false on a cycle. */
static bool order_least(const struct gt_net *net, uint32_t *order, uint32_t *pending)
{
    uint32_t head = 0, tail = 0, count = net->acts.count;

    for (uint32_t arc = 0; arc < net->arc_count; arc++)
        if (counts(&net->out[arc]))
            pending[net->out[arc].other]++;
    for (uint32_t act = 0; act < count; act++)
        if (pending[act] == 0)
            order[tail++] = act;
    while (head < tail) {
        uint32_t act = order[head++];

        for (uint32_t arc = net->out_at[act]; arc < net->out_at[act + 1]; arc++)
            if (counts(&net->out[arc]) && --pending[net->out[arc].other] == 0)
                order[tail++] = net->out[arc].other;
    }
    return tail == count;
}

static float in_measure(const struct model *m, gt_tick at)
{
    if (at <= GT_TICK_FIRST)
        return -1e30f;
    return m->cal != NULL ? (float)(gt_cal_work(m->cal, at) - m->base) : (float)(at - m->base);
}

static gt_tick out_of_measure(const struct model *m, float value)
{
    int64_t whole = (int64_t)ceilf(value - 0.01f);

    return m->cal != NULL ? gt_cal_lo(m->cal, m->base + (whole > 0 ? whole : 0)) : m->base + whole;
}

struct tables { GT_VEC(uint32_t) keys; GT_VEC(float *) at; };

static gt_rc table_of(struct gt_arena *arena, struct tables *tables, const struct gt_spread *spread,
                      struct drawn *out)
{
    struct gt_shape shape = gt_spread_shape(spread);
    float *table, **slot;
    uint32_t *key;

    out->shift = shape.shift;
    out->scale = shape.scale;
    out->table = NULL;
    if (spread->kind == GT_SPREAD_FIXED || shape.scale == 0)
        return GT_OK;
    for (size_t i = tables->keys.count; spread->kind != GT_SPREAD_EMPIRICAL && i-- > 0;)
        if (tables->keys.at[i] == shape.key) {
            out->table = tables->at.at[i];
            return GT_OK;
        }
    if ((table = GT_NEW_RAW_N(arena, float, GT_QUANTILES)) == NULL ||
        (key = GT_PUSH(arena, &tables->keys)) == NULL || (slot = GT_PUSH(arena, &tables->at)) == NULL)
        return GT_ENOMEM;
    gt_spread_table(spread, table);
    *key = shape.key;
    *slot = table;
    out->table = table;
    return GT_OK;
}

static gt_rc make_facts(struct model *m, struct gt_arena *arena, struct gt_err *err)
{
    const struct gt_forecast_input *in = m->in;
    struct tables tables = {0};

    for (uint32_t at = 0; at < m->count; at++) {
        uint32_t act = m->order[at];
        struct gt_spread spread = in->spreads[act];
        struct gt_when low = gt_bound_low(in->net, act, in->from);

        if (!gt_spread_valid(&spread) ||
            (spread.driver != GT_NO_DRIVER && spread.driver >= in->driver_count))
            return gt_fail(err, GT_EINVAL, "activity %u: its spread is not low <= likely <= high",
                           "第%u项任务：工期估计应为 最短≤最可能≤最长", act + 1);
        if (spread.kind == GT_SPREAD_FIXED)
            spread.mode = in->net->acts.duration[act];
        if (table_of(arena, &tables, &spread, &m->facts[at]) != GT_OK)
            return gt_fail(err, GT_ENOMEM, "no memory for the forecast", "预测内存不足");
        m->facts[at].driver = spread.driver;
        m->facts[at].low_start = in_measure(m, low.start);
        m->facts[at].low_finish = in_measure(m, low.finish);
        m->facts[at].by_finish |= low.finish > GT_TICK_FIRST;
    }
    for (uint32_t i = 0; i < in->driver_count; i++) {
        if (!gt_spread_valid(&in->drivers[i]) || in->drivers[i].kind == GT_SPREAD_FIXED)
            return gt_fail(err, GT_EINVAL, "driver %u has no valid spread", "第%u个共同因素的范围不对", i + 1);
        if (table_of(arena, &tables, &in->drivers[i], &m->drivers[i]) != GT_OK)
            return gt_fail(err, GT_ENOMEM, "no memory for the forecast", "预测内存不足");
        m->drivers[i].driver = GT_NO_DRIVER;
    }
    return GT_OK;
}

static void make_arcs(struct model *m, const uint32_t *place)
{
    const struct gt_net *net = m->in->net;
    uint32_t count = 0;

    for (uint32_t at = 0; at < m->count; at++) {
        uint32_t act = m->order[at];

        m->arc_at[at] = count;
        for (uint32_t i = net->in_at[act]; i < net->in_at[act + 1]; i++)
            if (counts(&net->in[i]))
                m->arcs[count++] = (struct farc){
                    place[net->in[i].other], (float)net->in[i].lag,
                    (net->in[i].code & GT_ARC_TAIL_FINISH) != 0, (net->in[i].code & GT_ARC_HEAD_FINISH) != 0};
    }
    m->arc_at[m->count] = count;
    for (uint32_t at = 0; at < m->count; at++)
        m->facts[at].last = true;
    for (uint32_t at = 0; at < m->count; at++)
        for (uint32_t i = m->arc_at[at]; i < m->arc_at[at + 1]; i++) {
            struct drawn *tail = &m->facts[m->arcs[i].tail];

            /* Behind a start or a finish that only waits may come a later end. */
            tail->last = tail->last && (!m->arcs[i].tail_finish || m->arcs[i].head_finish ||
                                        m->arcs[i].lag < 0);
            tail->keep_start |= !m->arcs[i].tail_finish;
            m->facts[at].by_finish |= m->arcs[i].head_finish;
        }
}

static gt_tick deadline_of(const struct gt_net *net, uint32_t act)
{
    struct gt_when high = gt_bound_high(net, act, GT_TICK_NONE);

    return high.finish;
}

static gt_rc make_model(struct model *m, struct gt_arena *arena, struct gt_err *err)
{
    const struct gt_forecast_input *in = m->in;
    const struct gt_net *net = in->net;
    uint32_t n = net->acts.count, *order, *place, *pending;
    size_t cells;

    m->count = n;
    m->batches = (in->samples + LANES - 1) / LANES;
    m->detail_batches = ((in->detail == 0 ? DETAIL_DEFAULT : in->detail) + LANES - 1) / LANES;
    if (m->detail_batches > m->batches)
        m->detail_batches = m->batches;
    cells = (size_t)n * m->detail_batches + 1;
    if ((order = GT_NEW_N(arena, uint32_t, (size_t)n + 1)) == NULL ||
        (pending = GT_NEW_N(arena, uint32_t, (size_t)n + 1)) == NULL ||
        (m->arc_at = GT_NEW_N(arena, uint32_t, (size_t)n + 2)) == NULL ||
        (m->arcs = GT_NEW_N(arena, struct farc, (size_t)net->arc_count + 1)) == NULL ||
        (m->facts = GT_NEW_N(arena, struct drawn, (size_t)n + 1)) == NULL ||
        (m->drivers = GT_NEW_N(arena, struct drawn, (size_t)in->driver_count + 1)) == NULL ||
        (m->limit_place = GT_NEW_N(arena, uint32_t, 2 * (size_t)n + 1)) == NULL ||
        (m->limit = GT_NEW_N(arena, float, (size_t)n + 1)) == NULL ||
        (m->finish = GT_NEW_RAW_N(arena, float, (size_t)m->batches * LANES + 1)) == NULL ||
        (m->detail_finish = GT_NEW_RAW_N(arena, float, cells * LANES)) == NULL ||
        (m->critical = GT_NEW_RAW_N(arena, uint8_t, cells)) == NULL ||
        (m->cover = GT_NEW_RAW_N(arena, float, cells)) == NULL ||
        (m->driver_sums = GT_NEW_N(arena, double, 3 * (size_t)in->driver_count * m->detail_batches + 1)) == NULL ||
        (m->spread_sum = GT_NEW_RAW_N(arena, float, cells)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the forecast", "预测内存不足");
    if (!order_least(net, order, pending))
        return gt_fail(err, GT_ECYCLE, "the links form a cycle", "衔接成环");
    m->order = order;
    m->cal = one_calendar(net);
    m->base = m->cal != NULL ? gt_cal_work(m->cal, in->from) : in->from;
    for (uint32_t act = 0; act < n; act++)
        m->limited += deadline_of(net, act) < GT_TICK_LAST;
    /* Behind the limits' places: the place of every activity. */
    place = m->limit_place + m->limited;
    for (uint32_t at = 0; at < n; at++)
        place[order[at]] = at;
    for (uint32_t at = 0, i = 0; at < n; at++)
        if (deadline_of(net, order[at]) < GT_TICK_LAST) {
            m->limit_place[i] = at;
            m->limit[i++] = in_measure(m, deadline_of(net, order[at]));
        }
    if ((m->held = GT_NEW_RAW_N(arena, uint16_t, (size_t)m->limited * m->batches + 1)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the forecast", "预测内存不足");
    make_arcs(m, place);
    return make_facts(m, arena, err);
}

/* ---- results ------------------------------------------------------------------------------------------ */

/* The value that a share `p` of all lies at or below, by Hoare's selection:
 * what is left of it afterwards is no greater, what is right no less. */
static float quantile(float *values, uint32_t count, double p)
{
    uint32_t want = (uint32_t)(p * (count - 1) + 0.5), low = 0, high = count - 1;

    while (low < high) {
        float pivot = values[low + (high - low) / 2];
        uint32_t i = low, j = high;

        for (;;) {
            while (values[i] < pivot)
                i++;
            while (values[j] > pivot)
                j--;
            if (i >= j)
                break;
            float swap = values[i];

            values[i++] = values[j];
            values[j--] = swap;
        }
        if (want <= j)
            high = j;
        else
            low = j + 1;
    }
    return values[want];
}

/* Three quantiles of the values as they lie: those of one bucket out of many
 * are looked through for each, which reads the values but never moves them. */
static void quantiles(const float *values, uint32_t count, const double p[3], float *scratch, float out[3])
{
    enum { BUCKETS = 512 };
    uint32_t counts[BUCKETS] = {0};
    float least = values[0], most = values[0], scale;

    for (uint32_t i = 1; i < count; i++) {
        least = values[i] < least ? values[i] : least;
        most = values[i] > most ? values[i] : most;
    }
    scale = most > least ? (BUCKETS - 1) / (most - least) : 0;
    if (!(scale > 0) || scale > 1e30f) { /* all the same, or as good as */
        memcpy(scratch, values, count * sizeof(*values));
        for (int k = 0; k < 3; k++)
            out[k] = quantile(scratch, count, p[k]);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        counts[(uint32_t)((values[i] - least) * scale)]++;
    for (int k = 0; k < 3; k++) {
        uint32_t want = (uint32_t)(p[k] * (count - 1) + 0.5), bucket = 0, found = 0;

        while (want >= counts[bucket])
            want -= counts[bucket++];
        for (uint32_t i = 0; i < count; i++) {
            scratch[found] = values[i];
            found += (uint32_t)((values[i] - least) * scale) == bucket;
        }
        /* The want-th of those found: quantile() rounds to the same index. */
        out[k] = quantile(scratch, found, found > 1 ? (double)want / (found - 1) : 0);
    }
}

/* Batches are whole; samples beyond the number asked for are not counted. */
static void tell_whole(const struct model *m, struct gt_forecast *out)
{
    uint32_t count = m->in->samples;
    double sum = 0, square = 0;

    for (uint32_t i = 0; i < count; i++)
        sum += m->finish[i];
    out->mean_work = sum / count;
    for (uint32_t i = 0; i < count; i++)
        square += (m->finish[i] - out->mean_work) * (m->finish[i] - out->mean_work);
    out->deviation_work = count > 1 ? sqrt(square / (count - 1)) : 0;
    out->p50 = out_of_measure(m, quantile(m->finish, count, 0.50));
    out->p80 = out_of_measure(m, quantile(m->finish, count, 0.80));
    out->p95 = out_of_measure(m, quantile(m->finish, count, 0.95));
}

static void tell_act(const struct model *m, uint32_t at, double mean, double variance, float *scratch,
                     struct gt_forecast_act *out)
{
    const double p[3] = {0.50, 0.80, 0.95};
    uint32_t count = m->detail_batches * LANES;
    const float *finish = m->detail_finish + (size_t)at * count;
    float found[3];
    double cover = 0, sum = 0;
    uint64_t critical = 0;

    for (uint32_t b = 0; b < m->detail_batches; b++) {
        size_t cell = (size_t)at * m->detail_batches + b;

        cover += m->cover[cell];
        sum += m->spread_sum[cell];
        critical += m->critical[cell];
    }
    quantiles(finish, count, p, scratch, found);
    out->p50 = out_of_measure(m, found[0]);
    out->p80 = out_of_measure(m, found[1]);
    out->p95 = out_of_measure(m, found[2]);
    out->critical = (float)((double)critical / count);
    out->share = variance > 1e-9 ? (float)((cover / count - sum / count * mean) / variance) : 0;
    out->chance = -1;
}

/* The square of a driver's correlation with the whole. */
static void tell_drivers(const struct model *m, double mean, double variance, struct gt_forecast *out)
{
    double count = (double)m->detail_batches * LANES;

    for (uint32_t i = 0; i < m->in->driver_count; i++) {
        double f = 0, square = 0, cover = 0, own;

        for (uint32_t b = 0; b < m->detail_batches; b++) {
            const double *sums = m->driver_sums + ((size_t)i * m->detail_batches + b) * 3;

            f += sums[0];
            square += sums[1];
            cover += sums[2];
        }
        own = square / count - f / count * (f / count);
        cover = cover / count - f / count * mean;
        out->driver_share[i] = own * variance > 1e-12 ? (float)(cover * cover / (own * variance)) : 0;
    }
}

static void tell_acts(const struct model *m, float *scratch, struct gt_forecast *out)
{
    uint32_t count = m->detail_batches * LANES;
    double mean = 0, variance = 0;

    for (uint32_t i = 0; i < count; i++)
        mean += m->finish[i];
    mean /= count;
    for (uint32_t i = 0; i < count; i++)
        variance += (m->finish[i] - mean) * (m->finish[i] - mean);
    variance /= count;
    for (uint32_t at = 0; at < m->count; at++)
        tell_act(m, at, mean, variance, scratch, &out->acts[m->order[at]]);
    tell_drivers(m, mean, variance, out);
    for (uint32_t i = 0; i < m->limited; i++) {
        uint64_t held = 0;

        for (uint32_t b = 0; b < m->batches; b++)
            held += m->held[(size_t)i * m->batches + b];
        out->acts[m->order[m->limit_place[i]]].chance =
            (float)((double)held / ((double)m->batches * LANES));
    }
}

/* The network with the order's links. */
static gt_rc with_order(const struct gt_forecast_input *in, struct gt_arena *arena, struct gt_net *out,
                        struct gt_err *err)
{
    const struct gt_net *net = in->net;
    struct gt_link *links = GT_NEW_RAW_N(arena, struct gt_link, (size_t)net->link_count + in->order_count + 1);
    struct gt_net_input input = {.unit = net->unit, .acts = net->acts, .cals = net->cals,
                                 .cal_count = net->cal_count, .links = links,
                                 .link_count = net->link_count + in->order_count};

    if (links == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the forecast", "预测内存不足");
    if (net->link_count > 0)
        memcpy(links, net->links, net->link_count * sizeof(*links));
    memcpy(links + net->link_count, in->order, in->order_count * sizeof(*links));
    return gt_net_build(arena, &input, out, err);
}

gt_rc gt_forecast_run(struct gt_arena *arena, const struct gt_forecast_input *input,
                      struct gt_forecast *out, struct gt_err *err)
{
    struct gt_forecast forecast = {0};
    struct gt_forecast_input own = *input;
    struct model m = {.in = &own};
    struct gt_arena *work = NULL;
    struct gt_net ordered;
    float *scratch = NULL;
    gt_rc rc = GT_OK;

    if (input->samples == 0 || input->samples > GT_FORECAST_SAMPLES_MAX ||
        input->driver_count > GT_FORECAST_DRIVERS_MAX)
        return gt_fail(err, GT_EINVAL, "1 to %d samples and at most %d drivers",
                       "样本数应为1至%d，共同因素至多%d个", (int)GT_FORECAST_SAMPLES_MAX,
                       (int)GT_FORECAST_DRIVERS_MAX);
    if (input->from <= GT_TICK_FIRST)
        return gt_fail(err, GT_EINVAL, "a forecast needs a day to begin on", "预测需要起始日期");
    if ((forecast.acts = GT_NEW_N(arena, struct gt_forecast_act, (size_t)input->net->acts.count + 1)) == NULL ||
        (forecast.driver_share = GT_NEW_N(arena, float, (size_t)input->driver_count + 1)) == NULL ||
        gt_arena_create((size_t)16 << 30, &work) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "no memory for the forecast", "预测内存不足");
    if (input->order_count > 0) {
        rc = with_order(input, work, &ordered, err);
        own.net = &ordered;
    }
    if (rc == GT_OK && (rc = make_model(&m, work, err)) == GT_OK &&
        ((scratch = GT_NEW_RAW_N(work, float, (size_t)m.detail_batches * LANES + 1)) == NULL ||
         (rc = run_all(&m, work)) != GT_OK))
        rc = GT_ENOMEM;
    if (rc == GT_ENOMEM)
        (void)gt_fail(err, rc, "no memory for the forecast", "预测内存不足");
    for (uint32_t i = 0; rc == GT_OK && i < input->samples; i++)
        if (m.finish[i] > (float)(GT_TICK_LAST / 2))
            rc = gt_fail(err, GT_ELIMIT, "some samples run beyond the end of the calendar",
                         "有样本超出日历范围");
    if (rc == GT_OK) {
        forecast.one_calendar = m.cal != NULL;
        tell_acts(&m, scratch, &forecast); /* before the whole's samples are sorted */
        tell_whole(&m, &forecast);
        *out = forecast;
    }
    gt_arena_destroy(work);
    return rc;
}
