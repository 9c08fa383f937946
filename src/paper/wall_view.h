/*
 * wall_view.h - what the printed wall shows, as plain values.
 *
 * The caller fills it and keeps every string alive; nothing here knows where
 * the facts came from.  Days are inclusive at both ends.
 */
#ifndef GT_PAPER_WALL_VIEW_H
#define GT_PAPER_WALL_VIEW_H

#include "base/base.h"
#include "base/date.h"

/* In the order in which every list of Guatu shows them. */
enum gt_wall_light {
    GT_WALL_GRAVE, GT_WALL_OVERDUE, GT_WALL_BEHIND, GT_WALL_DUESOON, GT_WALL_WATCH, GT_WALL_ONTRACK,
    GT_WALL_AHEAD, GT_WALL_DONE, GT_WALL_NOTYET, GT_WALL_STANDING, GT_WALL_LIGHTS
};

struct gt_wall_bar {
    uint32_t lane;          /* index into lanes */
    gt_str   name, note;    /* note: the light's amount, "滞后4个工作日" */
    gt_day   start, finish;
    gt_day   deadline;      /* GT_DAY_NONE: none */
    gt_day   base_start, base_finish; /* GT_DAY_NONE: no baseline */
    int      percent, expect;         /* 0 to 100 */
    enum gt_wall_light light;
    bool     critical, milestone;
};

/* 茬口: both bars run from start to finish. */
struct gt_wall_overlap { uint32_t giver, receiver; gt_day start, finish; };

struct gt_wall_lane { gt_str name, note; };

struct gt_wall_node {
    gt_str name;
    gt_day start, finish;
    bool   gate;            /* 开门红, 半年红 and the like */
    bool   passed, missed, next;
};

struct gt_wall_dayoff { gt_day day; bool makeup; /* false: a statutory holiday */ };

struct gt_wall_view {
    enum gt_lang lang;
    gt_str title, office, secrecy; /* head: middle, left, below left */
    gt_str cutoff, baseline;       /* head, right: two lines */
    gt_str digest;                 /* foot, right: what record this was drawn from */
    gt_str notes[6];               /* foot: sentences; empty ones are left out */
    gt_day from, to, today;
    const struct gt_wall_lane    *lanes;    size_t lane_count;
    const struct gt_wall_bar     *bars;     size_t bar_count;
    const struct gt_wall_overlap *overlaps; size_t overlap_count;
    const struct gt_wall_node    *nodes;    size_t node_count;
    const struct gt_wall_dayoff  *days;     size_t day_count;
};

#endif
