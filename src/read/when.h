/*
 * when.h - one expression of time as Chinese documents write it: 2026年6月底,
 * 二〇二六年六月, 6月30日, 一季度, 上半年, 年底, 明年3月中旬, 2026-06-30.
 */
#ifndef GT_READ_WHEN_H
#define GT_READ_WHEN_H

#include "base/date.h"
#include "read/fold.h"

enum gt_when_year { GT_YEAR_NONE, GT_YEAR_ABS, GT_YEAR_THIS, GT_YEAR_NEXT, GT_YEAR_LAST };

enum gt_when_part {
    GT_PART_YEAR,    /* the year's last day is meant */
    GT_PART_DAY,
    GT_PART_MONTH,   /* its last day: 6月, 6月底 */
    GT_PART_TENTH,   /* 6月上旬, 6月初 */
    GT_PART_TWENTIETH,
    GT_PART_QUARTER, /* of index 1 to 4 */
    GT_PART_HALF,    /* 1 or 2 */
    GT_PART_YEAR_BEGIN, /* 年初: no deadline */
};

struct gt_when {
    enum gt_when_year year_is;
    enum gt_when_part part;
    int      year;           /* GT_YEAR_ABS */
    int      month, day;     /* as far as the part has them */
    int      index;
    bool     closed;         /* 底, 末, 内 belong to it already: 年底, 6月末, 年内 */
    bool     span;           /* 全年, 今年: a stretch of time, not a date */
    uint32_t len;
};

/* True if one begins exactly at `at`. */
bool gt_when_at(const struct gt_fold *fold, uint32_t at, uint32_t end, struct gt_when *out);

/*
 * The last day meant; year is the one that 今年 or an unwritten year stands
 * for.  GT_DAY_NONE where there is no such day (2月31日) or no year.
 */
gt_day gt_when_day(const struct gt_when *when, int year);
int    gt_when_year_of(const struct gt_when *when, int year); /* 0 if unknown */
/* The text names a day that no calendar has. */
bool   gt_when_impossible(const struct gt_when *when, int year);

/* A whole date with year, month and day that fills [at, end): a date line. */
bool gt_when_line(const struct gt_fold *fold, uint32_t at, uint32_t end, gt_day *out);

#endif
