/*
 * duty.h - the life cycle of a task's duties: issued, signed for, carried,
 * extended, changed, handed over, refused, paused, finished, accepted,
 * archived.  duty_moves.def declares it; every fact is one move.
 *
 * Nothing dangles: a request (extension, change, hand-over, refusal) is a state of
 * its own out of which only its decision or its withdrawal leads; a support unit's
 * part cannot outlive the lead's; an instruction is a to-do or a move;
 * a task is not accepted while a to-do is open.  gt_work_check() proves it
 * over a whole space.
 */
#ifndef GT_WORK_DUTY_H
#define GT_WORK_DUTY_H

#include "base/problem.h"
#include "store/duty_store.h"
#include "store/file_store.h"
#include "store/journal.h"
#include "work/picture.h"
#include "work/rights.h"
#include "work/tasks.h"
#include "work/work.h"

enum {
    GT_DUTY_REASON_MAX = 1000,     /* characters */
    GT_DUTY_ISSUE_MAX = 2000,      /* tasks issued or signed for at once */
    GT_DUTY_EVIDENCE_BYTES_MAX = 20 << 20, /* one evidence file */
    GT_MY_ROWS_MAX = 100,          /* of one list of "my work" */
    GT_CHECK_FAULTS_MAX = 10000,   /* further ones are counted, not kept */
};

/* ---- the table --------------------------------------------------------------------- */

enum {
    GT_NEEDS_REASON = 1 << 0, GT_NEEDS_DAY = 1 << 1, GT_NEEDS_UNIT = 1 << 2, GT_NEEDS_FILES = 1 << 3,
    GT_NEEDS_SCORES = 1 << 4, GT_NEEDS_LEAD = 1 << 5, GT_NEEDS_SUPPORT = 1 << 6,
    GT_NEEDS_ASKS = 1 << 7, GT_NEEDS_ENDS = 1 << 8, GT_NEEDS_CLOCK = 1 << 9,
    GT_NEEDS_OTHER = 1 << 10, GT_NEEDS_CLOSING = 1 << 11, GT_NEEDS_INSTRUCTS = 1 << 12,
    GT_NEEDS_ANSWER = 1 << 13, GT_NEEDS_HIDDEN = 1 << 14,
};

enum gt_duty_act {
#define GT_DUTY_MOVE(key, ...) GT_ACT_##key,
#include "work/duty_moves.def"
#undef GT_DUTY_MOVE
    GT_ACTS
};

enum { GT_DUTY_BACK = GT_DUTY_STATES, GT_DUTY_SAME };

struct gt_duty_rule {
    const char *key;
    uint32_t    from;               /* bits of gt_duty_state */
    int         to;                 /* a state, GT_DUTY_BACK or GT_DUTY_SAME */
    enum gt_use who;
    uint32_t    needs;              /* GT_NEEDS_* */
    const char *words[GT_LANG_COUNT]; /* what the button says */
    const char *done[GT_LANG_COUNT];  /* what the journal says */
};
const struct gt_duty_rule *gt_duty_rule(enum gt_duty_act act);
enum gt_duty_act gt_duty_act_from(gt_str key); /* GT_ACTS: none of them */

/* Whether the table lets this duty make this move, rights aside.  NULL: yes;
 * else why not. */
const char *const *gt_duty_refusal(const struct gt_duty_rule *rule, const struct gt_duty *duty,
                                   bool standing);

/* ---- one move -------------------------------------------------------------------------- */

/* What a change of the task itself may say; *_given false: as it is. */
struct gt_duty_edit {
    bool   title_given, note_given, deadline_given, not_before_given;
    gt_str title, note;
    gt_day deadline, not_before;
};

/* Whoever attaches a file proves with its hash that he has it. */
struct gt_duty_evidence { int64_t file_id; gt_str sha256; /* 64 hex digits */ };

