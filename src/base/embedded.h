/* embedded.h - a file that the program carries (made by tools/embed.py). */
#ifndef GT_BASE_EMBEDDED_H
#define GT_BASE_EMBEDDED_H

#include "base/base.h"

struct gt_embedded {
    const char *name;  /* file name without its folder */
    gt_str      bytes; /* a NUL stands behind them */
};

#endif
