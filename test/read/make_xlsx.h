/*
 * make_xlsx.h - small workbooks for tests, written part by part so that a
 * test can also forge them.
 *
 * A row is one string, cells parted by '|':
 *   text            a shared string
 *   #12.5           a number
 *   @3 46203        a number in style 3 (make_xlsx_formats below)
 *   ~text           an inline string
 *   =text           the cached text of a formula
 *   !#N/A           an error
 *   (nothing)       no cell
 */
#ifndef GT_TEST_READ_MAKE_XLSX_H
#define GT_TEST_READ_MAKE_XLSX_H

#include "base/buf.h"

enum { MAKE_ROWS_MAX = 64, MAKE_LIST_MAX = 48 };

struct make_sheet {
    const char *name;
    bool        hidden;
    const char *rows[MAKE_ROWS_MAX];    /* NULL ends; "" is a blank row */
    const char *merges[MAKE_LIST_MAX];  /* "A1:C1" */
    const char *hidden_cols;            /* "CF": letters */
    int         hidden_rows[8];         /* from 1 */
};

/* Number formats by style: 1 yyyy-mm-dd, 2 yyyy"年"m"月"d"日", 3 yyyy"年"m"月",
 * 4 0%, 5 0.00, 6 built-in 14, 7 built-in 31, 8 [$-804]yyyy/m/d;@ , 9 h:mm */

/* The file's bytes; clear the buffer afterwards. */
void make_xlsx(struct gt_buf *out, const struct make_sheet *sheets, size_t count, bool date_1904);

struct make_part { const char *name; gt_str bytes; };
/* Any zip file; stored: without compression. */
void make_zip(struct gt_buf *out, const struct make_part *parts, size_t count, bool stored);

#endif