struct gt_duty_input {
    enum gt_duty_act act;
    int64_t task_id, support_id;   /* support_id 0: the lead's */
    int64_t seen;                  /* how many moves the asker has seen; -1: does not say */
    gt_str  reason;
    gt_day  day;                   /* GT_DAY_NONE: a grant takes what was asked for */
    int64_t unit_id;               /* 0: a grant takes the one proposed */
    int64_t scores[GT_DUTY_PARTS]; /* -1 each: not given */
    const struct gt_duty_evidence *files;
    size_t  file_count;
    struct gt_duty_edit edit;
    gt_str  todo;                  /* an instruction's to-do in words, or "" */
    int64_t todo_unit;             /* 0: who carries the duty */
    gt_day  todo_due;
    enum gt_duty_act then;         /* the move an instruction makes; GT_ACTS: none */
    int64_t todo_id;               /* the one that is answered */
};
#define GT_DUTY_INPUT(what, task)                                                       \
    ((struct gt_duty_input){.act = (what), .task_id = (task), .seen = -1,                \
        .day = GT_DAY_NONE, .scores = {-1, -1, -1, -1, -1}, .todo_due = GT_DAY_NONE,     \
        .edit = {.deadline = GT_DAY_NONE, .not_before = GT_DAY_NONE}, .then = GT_ACTS})

/*
 * GT_ECONFLICT: the duty is not where this move begins, or has moved since it
 * was seen; GT_EDENIED; GT_EINVAL with all faults in problems (may be NULL).
 */
