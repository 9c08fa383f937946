/* office.c - a small made-up office to try use cases on. */
#include "office.h"

#include "work/rights.h"

void office_works(struct office *office, gt_rc rc, const char *call, const char *file, int line)
{
    if (rc == GT_OK)
        return;
    (void)fprintf(stderr, "%s:%d: %s: %s: %s\n", file, line, call, gt_rc_name(rc),
                  office->err.text[GT_LANG_EN]);
    _fail(file, line);
}

struct office *office_open(enum backend backend, bool faults)
{
    static const char *const names[3][2] = {
        {"规划与资源配置处", "规划处"}, {"高新技术处", "高新处"}, {"社会发展处", "社发处"}};
    const struct gt_pool_options options = {.faults = faults};
    const struct gt_space_new what = {.name = {GT_STR("试点厅"), GT_STR("Pilot department")},
                                      .year = 2026, .now_ms = 1000};
    struct office *office = calloc(1, sizeof *office);

    assert_non_null(office);
    office->backend = backend;
    space_url(backend, office->url);
    assert_int_equal(gt_arena_create(1u << 30, &office->arena), GT_OK);
    WORKS(office, gt_space_init(office->url, &what, &office->err));
    WORKS(office, gt_space_open_with(office->url, &options, &office->space, &office->err));
    office->ctx = (struct gt_ctx){.space = office->space, .arena = office->arena,
                                  .lang = GT_LANG_EN, .today = day("2026-07-08"),
                                  .now_ms = 1783468800000};
    for (int at = 0; at < 3; at++) {
        struct gt_unit_row unit = {.position = at, .name = gt_str_from(names[at][0]),
                                   .short_name = gt_str_from(names[at][1])};

        WORKS(office, gt_work_unit_put(&office->ctx, &unit, &office->err));
        office->units[at] = unit.id;
    }
    return office;
}

void office_close(struct office *office)
{
    gt_space_close(office->space);
    gt_arena_destroy(office->arena);
    free(office);
}

void stand_for(struct office *office, const char *role, int64_t unit)
{
    struct gt_person person = {.name = GT_STR("林一"), .role = gt_str_from(role), .unit_id = unit};

    office->ctx.person_id = 0;
    office->ctx.rights = NULL;
    WORKS(office, gt_work_person_put(&office->ctx, &person, &office->err));
    WORKS(office, gt_ctx_speak_for(&office->ctx, &person, &office->err));
}

gt_day day(const char *text)
{
    gt_day result = GT_DAY_NONE;

    if (text != NULL && !gt_day_parse(gt_str_from(text), &result))
        fail_msg("%s is no day", text);
    return result;
}

int64_t add_task(struct office *office, int64_t parent, const char *title, const char *deadline,
                 int64_t days)
{
    struct gt_task_put put = {.task = GT_TASK_NEW};

    put.task.parent_id = parent;
    put.task.title = gt_str_from(title);
    put.task.deadline = day(deadline);
    put.task.duration_days = days;
    put.task.lead_unit_id = office->units[0];
    WORKS(office, gt_work_task_put(&office->ctx, &put, NULL, &office->err));
    return put.task.id;
}

int64_t add_link(struct office *office, int64_t from, int64_t to, enum gt_link_type type, int64_t lag)
{
    struct gt_task_link link = {.from_id = from, .to_id = to, .type = type, .lag_min = lag,
                                .lag_max = GT_LINK_LAG_NONE};

    WORKS(office, gt_work_link_put(&office->ctx, &link, &office->err));
    return link.id;
}

void edit_task(struct office *office, int64_t id, void (*change)(struct gt_task *task))
{
    struct gt_task_put put = {0};

    WORKS(office, gt_work_task_get(&office->ctx, id, &put.task, &office->err));
    change(&put.task);
    WORKS(office, gt_work_task_put(&office->ctx, &put, NULL, &office->err));
}

struct gt_pic_task seen(struct office *office, int64_t id)
{
    const struct gt_picture *picture;
    struct gt_pic_task task;
    uint32_t index;

    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    index = gt_picture_task(picture, id);
    assert_true(index != GT_NO_INDEX);
    task = picture->tasks.at[index];
    gt_picture_done(&office->ctx);
    return task;
}

static void same_task(const struct gt_pic_task *a, const struct gt_pic_task *b, const char *after)
{
    if (a->start != b->start || a->finish != b->finish || a->float_days != b->float_days ||
        a->critical != b->critical || a->children != b->children || a->percent != b->percent ||
        a->light.meaning != b->light.meaning || a->light.amount != b->light.amount ||
        a->facts.revision != b->facts.revision || !gt_str_eq(a->facts.title, b->facts.title) ||
        a->support_count != b->support_count || a->directive_id != b->directive_id) {
        char text[4][GT_DAY_TEXT];

        fail_msg("after %s: task %lld: %s..%s float %lld in memory, %s..%s float %lld from the store",
                 after, (long long)a->facts.id, gt_day_text(a->start, text[0]),
                 gt_day_text(a->finish, text[1]), (long long)a->float_days,
                 gt_day_text(b->start, text[2]), gt_day_text(b->finish, text[3]),
                 (long long)b->float_days);
    }
}

void same_as_read_anew(struct office *office, const char *after)
{
    const struct gt_picture *picture;
    struct gt_picture *fresh = NULL;

    WORKS(office, gt_picture_read(office->space->pool, &fresh, &office->err));
    gt_picture_derive(fresh, office->ctx.today, office->ctx.now_ms);
    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    assert_int_equal(picture->version, fresh->version);
    assert_int_equal(picture->order_count, fresh->order_count);
    assert_int_equal(picture->unplanned, fresh->unplanned);
    for (uint32_t at = 0; at < fresh->order_count; at++) {
        const struct gt_pic_task *b = &fresh->tasks.at[fresh->order[at]];
        const uint32_t index = gt_picture_task(picture, b->facts.id);

        assert_true(index != GT_NO_INDEX);
        same_task(&picture->tasks.at[index], b, after);
    }
    gt_picture_done(&office->ctx);
    gt_picture_destroy(fresh);
}
