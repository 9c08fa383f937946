/*
 * templates.c - procedures that turn one task into linked steps (planning.h).
 *
 * A template is a JSON file under examples/templates, carried by the program.
 * Steps of a chain follow each other, `overlap` work days early; steps with
 * `t_minus` are counted back from the last one, the event itself.
 */
#include "base/embedded.h"
#include "base/json.h"
#include "base/utf8.h"
#include "work/planning.h"
#include "work/rights.h"
#include "work/tasks.h"

extern const struct gt_embedded gt_template_files[];
extern const size_t gt_template_files_count;

static gt_rc read_template(struct gt_arena *arena, gt_str json, struct gt_template *out,
                           struct gt_err *err)
{
    const struct gt_jval *root = NULL;
    gt_rc rc;

    if ((rc = gt_json_parse(arena, json, &root, err)) != GT_OK)
        return rc;
    *out = (struct gt_template){
        .name = gt_jstr(root, "name", GT_STR("")),
        .title = {gt_jstr(root, "zh", GT_STR("")), gt_jstr(root, "en", GT_STR(""))},
    };
    for (const struct gt_jval *v = gt_jget(root, "steps") ? gt_jget(root, "steps")->child : NULL;
         v != NULL; v = v->next) {
        struct gt_template_step *step = GT_PUSH(arena, &out->steps);

        if (step == NULL)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        *step = (struct gt_template_step){
            .title = {gt_jstr(v, "zh", GT_STR("")), gt_jstr(v, "en", GT_STR(""))},
            .rule = {gt_jstr(v, "rule_zh", GT_STR("")), gt_jstr(v, "rule_en", GT_STR(""))},
            .days = gt_ji64(v, "days", 1),
            .overlap_days = gt_ji64(v, "overlap", 0),
            .t_minus = gt_ji64(v, "t_minus", -1),
        };
    }
    return GT_OK;
}

gt_rc gt_work_templates(struct gt_ctx *ctx, gt_templates *out, struct gt_err *err)
{
    *out = (gt_templates){0};
    for (size_t at = 0; at < gt_template_files_count; at++) {
        struct gt_template *slot = GT_PUSH(ctx->arena, out);
        gt_rc rc;

        if (slot == NULL)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        if ((rc = read_template(ctx->arena, gt_template_files[at].bytes, slot, err)) != GT_OK)
            return gt_wrap(err, rc, "%s", "%s", gt_template_files[at].name);
    }
    return GT_OK;
}

/* Steps are named in the language of the task they belong to. */
static enum gt_lang language_of(gt_str title, enum gt_lang otherwise)
{
    bool letters = false;

    for (size_t at = 0; at < title.len;) {
        const uint32_t point = gt_utf8_next(title, &at);

        if (point >= 0x2e80) /* where the East Asian scripts begin */
            return GT_LANG_ZH;
        letters |= (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
    }
    return letters ? GT_LANG_EN : otherwise;
}

static gt_rc add_steps(struct gt_change *change, struct gt_ctx *ctx, const struct gt_task *task,
                       const struct gt_template *template, int64_t *ids, struct gt_err *err)
{
    const enum gt_lang lang = language_of(task->title, ctx->lang);
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < template->steps.count && rc == GT_OK; at++) {
        const struct gt_template_step *step = &template->steps.at[at];
        struct gt_task_put put = {.task = GT_TASK_NEW};

        put.task.parent_id = task->id;
        put.task.position = (int64_t)at;
        put.task.kind = GT_TASK_STEP;
        put.task.title = step->title[lang];
        put.task.detail = step->rule[lang];
        put.task.theme = task->theme;
        put.task.lead_unit_id = task->lead_unit_id;
        put.task.leader_id = task->leader_id;
        put.task.duration_days = step->days;
        put.task.mode = task->mode;
        rc = gt_work_task_put_in(change, ctx, &put, NULL, err);
        ids[at] = put.task.id;
    }
    return rc;
}

static gt_rc link_steps(struct gt_change *change, struct gt_ctx *ctx,
                        const struct gt_template *template, const int64_t *ids, struct gt_err *err)
{
    const size_t count = template->steps.count;
    gt_rc rc = GT_OK;

    for (size_t at = 0; at + 1 < count && rc == GT_OK; at++) {
        const struct gt_template_step *step = &template->steps.at[at];
        struct gt_task_link link = {.from_id = ids[at], .to_id = ids[at + 1],
                                    .lag_max = GT_LINK_LAG_NONE};

        if (step->t_minus >= 0) { /* T-40: done 40 work days before the event begins */
            link.to_id = ids[count - 1];
            link.lag_min = step->t_minus > 0 ? step->t_minus - 1 : 0;
        } else {
            link.lag_min = -template->steps.at[at + 1].overlap_days;
        }
        rc = gt_work_link_put_in(change, ctx, &link, err);
    }
    return rc;
}

gt_rc gt_work_template_use(struct gt_ctx *ctx, int64_t task_id, gt_str name, struct gt_err *err)
{
    const struct gt_template *template = NULL;
    struct gt_change *change = NULL;
    struct gt_task_put put = {0};
    gt_templates templates;
    gt_tasks tasks = {0};
    int64_t *ids;
    gt_rc rc;

    if ((rc = gt_may_task(ctx, GT_USE_task_put, task_id, err)) != GT_OK ||
        (rc = gt_work_templates(ctx, &templates, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < templates.count; at++)
        if (gt_str_eq(templates.at[at].name, name))
            template = &templates.at[at];
    if (template == NULL)
        return gt_fail_field(err, GT_EINVAL, "template", "there is no template %.*s",
                             "没有模板 %.*s", GT_FMT(name));
    if ((ids = GT_NEW_N(ctx->arena, int64_t, template->steps.count + 1)) == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK)
        return rc;
    if ((rc = gt_task_store_get(gt_change_db(change), task_id, ctx->arena, &put.task, err)) != GT_OK ||
        (rc = gt_task_store_list(gt_change_db(change), ctx->arena, &tasks, err)) != GT_OK)
        goto out;
    for (size_t at = 0; at < tasks.count; at++)
        if (tasks.at[at].parent_id == task_id) {
            rc = gt_fail(err, GT_ECONFLICT, "the task has steps already", "该任务已有步骤");
            goto out;
        }
    put.task.template_key = name;
    if ((rc = gt_work_task_put_in(change, ctx, &put, NULL, err)) == GT_OK &&
        (rc = add_steps(change, ctx, &put.task, template, ids, err)) == GT_OK &&
        (rc = link_steps(change, ctx, template, ids, err)) == GT_OK)
        rc = gt_change_commit(change, NULL, err);
out:
    gt_change_release(change);
    return rc;
}