gt_rc gt_work_duty_move(struct gt_ctx *ctx, const struct gt_duty_input *input,
                        struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_duty_move_in(struct gt_change *change, struct gt_ctx *ctx,
                           const struct gt_duty_input *input, struct gt_problems *problems,
                           struct gt_err *err) GT_MUST_USE;

/* For gt_work_task_put_in: duties follow a task that was edited.  A new lead
 * unit signs again (what the old one had asked for lapses), a new support unit is
 * issued its part, one that is gone is released; who may not decide may not move
 * the deadline of an issued task. */
gt_rc gt_duty_follow(struct gt_change *change, struct gt_ctx *ctx, const struct gt_task *old,
                     const struct gt_task *task, struct gt_err *err) GT_MUST_USE;

/* ---- many at once ------------------------------------------------------------------------ */

struct gt_duty_pick {              /* the tasks named, or all of a document or unit */
    const int64_t *tasks;
    size_t  task_count;
    int64_t directive_id, unit_id; /* 0: not by it */
    bool    apply;                 /* false: only say what would happen */
};
struct gt_duty_held { int64_t task_id; gt_str title; gt_str why; };
struct gt_duty_issued {
    GT_VEC(int64_t) tasks;         /* issued, or that would be */
    GT_VEC(struct gt_duty_held) held;
    int64_t units, supports;       /* units that have to sign, support parts among them */
    gt_str  sentence;
    int64_t version;               /* 0 without apply */
};
gt_rc gt_work_duty_issue(struct gt_ctx *ctx, const struct gt_duty_pick *pick,
                         struct gt_duty_issued *out, struct gt_err *err) GT_MUST_USE;

struct gt_duty_of { int64_t task_id, support_id; };
/* All or none; problems name the rows that cannot be signed for. */
gt_rc gt_work_duty_sign(struct gt_ctx *ctx, const struct gt_duty_of *list, size_t count,
                        struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;

/* ---- looking ------------------------------------------------------------------------------ */

struct gt_duty_can { enum gt_duty_act act; const char *const *not_now; /* NULL: may */ };
struct gt_duty_strip {
    struct gt_pic_duty duty;       /* of one that is not issued: facts.id is 0 */
    gt_str  text;                  /* a support's own duty text */
    GT_VEC(struct gt_duty_can) can; /* what the asker may do now */
};
struct gt_duty_view {
    int64_t task_id, version;
    bool    standing;
    gt_day  deadline;
    struct gt_duty_rules rules;
    GT_VEC(struct gt_duty_strip) strips; /* the lead's first */
    gt_duty_moves moves;           /* oldest first */
    gt_duty_files files;
    gt_duty_todos todos;
    gt_str  effect;                /* what an open extension would do to the plan */
};
gt_rc gt_work_duty_view(struct gt_ctx *ctx, int64_t task_id, struct gt_duty_view *out,
                        struct gt_err *err) GT_MUST_USE;

enum gt_my_list { GT_MY_SIGN, GT_MY_DECIDE, GT_MY_ACCEPT, GT_MY_RETURNED, GT_MY_SOON, GT_MY_DO,
                  GT_MY_WAITING, GT_MY_LISTS };
struct gt_my_row {
    int64_t task_id, support_id, unit_id;
    gt_str  title, code;
    enum gt_duty_state state;
    gt_day  deadline, asked, late_on;
    int64_t since_ms;              /* issued, or signed, or finished */
    int64_t late_at_ms;
    int64_t urges, returns;
    double  percent;
    const char *light;
    int64_t light_amount, work_days; /* left to the deadline; INT64_MAX: none */
    gt_str  reason;                /* of the open request or the last return */
    int64_t person_id;             /* who asked, finished, or carries */
};
struct gt_my_todo { struct gt_duty_todo todo; gt_str title; };
struct gt_my {
    int64_t version;
    struct { GT_VEC(struct gt_my_row) rows; int64_t total; } lists[GT_MY_LISTS];
    GT_VEC(struct gt_my_todo) todos;
};
const char *gt_my_list_name(enum gt_my_list list);
gt_rc gt_work_my(struct gt_ctx *ctx, struct gt_my *out, struct gt_err *err) GT_MUST_USE;

/* ---- evidence -------------------------------------------------------------------------------- */

/* Stores the bytes; a move attaches them.  Sets id, size, sha256. */
gt_rc gt_work_duty_file_add(struct gt_ctx *ctx, int64_t task_id, struct gt_file *file, gt_str bytes,
                            struct gt_err *err) GT_MUST_USE;
/* GT_ENOTFOUND unless it is evidence of this task. */
gt_rc gt_work_duty_file(struct gt_ctx *ctx, int64_t task_id, int64_t file_id, struct gt_file *out,
                        gt_str *bytes, struct gt_err *err) GT_MUST_USE;

/* ---- settings --------------------------------------------------------------------------------- */

struct gt_duty_rule_row { const char *name, *text[GT_LANG_COUNT]; int64_t least, most, otherwise, value; };
enum { GT_DUTY_RULE_ROWS = 16 };
gt_rc gt_work_duty_rules(struct gt_ctx *ctx, struct gt_duty_rule_row out[static GT_DUTY_RULE_ROWS],
                         struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_duty_rules_put(struct gt_ctx *ctx, const struct gt_duty_setting *list, size_t count,
                             struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;

/* ---- versions of a task ------------------------------------------------------------------------ */

struct gt_task_version {
    int64_t number;                /* from 1 */
    struct gt_journal_row row;     /* before and after: the record as JSON */
    gt_str  reason, sentence;
};
typedef GT_VEC(struct gt_task_version) gt_task_versions;
/* Oldest first. */
gt_rc gt_work_task_versions(struct gt_ctx *ctx, int64_t task_id, gt_task_versions *out,
                            struct gt_err *err) GT_MUST_USE;
/* Makes a new version with that one's facts.  The unit stays: it is handed over, not restored. */
gt_rc gt_work_task_restore(struct gt_ctx *ctx, int64_t task_id, int64_t number, gt_str reason,
                           int64_t revision, struct gt_problems *problems,
                           struct gt_err *err) GT_MUST_USE;

/* ---- the check of a space ------------------------------------------------------------------------ */

struct gt_check_fault { const char *rule; gt_str place; gt_str text[GT_LANG_COUNT]; };
struct gt_check {
    int64_t tasks, duties, moves, journal_rows;
    int64_t dropped;               /* violations beyond GT_CHECK_FAULTS_MAX */
    GT_VEC(struct gt_check_fault) faults;
};
/* References, the journal's chain, counters, and that nothing dangles: every
 * duty's moves replayed against the table, without the code that makes moves. */
gt_rc gt_work_check(struct gt_ctx *ctx, struct gt_check *out, struct gt_err *err) GT_MUST_USE;

#endif
