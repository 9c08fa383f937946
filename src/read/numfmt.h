/*
 * numfmt.h - what a spreadsheet's number format says about a number: is it
 * a date, and how is it shown.  ECMA-376 part 1, 18.8.30 and 18.8.31.
 */
#ifndef GT_READ_NUMFMT_H
#define GT_READ_NUMFMT_H

#include "base/base.h"

struct gt_numfmt {
    bool    date; /* the number is a serial date */
    uint8_t show; /* GT_SHOW_ bits of sheet.h */
};

/* A format code: yyyy"年"m"月";@  0.0%  [$-804]yyyy/m/d */
struct gt_numfmt gt_numfmt_read(gt_str code);
/* The ids below 164 that no file spells out, the Chinese ones included. */
struct gt_numfmt gt_numfmt_builtin(uint32_t id);

#endif
