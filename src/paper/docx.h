/*
 * docx.h - a paper in the layout of GB/T 9704: title in Song, body in
 * Fangsong 16 pt on 28 pt lines, first-level headings in Hei.
 *
 * Plain view in, a .docx out.  What goes in is text, never markup.
 */
#ifndef GT_PAPER_DOCX_H
#define GT_PAPER_DOCX_H

#include "base/buf.h"

enum { GT_DOCX_BYTES_MAX = 32 << 20 };

enum gt_docx_style {
    GT_DOCX_TITLE,
    GT_DOCX_NUMBER,  /* document number, centred */
    GT_DOCX_HEADING, /* 一、 */
    GT_DOCX_BODY,    /* indented by two characters */
    GT_DOCX_PLAIN,   /* the addressee: no indent */
    GT_DOCX_RIGHT,   /* signature and date */
    GT_DOCX_STYLES
};

struct gt_docx_para { enum gt_docx_style style; gt_str text; };

struct gt_docx_view {
    gt_str title; /* into the file's properties */
    const struct gt_docx_para *paras;
    size_t para_count;
    int64_t made_ms;
};

/* Appends the file to out. GT_ENOMEM, GT_ELIMIT. */
gt_rc gt_docx_write(const struct gt_docx_view *view, struct gt_buf *out,
                    struct gt_err *err) GT_MUST_USE;

#endif
