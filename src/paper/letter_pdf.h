/*
 * letter_pdf.h - the paper of docx.h as PDF: A4 in the margins of GB/T 9704,
 * as many pages as it takes.  A slip's colour is a band and a word at the top,
 * so that a black and white copy loses nothing.
 */
#ifndef GT_PAPER_LETTER_PDF_H
#define GT_PAPER_LETTER_PDF_H

#include "paper/docx.h"

enum { GT_LETTER_BYTES_MAX = 32 << 20, GT_LETTER_PAGES_MAX = 200 };

struct gt_letter {
    const struct gt_docx_view *view;
    double  band[3];   /* red, green, blue of the band */
    bool    has_band;
    gt_str  band_word; /* "橙单" */
};

/* Appends the file to out. GT_ENOMEM, GT_ELIMIT. */
gt_rc gt_letter_pdf(const struct gt_letter *letter, struct gt_buf *out, struct gt_err *err) GT_MUST_USE;

#endif
