/*
 * procedure.h - procedure templates: one task becomes linked steps.
 *
 * A template is a JSON file (examples/templates).  Steps of a chain follow
 * each other, `overlap` work days early; steps with `t_minus` are counted back
 * from the last one, the event itself.
 */
#ifndef GT_PLAN_PROCEDURE_H
#define GT_PLAN_PROCEDURE_H

#include "plan/net.h"

enum { GT_PROCEDURE_STEPS_MAX = 100, GT_PROCEDURE_DAYS_MAX = 3660 };

struct gt_procedure_step {
    gt_str  name[GT_LANG_COUNT], rule[GT_LANG_COUNT];
    int32_t days, overlap; /* work days */
    int32_t t_minus;       /* work days before the event begins; -1: of the chain */
};

struct gt_procedure {
    gt_str name, title[GT_LANG_COUNT];
    struct gt_procedure_step *steps; /* in the arena */
    uint32_t step_count;
};

/* GT_EPARSE names the step; strings point into json. */
gt_rc gt_procedure_parse(struct gt_arena *arena, gt_str json, struct gt_procedure *out,
                         struct gt_err *err) GT_MUST_USE;

/* The one of that name that ships with the program; GT_ENOTFOUND lists them. */
gt_rc gt_procedure_find(struct gt_arena *arena, gt_str name, struct gt_procedure *out,
                        struct gt_err *err) GT_MUST_USE;

/* Links between the steps, numbered from first_task; calendar for their lags.
 * links must have room for step_count; returns how many there are. */
uint32_t gt_procedure_links(const struct gt_procedure *procedure, uint32_t first_task,
                            uint16_t calendar, struct gt_link *links);

#endif
