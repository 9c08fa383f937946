/* directive_store.h - source documents and their clauses. */
#ifndef GT_STORE_DIRECTIVE_STORE_H
#define GT_STORE_DIRECTIVE_STORE_H

#include "store/db.h"

enum { GT_CLAUSES_MAX = 100000, GT_DIRECTIVES_MAX = 50000 };

struct gt_directive {
    int64_t id, file_id;        /* file_id 0 where it was typed */
    int64_t version_of;         /* the directive it replaces; 0 for none */
    gt_str  title, number;      /* 浙政发〔2026〕3号 */
    gt_str  issuer, theme;
    gt_day  issued;             /* GT_DAY_NONE where unknown */
    int64_t year;               /* the plan year it was read for */
    gt_str  kind;               /* txt html docx xlsx, or typed */
    gt_str  text;               /* as read: what the clauses' offsets count in */
    gt_str  blocks;             /* JSON of the reader's blocks, or "" */
    gt_str  file_name;          /* of the file; read only */
    int64_t secrecy;            /* enum gt_secrecy of task_store.h */
    int64_t at_ms, person_id, revision;
    int64_t removed_at_ms;
};
typedef GT_VEC(struct gt_directive) gt_directives;

enum gt_clause_state {
    GT_CLAUSE_PROPOSED,  /* read, nobody has answered */
    GT_CLAUSE_DRAFT,     /* corrected, not yet decided */
    GT_CLAUSE_ACCEPTED,  /* has a task of its own */
    GT_CLAUSE_MAPPED,    /* belongs to a task that was there */
    GT_CLAUSE_NOTHING,   /* nothing to do; reason says why */
    GT_CLAUSE_STATES
};
/* "proposed", "draft", "accepted", "mapped", "nothing". */
const char *gt_clause_state_name(enum gt_clause_state state);

struct gt_clause {
    int64_t id, directive_id, seq;  /* seq from 0 in document order */
    int64_t start, end;             /* code points of directive.text */
    gt_str  number, heading, kind;  /* （三）1.; the heading above; duty, speech ... */
    gt_str  text;
    gt_str  proposal;               /* JSON: the reader's fields with confidence and why */
    gt_str  draft;                  /* JSON: the same fields as corrected, or "" */
    double  confidence;             /* 0 to 1: the weakest field */
    enum gt_clause_state state;
    gt_str  reason;
    int64_t revision;
};
typedef GT_VEC(struct gt_clause) gt_clauses;

/* Lists leave text and blocks empty; get fills them. Removed ones are left out. */
gt_rc gt_directive_store_list(struct gt_db *db, struct gt_arena *arena, gt_directives *out,
                              struct gt_err *err) GT_MUST_USE;
gt_rc gt_directive_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                             struct gt_directive *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_directive_store_insert(struct gt_db *db, struct gt_directive *directive,
                                struct gt_err *err) GT_MUST_USE;
gt_rc gt_directive_store_update(struct gt_db *db, struct gt_directive *directive,
                                struct gt_err *err) GT_MUST_USE;

/* In document order. */
gt_rc gt_clause_store_list(struct gt_db *db, int64_t directive_id, struct gt_arena *arena,
                           gt_clauses *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_clause_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                          struct gt_clause *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_clause_store_insert(struct gt_db *db, struct gt_clause *clause,
                             struct gt_err *err) GT_MUST_USE;
/* Everything but id and directive_id. */
gt_rc gt_clause_store_update(struct gt_db *db, struct gt_clause *clause,
                             struct gt_err *err) GT_MUST_USE;
/* For splitting and merging; a clause with tasks is GT_ECONFLICT. */
gt_rc gt_clause_store_remove(struct gt_db *db, int64_t id, struct gt_err *err) GT_MUST_USE;

struct gt_coverage {
    int64_t directive_id, total, by_state[GT_CLAUSE_STATES];
    int64_t open; /* proposed or draft, and of a kind that asks for something (not "context") */
};
typedef GT_VEC(struct gt_coverage) gt_coverages;
gt_rc gt_clause_store_coverage(struct gt_db *db, struct gt_arena *arena, gt_coverages *out,
                               struct gt_err *err) GT_MUST_USE;

#endif
