/* wall_pdf.h - the whole wall on one page: vector, with text that can be
 * searched.  cairo and pango draw it. */
#ifndef GT_PAPER_WALL_PDF_H
#define GT_PAPER_WALL_PDF_H

#include "base/buf.h"
#include "paper/wall_view.h"

enum {
    GT_WALL_BARS_MAX = 20000,
    GT_WALL_PDF_BYTES_MAX = 64 << 20,
};

enum gt_wall_paper { GT_WALL_A0, GT_WALL_A1, GT_WALL_A3 };

struct gt_wall_page {
    enum gt_wall_paper size; /* always landscape */
    bool    colour;          /* false: ink alone; shapes and hatching say everything */
    int64_t made_ms;         /* goes into the file; the page shows the view's texts only */
};

/* "A0", "A1", "A3" in either case; false on anything else. */
bool gt_wall_paper_parse(gt_str text, enum gt_wall_paper *out);

/* Appends a PDF to out.  GT_ELIMIT over GT_WALL_BARS_MAX bars; GT_EINVAL where
 * the days do not make a range; GT_ENOMEM. */
gt_rc gt_wall_pdf(const struct gt_wall_view *view, const struct gt_wall_page *page,
                  struct gt_buf *out, struct gt_err *err) GT_MUST_USE;

#endif
