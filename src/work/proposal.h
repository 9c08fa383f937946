/*
 * proposal.h - what a clause proposes, as fields and as the JSON that the
 * store keeps of it (clause.proposal as read, clause.draft as corrected).
 */
#ifndef GT_WORK_PROPOSAL_H
#define GT_WORK_PROPOSAL_H

#include "base/date.h"
#include "store/directive_store.h"
#include "store/task_store.h"

enum { GT_PROPOSAL_JSON_MAX = 1 << 20, GT_PROPOSAL_LIST_MAX = 500 };

/* A unit as printed; unit_id where a person has said which one it is. */
struct gt_named_unit { gt_str text; int64_t unit_id; };

struct gt_field_note {
    gt_str field;       /* lead, support, due ... */
    double confidence;  /* 0 to 1 */
    gt_str why[GT_LANG_COUNT];
};

struct gt_proposed {
    gt_str  kind;       /* task, indicator, context */
    gt_str  title;
    struct gt_named_unit  lead; /* text "" and unit 0: none */
    struct gt_named_unit *support;
    size_t  support_count;
    gt_day  due;        /* GT_DAY_NONE */
    gt_str  due_text, recur;
    bool    standing;
    struct gt_figure *figures; /* name, op, value, unit */
    size_t  figure_count;
    gt_str  speaker;
    struct gt_field_note *notes;
    size_t  note_count;
};

gt_rc gt_proposed_text(const struct gt_proposed *proposed, struct gt_arena *arena, gt_str *out,
                       struct gt_err *err) GT_MUST_USE;
/* "" gives an empty context proposal. */
gt_rc gt_proposed_parse(struct gt_arena *arena, gt_str json, struct gt_proposed *out,
                        struct gt_err *err) GT_MUST_USE;

/* The draft where there is one, with the notes of the proposal. */
gt_rc gt_proposed_of(const struct gt_clause *clause, struct gt_arena *arena,
                     struct gt_proposed *out, struct gt_err *err) GT_MUST_USE;

/* True where it asks for something: anything but context. */
bool gt_proposed_asks(const struct gt_proposed *proposed);

#endif
