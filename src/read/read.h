/*
 * read.h - the room's front door: the bytes of a document in, its clauses
 * and what each of them proposes out.
 *
 * Pure: no clock, no file system, no network.  The same bytes and options
 * always give the same answer.  Everything returned lives in the arena.
 *
 * Names begin with gt_read_ where the store or the plan has a struct of the
 * same word: src/work sees all three.
 */
#ifndef GT_READ_READ_H
#define GT_READ_READ_H

#include "base/base.h"
#include "base/date.h"
#include "base/problem.h"
#include "read/block.h"

struct gt_read_options {
    gt_str name; /* the file's name, for messages; the kind is told by content */
    int    year; /* the plan's year; 0: from the title, else the date of issue */
};

/* A clause: the smallest unit an office would put on its list as one row. */
struct gt_read_clause {
    gt_str   number;  /* path as printed: "二/（三）"; "" where there is none */
    gt_str   heading; /* its heading sentence without the number; or "" */
    gt_str   text;    /* slice of the document's text, number included */
    struct gt_span span;
    uint32_t block;   /* index of the block where it begins */
    uint32_t line;    /* that block's place for people */
    bool     in_table;
};

enum gt_clause_kind { GT_KIND_TASK, GT_KIND_INDICATOR, GT_KIND_CONTEXT };
enum gt_recur { GT_RECUR_NONE, GT_RECUR_YEARLY, GT_RECUR_QUARTERLY, GT_RECUR_MONTHLY,
                GT_RECUR_WEEKLY };
enum gt_figure_op { GT_OP_GE, GT_OP_LE, GT_OP_EQ, GT_OP_PLUS, GT_OP_MINUS };

/* A target, never a background figure. */
struct gt_read_figure {
    gt_str name; /* what is measured, as printed */
    gt_str unit; /* 万 and 亿 stay in it: "万亩" */
    double value;
    enum gt_figure_op op;
};

enum gt_field { GT_FIELD_KIND, GT_FIELD_TITLE, GT_FIELD_LEAD, GT_FIELD_SUPPORT, GT_FIELD_DUE,
                GT_FIELD_RECUR, GT_FIELD_FIGURES, GT_FIELD_SPEAKER, GT_FIELD_COUNT };

/* Why a field holds what it holds, or why it is empty. */
struct gt_read_why {
    double confidence; /* 0 to 1 */
    gt_str text[GT_LANG_COUNT];
};

/* What one clause proposes; proposal i belongs to clause i. */
struct gt_proposal {
    enum gt_clause_kind kind;
    enum gt_recur       recur;
    gt_str   title;       /* at most GT_TITLE_MAX code points */
    gt_str   lead;        /* as printed; "" if none is named */
    gt_str  *support;
    size_t   support_count;
    gt_day   due;         /* GT_DAY_NONE if none */
    gt_str   due_text;    /* the words that say so, as printed */
    bool     standing;    /* 长期坚持, 持续推进: never closes by itself */
    struct gt_read_figure *figures;
    size_t   figure_count;
    gt_str   speaker;
    struct gt_read_why why[GT_FIELD_COUNT];
};

enum { GT_TITLE_MAX = 30 };

struct gt_reading {
    struct gt_doc       doc;
    gt_str              title;  /* of the document, one line; or "" */
    gt_str              mark;   /* document number: "国办发〔2018〕117号"; or "" */
    gt_day              issued; /* GT_DAY_NONE if the text does not say */
    int                 year;   /* the plan's year; 0 if unknown */
    struct gt_read_clause   *clauses;
    struct gt_proposal *proposals; /* [clause_count] */
    size_t              clause_count;
    struct gt_problems  problems;  /* line and words: 2月31日, a task without a unit */
};

/*
 * Text and blocks only, by what the bytes are: .txt, .html, .docx.
 * GT_EPARSE, GT_EUNSUPPORTED, GT_ELIMIT with one message that names the place.
 */
gt_rc gt_read_doc(struct gt_arena *arena, gt_str bytes, const struct gt_read_options *options,
                  struct gt_doc *out, struct gt_err *err) GT_MUST_USE;

/* The same, with clauses and proposals. */
gt_rc gt_read(struct gt_arena *arena, gt_str bytes, const struct gt_read_options *options,
              struct gt_reading *out, struct gt_err *err) GT_MUST_USE;

/* An arena budget that lets any document within the limits through. */
size_t gt_read_budget(size_t bytes);

const char *gt_clause_kind_name(enum gt_clause_kind kind); /* "task" */
const char *gt_recur_name(enum gt_recur recur);            /* "yearly"; "" for none */
const char *gt_figure_op_name(enum gt_figure_op op);       /* ">=" */
const char *gt_field_name(enum gt_field field);            /* "lead" */

#endif
