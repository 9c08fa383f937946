/*
 * para.h - the paragraphs of a document and the part each plays: title,
 * document number, salutation, text, signature, table row, page furniture.
 */
#ifndef GT_READ_PARA_H
#define GT_READ_PARA_H

#include "base/date.h"
#include "read/block.h"
#include "read/lex.h"
#include "read/number.h"

enum gt_role {
    GT_ROLE_TEXT,
    GT_ROLE_HEADING, /* words without a full stop and without a number */
    GT_ROLE_SKIP,    /* furniture, table of contents, lists of annexes */
    GT_ROLE_MARK,    /* 国办发〔2018〕117号 */
    GT_ROLE_SALUTE,  /* 各省、自治区、直辖市人民政府： */
    GT_ROLE_SIGN,    /* the issuer's name under the text */
    GT_ROLE_DATE,
    GT_ROLE_ROW,     /* one body row of a table */
};

struct gt_para {
    uint32_t start, end;  /* trimmed */
    enum gt_role role;
    bool     numbered;
    struct gt_number number;
    uint32_t head_end;    /* end of the heading sentence; 0 where there is none */
    uint32_t part;        /* counts up where a signature or an annex parts the text */
    uint32_t block;
    uint32_t row;         /* GT_ROLE_ROW: index into rows */
};

/* What the columns of a row say; start == end where there is nothing. */
struct gt_row {
    struct gt_span number, task, lead, support, due, target;
    bool lead_is_list; /* 责任单位: the first of the list leads */
};

struct gt_layout {
    GT_VEC(struct gt_para) paras;
    GT_VEC(struct gt_row) rows;
    struct gt_span title; /* of the document */
    struct gt_span mark;
    gt_day  issued;
    int     issued_year;  /* from the date, else from the document number; 0 */
    bool    english;
    bool    spoken;       /* a speech: its sections are sentences of command */
    bool    speech;       /* a report or speech: its sections are lists of orders */
};

/* GT_ENOMEM */
gt_rc gt_layout_make(struct gt_arena *arena, const struct gt_doc *doc,
                     const struct gt_fold *fold, const struct gt_lex *lex,
                     struct gt_layout *out) GT_MUST_USE;

/* End of a heading sentence that begins at `at`: a short sentence with more
 * behind it, or the words before a colon; 0 if there is none. */
uint32_t gt_para_heading(const struct gt_fold *fold, uint32_t at, uint32_t end);

/* Is the character the end of a sentence? */
static inline bool gt_is_stop(char16_t c) { return c == u'。' || c == '!' || c == '?'; }

#endif
