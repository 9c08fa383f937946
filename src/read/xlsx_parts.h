/*
 * xlsx_parts.h - what a workbook's cells refer to: its sheets and their
 * parts, shared strings, number formats.  For xlsx.c only.
 */
#ifndef GT_READ_XLSX_PARTS_H
#define GT_READ_XLSX_PARTS_H

#include "read/numfmt.h"
#include "read/zip.h"

enum {
    GT_XLSX_SMALL_MAX = 16 * 1024 * 1024, /* bytes of workbook, relations, styles */
    GT_XLSX_STYLES_MAX = 100000,
};

struct gt_xlsx_sheet {
    gt_str name, part; /* "一季度", "xl/worksheets/sheet1.xml" */
    bool   hidden;
};

struct gt_xlsx {
    struct gt_arena *arena;
    struct gt_zip   *zip;
    bool   date_1904;
    GT_VEC(struct gt_xlsx_sheet) sheets;
    GT_VEC(struct gt_numfmt) styles;  /* by a cell's s attribute */
    GT_VEC(gt_str) strings;           /* by a shared string's index */
};

gt_rc gt_xlsx_parts(struct gt_arena *arena, struct gt_zip *zip, struct gt_xlsx *out,
                    struct gt_err *err) GT_MUST_USE;

/* Text of a cell as stored: _x000D_ and its like undone, control characters
 * dropped.  In the arena, or the input itself where nothing was to do. */
gt_rc gt_xlsx_unescape(struct gt_arena *arena, gt_str s, gt_str *out) GT_MUST_USE;

#endif
