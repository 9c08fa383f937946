/*
 * due.h - deadlines: 6月底前, 2019年12月31日前, 到2022年, 上半年, 每年2月底前,
 * 印发之日起30日内, 2019年1月1日至12月31日; by 30 June, no later than Q2.
 */
#ifndef GT_READ_DUE_H
#define GT_READ_DUE_H

#include "base/date.h"
#include "read/unit.h"

/* What a document says about years. */
struct gt_due_frame {
    int    year;      /* the plan's; 0 unknown */
    bool   plan;      /* its title names that year: 今年 and 全年 are deadlines */
    gt_day issued;    /* GT_DAY_NONE unknown */
};

enum gt_due_form {
    GT_DUE_NONE,
    GT_DUE_BEFORE,    /* …前, 年底, 年内 */
    GT_DUE_TARGET,    /* 到2022年 */
    GT_DUE_WINDOW,    /* from ... to ... */
    GT_DUE_PERIOD,    /* 上半年完成, 6月 */
    GT_DUE_YEAR,      /* 今年, 全年 in a plan for a year */
    GT_DUE_AFTER,     /* so many days after the issue */
    GT_DUE_EVERY,     /* 每年2月底前 */
};

enum gt_due_year { GT_DUE_YEAR_SAID, GT_DUE_YEAR_CLAUSE, GT_DUE_YEAR_PLAN };

struct gt_due {
    gt_day   day;            /* GT_DAY_NONE if none */
    struct gt_span words;    /* also where day is none but recur is not */
    enum gt_due_form form;
    enum gt_due_year year_from;
    int      recur;          /* enum gt_recur of read.h */
    bool     standing;
    struct gt_span bad;      /* a date that no calendar has; empty if none */
};

/* opening: end of the first sentence behind the heading; a window of time
 * binds the duty only when it stands before that. */
void gt_due_read(const struct gt_sight *s, const struct gt_due_frame *frame, uint32_t start,
                 uint32_t end, uint32_t opening, struct gt_due *out);

/* A line that is a whole date: "26 April 2017", "Date: April 26, 2017". */
bool gt_due_english_date(const struct gt_sight *s, uint32_t start, uint32_t end, gt_day *out);

/* The same for English words. */
void gt_due_read_english(const struct gt_sight *s, const struct gt_due_frame *frame,
                         uint32_t start, uint32_t end, struct gt_due *out);

#endif
