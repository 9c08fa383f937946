/* wall_layout.c - packs bars into rows so that no label covers another. */
#include "paper/wall_layout.h"

#include <math.h>

enum { TRIES_MAX = 40 };

static const double em_of_pitch = 0.43; /* label size for a row's height */
static const double shrink = 0.93;
static const double gap_em = 0.9;       /* white between two labels in a row */

double gt_wall_x(const struct gt_wall_view *view, const struct gt_wall_box *box, gt_day day)
{
    const double days = (double)(view->to - view->from + 1);
    double x = (double)(day - view->from);

    x = x < 0 ? 0 : x > days ? days : x;
    return box->chart_left + x / days * (box->chart_right - box->chart_left);
}

struct packer {
    const struct gt_wall_view *view;
    const struct gt_wall_box  *box;
    const double   *label_em;
    const uint32_t *order;     /* bars by lane and start */
    const uint32_t *giver;     /* of each bar, or UINT32_MAX */
    double         *row_end;   /* [bar_count]: right end of what stands in each row */
    struct gt_wall_layout *out;
};

static int compare_bars(const void *a, const void *b, void *data)
{
    const struct gt_wall_bar *bars = data;
    const uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;

    if (bars[i].lane != bars[j].lane)
        return bars[i].lane < bars[j].lane ? -1 : 1;
    if (bars[i].start != bars[j].start)
        return bars[i].start < bars[j].start ? -1 : 1;
    return i < j ? -1 : i > j;
}

/* The bar's edges and the stretch of the row that it and its label need. */
static void measure(const struct packer *p, uint32_t bar, double em, double *left, double *right)
{
    const struct gt_wall_bar *b = &p->view->bars[bar];
    struct gt_wall_place *place = &p->out->bars[bar];
    const double label = p->label_em[bar] * em;

    place->x0 = gt_wall_x(p->view, p->box, b->start);
    place->x1 = gt_wall_x(p->view, p->box, b->finish + 1);
    place->label_x = place->x0;
    if (place->label_x + label > p->box->chart_right)
        place->label_x = fmax(p->box->chart_left, p->box->chart_right - label);
    *left = fmin(place->x0, place->label_x);
    *right = fmax(place->x1, place->label_x + label);
    if (b->deadline != GT_DAY_NONE)
        *right = fmax(*right, gt_wall_x(p->view, p->box, b->deadline + 1));
    if (b->light <= GT_WALL_OVERDUE) /* its bar goes on up to today */
        *right = fmax(*right, gt_wall_x(p->view, p->box, p->view->today));
}

static uint32_t free_row(const struct packer *p, uint32_t bar, uint32_t first, uint32_t rows,
                         double left)
{
    const uint32_t giver = p->giver[bar];

    /* 压茬: the receiver stands right under the giver where it can. */
    if (giver != UINT32_MAX && p->view->bars[giver].lane == p->view->bars[bar].lane) {
        const uint32_t below = p->out->bars[giver].row - first + 1;

        if (below < rows && p->row_end[below] <= left)
            return below;
    }
    for (uint32_t row = 0; row < rows; row++)
        if (p->row_end[row] <= left)
            return row;
    return rows;
}

/* Rows needed at this label size. */
static uint32_t pack(const struct packer *p, double em)
{
    const struct gt_wall_view *view = p->view;
    uint32_t total = 0, next = 0;

    for (uint32_t lane = 0; lane < view->lane_count; lane++) {
        uint32_t rows = 0;

        p->out->lane_row[lane] = total;
        for (; next < view->bar_count && view->bars[p->order[next]].lane == lane; next++) {
            const uint32_t bar = p->order[next];
            double left, right;
            uint32_t row;

            measure(p, bar, em, &left, &right);
            row = free_row(p, bar, total, rows, left);
            if (row == rows)
                rows++;
            p->row_end[row] = right + gap_em * em;
            p->out->bars[bar].row = total + row;
        }
        total += rows > 0 ? rows : 1; /* an empty lane still has its line */
    }
    p->out->lane_row[view->lane_count] = total;
    return total;
}

gt_rc gt_wall_layout(struct gt_arena *arena, const struct gt_wall_view *view,
                     const struct gt_wall_box *box, const double *label_em,
                     struct gt_wall_layout *out)
{
    const size_t bars = view->bar_count;
    uint32_t *order = GT_NEW_N(arena, uint32_t, bars + 1);
    uint32_t *giver = GT_NEW_N(arena, uint32_t, bars + 1);
    double *row_end = GT_NEW_N(arena, double, bars + 1);
    const double height = box->chart_bottom - box->chart_top;
    double em = box->pitch_max * em_of_pitch;

    out->bars = GT_NEW_N(arena, struct gt_wall_place, bars + 1);
    out->lane_row = GT_NEW_N(arena, uint32_t, view->lane_count + 1);
    if (order == NULL || giver == NULL || row_end == NULL || out->bars == NULL ||
        out->lane_row == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < bars; i++) {
        order[i] = i;
        giver[i] = UINT32_MAX;
    }
    for (size_t i = 0; i < view->overlap_count; i++)
        giver[view->overlaps[i].receiver] = view->overlaps[i].giver;
    qsort_r(order, bars, sizeof *order, compare_bars, (void *)(uintptr_t)view->bars);

    const struct packer packer = {view, box, label_em, order, giver, row_end, out};

    for (int i = 0;; i++) {
        out->rows = pack(&packer, em);
        out->pitch = em / em_of_pitch;
        if (out->rows * out->pitch <= height || i == TRIES_MAX)
            break;
        em *= shrink;
    }
    /* What is left over goes to the rows, up to half as much again. */
    if (out->rows > 0)
        out->pitch = fmin(height / out->rows, out->pitch * 1.35);
    out->em = em;
    return GT_OK;
}
