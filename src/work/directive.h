/*
 * directive.h - source documents and their clauses: reading one in, looking
 * at it, answering every clause, letting tasks follow a new version.
 *
 * A clause has one answer: a task of its own (accepted), a task that was
 * there (mapped), or nothing to do, with a reason.  Until then it is
 * proposed, and may be corrected, split and merged; an answered one is
 * reopened first.  Texts that are returned live in ctx->arena.
 */
#ifndef GT_WORK_DIRECTIVE_H
#define GT_WORK_DIRECTIVE_H

#include "base/problem.h"
#include "store/file_store.h"
#include "work/proposal.h"
#include "work/work.h"

enum {
    GT_REASON_MAX = 2000,       /* bytes */
    GT_CLAUSE_PARTS_MAX = 50,   /* that one split or merge may touch */
    GT_DIRECTIVE_BYTES_MAX = 64 << 20,
};

/* ---- documents ---------------------------------------------------------------- */

struct gt_directive_coverage {
    int64_t clauses, asking, accepted, mapped, nothing, open;
};

struct gt_directive_row {
    struct gt_directive facts;  /* in lists without text and blocks */
    int64_t first_id;           /* the first version, where this is a later one; or 0 */
    int64_t version;            /* 1, 2, ... */
    struct gt_directive_coverage coverage;
};
typedef GT_VEC(struct gt_directive_row) gt_directive_rows;

struct gt_directive_new {
    gt_str  name, bytes;        /* the file */
    int     year;               /* 0: as the document says, else the space's */
    int64_t version_of;         /* an earlier version; 0 */
};

/* Reads, keeps the original, stores clauses with their proposals: all or
 * nothing.  GT_EPARSE, GT_EUNSUPPORTED, GT_ELIMIT name the place. */
gt_rc gt_work_directive_add(struct gt_ctx *ctx, const struct gt_directive_new *what, int64_t *id,
                            struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_directives(struct gt_ctx *ctx, gt_directive_rows *out,
                         struct gt_err *err) GT_MUST_USE; /* newest first */
gt_rc gt_work_directive_file(struct gt_ctx *ctx, int64_t id, struct gt_file *file, gt_str *bytes,
                             struct gt_err *err) GT_MUST_USE;
/* facts.id and revision say which; title, number, issuer, issued, year are
 * what is taken. Sets the revision. */
gt_rc gt_work_directive_edit(struct gt_ctx *ctx, struct gt_directive *facts,
                             struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_directive_row(struct gt_ctx *ctx, int64_t id, struct gt_directive_row *out,
                            struct gt_err *err) GT_MUST_USE;

/* ---- clauses -------------------------------------------------------------------- */

/* A printed unit held against the tree; offer_id is never taken unasked. */
struct gt_clause_unit { gt_str text; int64_t unit_id, offer_id; };

struct gt_clause_view {
    struct gt_clause       row;
    struct gt_proposed     fields;    /* as corrected */
    struct gt_clause_unit  lead;
    struct gt_clause_unit *support;   /* [fields.support_count] */
    int64_t               *tasks;     /* living ones that hang on it */
    size_t                 task_count;
};
typedef GT_VEC(struct gt_clause_view) gt_clause_views;

struct gt_directive_view {
    struct gt_directive_row row;      /* with text and blocks */
    gt_clause_views         clauses;
};
gt_rc gt_work_directive(struct gt_ctx *ctx, int64_t id, struct gt_directive_view *out,
                        struct gt_err *err) GT_MUST_USE;

/* What an action on clauses gives back. */
struct gt_clause_answer {
    gt_clause_views items;            /* that it changed */
    GT_VEC(int64_t) removed;
    struct gt_directive_coverage coverage;
    int64_t version;
};

/* NULL fields stay as they are. */
struct gt_clause_edit {
    const gt_str  *kind, *title, *recur;
    const gt_str  *lead;              /* as printed; "" for none */
    const int64_t *lead_unit;         /* by hand; 0: by its name */
    const gt_str  *support;           /* the whole list ... */
    size_t         support_count;
    const int64_t *support_units;     /* ... or the units, by hand */
    size_t         support_unit_count;
    bool           support_given, support_units_given;
    const gt_day  *due;
    const bool    *standing;
    const struct gt_figure *figures;
    size_t         figure_count;
    bool           figures_given;
};
gt_rc gt_work_clause_edit(struct gt_ctx *ctx, int64_t id, int64_t revision,
                          const struct gt_clause_edit *edit, struct gt_clause_answer *out,
                          struct gt_err *err) GT_MUST_USE;

struct gt_clause_accept {
    int64_t parent_id;                /* of the new task; 0 */
    gt_str  theme;                    /* "": the document's */
    int64_t duration_days;            /* -1: not said */
    gt_str  template_name;            /* steps to make at once; "" */
};
/* Makes the task.  A printed unit that is nobody's is GT_EINVAL; every such
 * one stands in problems with the nearest name. */
gt_rc gt_work_clause_accept(struct gt_ctx *ctx, int64_t id, const struct gt_clause_accept *how,
                            struct gt_problems *problems, struct gt_clause_answer *out,
                            struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_clause_map(struct gt_ctx *ctx, int64_t id, int64_t task_id,
                         struct gt_clause_answer *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_clause_nothing(struct gt_ctx *ctx, int64_t id, gt_str reason,
                             struct gt_clause_answer *out, struct gt_err *err) GT_MUST_USE;
/* Takes the answer back.  The task that accepting made goes too, unless
 * somebody has worked on it: then GT_ECONFLICT says what stands on it. */
gt_rc gt_work_clause_reopen(struct gt_ctx *ctx, int64_t id, struct gt_clause_answer *out,
                            struct gt_err *err) GT_MUST_USE;
/* at: code points of the document, rising, inside the clause. */
gt_rc gt_work_clause_split(struct gt_ctx *ctx, int64_t id, const int64_t *at, size_t count,
                           struct gt_clause_answer *out, struct gt_err *err) GT_MUST_USE;
/* Neighbours of one document, in any order; the first one stays. */
gt_rc gt_work_clauses_merge(struct gt_ctx *ctx, const int64_t *ids, size_t count,
                            struct gt_clause_answer *out, struct gt_err *err) GT_MUST_USE;

struct gt_mass_accept {
    const int64_t *clauses;           /* NULL: all open ones */
    size_t  clause_count;
    double  confidence;               /* at least so sure */
    bool    apply;                    /* false: only say what would happen */
};
struct gt_mass_held { int64_t clause_id; gt_str why; };
struct gt_mass_answer {
    GT_VEC(int64_t) accept;
    GT_VEC(struct gt_mass_held) held;
    gt_str  sentence;
    int64_t version;
};
gt_rc gt_work_directive_accept(struct gt_ctx *ctx, int64_t id, const struct gt_mass_accept *how,
                               struct gt_mass_answer *out, struct gt_err *err) GT_MUST_USE;

#endif
