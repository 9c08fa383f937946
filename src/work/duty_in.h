/* duty_in.h - one move at work: shared by duty.c, duty_effect.c and
 * duty_input.c.  Private to work. */
#ifndef GT_WORK_DUTY_IN_H
#define GT_WORK_DUTY_IN_H

#include "base/json.h"
#include "work/duty.h"

/* Everything one move looks at. */
struct gt_duty_run {
    struct gt_change *change;
    struct gt_ctx    *ctx;
    struct gt_db     *db;
    const struct gt_duty_input *in;
    const struct gt_duty_rule  *rule;
    struct gt_problems *problems;
    struct gt_task    task;        /* as stored */
    gt_duties         duties;      /* of the task */
    gt_task_supports  supports;
    gt_duty_todos     todos;
    gt_duty_moves     moves;       /* of the task */
    struct gt_duty_rules rules;
    struct gt_duty    duty;        /* being moved; id 0 where it is new */
    enum gt_duty_state from;
    struct gt_duty_todo todo;      /* that is answered */
    int64_t           moved;       /* tasks that an extension asked for would move; -1: not known */
};

/* Fields, reasons and files; all faults into run->problems, the first into err. */
gt_rc gt_duty_check_input(struct gt_duty_run *run, struct gt_err *err) GT_MUST_USE;
/* What the request that is open asked for: the member of its fields. */
gt_rc gt_duty_open_fields(const struct gt_duty_run *run, const struct gt_jval **out,
                          struct gt_err *err) GT_MUST_USE;
/* The duty's new facts, and the move's fields as JSON. */
gt_rc gt_duty_take(struct gt_duty_run *run, struct gt_json *fields, struct gt_err *err) GT_MUST_USE;
/* What the move changes beside the duty: the task, to-dos, the supports. */
gt_rc gt_duty_effect(struct gt_duty_run *run, int64_t move_id, struct gt_err *err) GT_MUST_USE;

/* Writes one move of run->duty without questions. */
gt_rc gt_duty_write(struct gt_duty_run *run, gt_str reason, gt_str fields, int64_t *move_id,
                    struct gt_err *err) GT_MUST_USE;
/* A move of a duty of the same task that follows from something else; *duty
 * is as the move left it. */
gt_rc gt_duty_imply(struct gt_duty_run *run, struct gt_duty *duty, enum gt_duty_act act,
                    int64_t unit_id, gt_str reason, struct gt_err *err) GT_MUST_USE;
/* Every support unit that has no part that is open or accepted gets one. */
gt_rc gt_duty_issue_supports(struct gt_duty_run *run, struct gt_err *err) GT_MUST_USE;
gt_rc gt_duty_load(struct gt_duty_run *run, int64_t task_id, struct gt_err *err) GT_MUST_USE;

/* By another person than the doer, of another unit; NULL: may. */
const char *const *gt_duty_own_work(const struct gt_ctx *ctx, const struct gt_duty *duty);
/* What the right to this move is asked with. */
struct gt_scope gt_duty_scope(const struct gt_duty_rule *rule, const struct gt_duty *duty,
                              int64_t lead_unit_id, int64_t todo_unit_id);

/* A reason beside the task's newest row in the journal. */
gt_rc gt_duty_keep_reason(struct gt_change *change, struct gt_ctx *ctx, int64_t task_id,
                          gt_str reason, struct gt_err *err) GT_MUST_USE;

#endif
