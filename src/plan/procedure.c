/* procedure.c - reading templates and laying out their links. */
#include "plan/procedure.h"

#include "base/buf.h"
#include "base/embedded.h"
#include "base/json.h"

extern const struct gt_embedded gt_builtin_procedures[];
extern const size_t gt_builtin_procedures_count;

gt_rc gt_procedure_parse(struct gt_arena *arena, gt_str json, struct gt_procedure *out,
                         struct gt_err *err)
{
    const struct gt_jval *root = NULL, *list;
    struct gt_procedure procedure = {0};
    gt_rc rc;

    if ((rc = gt_json_parse(arena, json, &root, err)) != GT_OK)
        return gt_wrap(err, rc, "template", "流程模板");
    list = gt_jget(root, "steps");
    if (list == NULL || list->type != GT_JARRAY || list->count == 0 ||
        list->count > GT_PROCEDURE_STEPS_MAX)
        return gt_fail_field(err, GT_EPARSE, "steps", "a template has 1 to %d steps",
                             "流程模板应有1至%d个步骤", (int)GT_PROCEDURE_STEPS_MAX);
    procedure.name = gt_jstr(root, "name", GT_STR(""));
    procedure.title[GT_LANG_ZH] = gt_jstr(root, "zh", GT_STR(""));
    procedure.title[GT_LANG_EN] = gt_jstr(root, "en", procedure.title[GT_LANG_ZH]);
    if ((procedure.steps = GT_NEW_N(arena, struct gt_procedure_step, list->count)) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the template", "流程模板内存不足");
    for (const struct gt_jval *v = list->child; v != NULL; v = v->next) {
        struct gt_procedure_step *step = &procedure.steps[procedure.step_count++];
        int64_t days = gt_ji64(v, "days", 1), overlap = gt_ji64(v, "overlap", 0);
        int64_t t_minus = gt_ji64(v, "t_minus", -1);

        if (days < 0 || days > GT_PROCEDURE_DAYS_MAX || overlap < 0 ||
            overlap > GT_PROCEDURE_DAYS_MAX || t_minus < -1 || t_minus > GT_PROCEDURE_DAYS_MAX)
            return gt_fail(err, GT_EPARSE, "template step %u: days are out of range",
                           "流程模板第%u步：天数超出范围", procedure.step_count);
        *step = (struct gt_procedure_step){
            .name = {gt_jstr(v, "zh", GT_STR("")), gt_jstr(v, "en", GT_STR(""))},
            .rule = {gt_jstr(v, "rule_zh", GT_STR("")), gt_jstr(v, "rule_en", GT_STR(""))},
            .days = (int32_t)days, .overlap = (int32_t)overlap, .t_minus = (int32_t)t_minus};
    }
    *out = procedure;
    return GT_OK;
}

gt_rc gt_procedure_find(struct gt_arena *arena, gt_str name, struct gt_procedure *out,
                        struct gt_err *err)
{
    char known[256] = "";
    size_t used = 0;

    for (size_t i = 0; i < gt_builtin_procedures_count; i++) {
        struct gt_procedure procedure;
        gt_rc rc = gt_procedure_parse(arena, gt_builtin_procedures[i].bytes, &procedure, err);

        if (rc != GT_OK)
            return gt_wrap(err, rc, "%s", "%s", gt_builtin_procedures[i].name);
        if (gt_str_eq(procedure.name, name)) {
            *out = procedure;
            return GT_OK;
        }
        if (used + procedure.name.len + 3 < sizeof(known))
            used += (size_t)snprintf(known + used, sizeof(known) - used, "%s%.*s",
                                     used > 0 ? ", " : "", GT_FMT(procedure.name));
    }
    return gt_fail(err, GT_ENOTFOUND, "there is no template \"%.*s\"; there are: %s",
                   "没有流程模板“%.*s”；现有：%s", GT_FMT(name), known);
}

uint32_t gt_procedure_links(const struct gt_procedure *procedure, uint32_t first_task,
                            uint16_t calendar, struct gt_link *links)
{
    uint32_t last = procedure->step_count - 1, count = 0;

    for (uint32_t i = 0; i < last; i++) {
        const struct gt_procedure_step *step = &procedure->steps[i];
        struct gt_link link = {.from = first_task + i, .to = first_task + i + 1,
                               .lag_max = GT_LAG_NONE, .calendar = calendar};

        if (step->t_minus >= 0) { /* T-40: done when 40 work days begin, the event after them */
            link.to = first_task + last;
            link.lag_min = step->t_minus > 0 ? step->t_minus - 1 : 0;
        } else {
            link.lag_min = -procedure->steps[i + 1].overlap;
        }
        links[count++] = link;
    }
    return count;
}
