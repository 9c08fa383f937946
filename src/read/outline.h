/*
 * outline.h - which stretches of a document are clauses: the tree of
 * numbers, its leaves, sentences that order something, rows of tables.
 */
#ifndef GT_READ_OUTLINE_H
#define GT_READ_OUTLINE_H

#include "read/para.h"
#include "read/unit.h"

#define GT_ROUGH_NONE UINT32_MAX

/* A clause before its fields are read. */
struct gt_rough {
    struct gt_span span;
    gt_str   number;        /* path as printed */
    struct gt_span heading; /* without number and stop; may be empty */
    struct gt_span speaker;
    uint32_t para;
    uint32_t row;           /* of layout.rows, or GT_ROUGH_NONE */
    uint32_t parent;        /* number node above it, or GT_ROUGH_NONE: siblings share it */
    uint32_t intro;         /* paragraph that leads in to its list of bullets, or GT_ROUGH_NONE */
    uint32_t part;
    bool     said;          /* behind a speaker, named or not */
    bool     sentence;      /* found in running text, not by its number */
    bool     result;        /* stands under a heading of what was done */
    bool     principle;     /* under 指导思想, 基本原则 and the like */
    bool     goal;          /* under 目标 */
    bool     list_head;     /* a governing sentence just above the children of `governs` */
    uint32_t governs;       /* number node whose children follow, or GT_ROUGH_NONE */
};

struct gt_outline {
    GT_VEC(struct gt_rough) list; /* in document order */
    uint32_t *children;           /* [nodes]: how many children each number has */
    uint32_t *paras;              /* [nodes]: its own paragraph */
    uint32_t *nexts;              /* [nodes]: past its last paragraph */
    uint32_t *parents;            /* [nodes]: the number above it, or GT_ROUGH_NONE */
    uint32_t  node_count;
};

enum { GT_OUTLINE_DEPTH_MAX = 16 }; /* deeper numbers are taken as text */

gt_rc gt_outline_make(const struct gt_sight *s, const struct gt_layout *layout,
                      struct gt_outline *out) GT_MUST_USE;

#endif
