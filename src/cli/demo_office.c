/* demo_office.c - the demo's files, units, people, nodes and accounts. */
#include "cli/demo.h"
#include "work/people.h"
#include "work/picture.h"

/* ---- the files ---------------------------------------------------------------- */

gt_rc gt_demo_text(struct gt_arena *arena, const char *name, int year, gt_str *out,
                   struct gt_err *err)
{
    char digits[16];
    struct gt_buf text;
    gt_rc rc;

    snprintf(digits, sizeof digits, "%d", year);
    for (size_t i = 0; i < gt_demo_files_count; i++) {
        const gt_str bytes = gt_demo_files[i].bytes;
        size_t at = 0, next;

        if (strcmp(gt_demo_files[i].name, name) != 0)
            continue;
        gt_buf_init(&text, 4 << 20);
        while ((next = gt_str_find(bytes, GT_STR("{Y}"), at)) != SIZE_MAX) {
            gt_buf_add(&text, bytes.at + at, next - at);
            gt_buf_text(&text, digits);
            at = next + 3;
        }
        gt_buf_add(&text, bytes.at + at, bytes.len - at);
        rc = text.status == GT_OK ? gt_arena_dup(arena, gt_buf_view(&text), out) : text.status;
        gt_buf_clear(&text);
        return rc;
    }
    return gt_fail(err, GT_ENOTFOUND, "the demo has no file %s", "演示数据中没有文件 %s", name);
}

bool gt_demo_line(gt_str *rest, gt_str *line)
{
    size_t end = gt_str_find(*rest, GT_STR("\n"), 0);

    if (rest->len == 0)
        return false;
    if (end == SIZE_MAX)
        end = rest->len;
    *line = gt_str_sub(*rest, 0, end);
    *rest = gt_str_sub(*rest, end + 1, rest->len);
    return true;
}

gt_str gt_demo_field(gt_str *line)
{
    size_t end = gt_str_find(*line, GT_STR("\t"), 0);
    gt_str field;

    if (end == SIZE_MAX)
        end = line->len;
    field = gt_str_sub(*line, 0, end);
    *line = gt_str_sub(*line, end + 1, line->len);
    return field;
}

/* ---- the office ------------------------------------------------------------------ */

static const char office_file[] = "office.tsv";

gt_rc gt_demo_name(struct gt_arena *arena, gt_str name[static GT_LANG_COUNT], struct gt_err *err)
{
    gt_str rest, line;
    gt_rc rc;

    if ((rc = gt_demo_text(arena, office_file, 0, &rest, err)) != GT_OK)
        return rc;
    while (gt_demo_line(&rest, &line))
        if (gt_str_eq(gt_demo_field(&line), GT_STR("space"))) {
            name[GT_LANG_ZH] = gt_demo_field(&line);
            name[GT_LANG_EN] = gt_demo_field(&line);
        }
    return GT_OK;
}

static gt_rc add_unit(struct gt_place *place, gt_str line, int64_t position, bool outside,
                      struct gt_err *err)
{
    struct gt_unit_row unit = {.position = position, .outside = outside};
    gt_str aliases;
    char *at;
    gt_rc rc;

    unit.name = gt_demo_field(&line);
    unit.short_name = gt_demo_field(&line);
    if ((rc = gt_arena_dup(place->arena, gt_demo_field(&line), &aliases)) != GT_OK)
        return rc;
    at = (char *)(uintptr_t)aliases.at;
    for (size_t i = 0; i < aliases.len; i++) /* stored one a line */
        if (at[i] == ';')
            at[i] = '\n';
    unit.aliases = aliases;
    return gt_work_unit_put(&place->ctx, &unit, err);
}

static int64_t unit_named(const gt_units *units, gt_str name)
{
    for (size_t i = 0; i < units->count; i++)
        if (gt_str_eq(units->at[i].name, name))
            return units->at[i].id;
    return 0;
}

static gt_rc add_person(struct gt_place *place, gt_str line, int64_t position, struct gt_err *err)
{
    struct gt_person person = {.position = position};
    gt_units units = {0};
    gt_rc rc;

    if ((rc = gt_work_units(&place->ctx, &units, err)) != GT_OK)
        return rc;
    person.name = gt_demo_field(&line);
    person.role = gt_demo_field(&line);
    person.unit_id = unit_named(&units, gt_demo_field(&line));
    person.post = gt_demo_field(&line);
    return gt_work_person_put(&place->ctx, &person, err);
}

static gt_rc add_node(struct gt_place *place, gt_str line, struct gt_err *err)
{
    struct gt_node node = {.kind = gt_demo_field(&line)};

    node.name[GT_LANG_ZH] = gt_demo_field(&line);
    node.name[GT_LANG_EN] = gt_demo_field(&line);
    if (!gt_day_parse(gt_demo_field(&line), &node.from) ||
        !gt_day_parse(gt_demo_field(&line), &node.to))
        return gt_fail(err, GT_EINVAL, "node %.*s has no days", "节点“%.*s”缺少日期",
                       GT_FMT(node.name[GT_LANG_ZH]));
    return gt_work_node_put(&place->ctx, &node, err);
}

gt_rc gt_demo_office(struct gt_place *place, int year, struct gt_err *err)
{
    int64_t position = 0;
    gt_str rest, line;
    gt_rc rc;

    if ((rc = gt_demo_text(place->arena, office_file, year, &rest, err)) != GT_OK)
        return rc;
    while (rc == GT_OK && gt_demo_line(&rest, &line)) {
        const gt_str kind = gt_demo_field(&line);

        position++;
        if (gt_str_eq(kind, GT_STR("unit")) || gt_str_eq(kind, GT_STR("outside")))
            rc = add_unit(place, line, position, kind.at[0] == 'o', err);
        else if (gt_str_eq(kind, GT_STR("person")))
            rc = add_person(place, line, position, err);
        else if (gt_str_eq(kind, GT_STR("node")))
            rc = add_node(place, line, err);
    }
    return rc;
}

/* ---- posts ---------------------------------------------------------------------- */

static int64_t person_named(const gt_people *people, gt_str name)
{
    for (size_t i = 0; i < people->count; i++)
        if (gt_str_eq(people->at[i].name, name))
            return people->at[i].id;
    return 0;
}

/* A liaison stands in for the head of his unit this week; the expert sees what
 * the challenge is about. */
gt_rc gt_demo_posts(struct gt_place *place, struct gt_err *err)
{
    gt_people people = {0};
    struct gt_holding acting = {
        .role = GT_STR("head"), .from = place->ctx.today - 2, .to = place->ctx.today + 2, .note = GT_STR("外出学习"),
    };
    struct gt_given given = {.object = GT_STR("task")};
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_work_people(&place->ctx, &people, err)) != GT_OK)
        return rc;
    acting.person_id = person_named(&people, GT_STR("祁小满"));
    acting.acting_for = person_named(&people, GT_STR("江砚秋"));
    given.person_id = person_named(&people, GT_STR("鲁望舒"));
    for (size_t i = 0; i < people.count; i++)
        if (people.at[i].id == acting.acting_for)
            acting.unit_id = people.at[i].unit_id;
    if (acting.person_id != 0 && acting.acting_for != 0 &&
        (rc = gt_work_holding_put(&place->ctx, &acting, err)) != GT_OK)
        return rc;
    if ((rc = gt_picture_hold(&place->ctx, &picture, err)) != GT_OK)
        return rc;
    for (uint32_t at = 0; at < picture->order_count && given.object_id == 0; at++)
        if (gt_str_find(picture->tasks.at[picture->order[at]].facts.title, GT_STR("榜单"), 0) != SIZE_MAX)
            given.object_id = picture->tasks.at[picture->order[at]].facts.id;
    gt_picture_done(&place->ctx);
    return given.object_id == 0 || given.person_id == 0 ? GT_OK : gt_work_given_add(&place->ctx, &given, err);
}

/* ---- accounts -------------------------------------------------------------------- */

gt_rc gt_demo_accounts(struct gt_place *place,
                       struct gt_demo_account out[static GT_DEMO_ACCOUNTS], struct gt_err *err)
{
    static const struct { const char *login, *role; } wanted[GT_DEMO_ACCOUNTS] = {
        {"office", "office"}, {"leader", "leader"}, {"unit", "head"}, {"liaison", "liaison"},
        {"inspector", "inspector"}, {"member", "member"}, {"expert", "expert"},
        {"system", "system"}, {"security", "security"}, {"audit", "audit"}};
    int64_t head_unit = 0;
    gt_people people = {0};
    gt_rc rc;

    if ((rc = gt_work_people(&place->ctx, &people, err)) != GT_OK)
        return rc;
    for (size_t i = 0; i < GT_DEMO_ACCOUNTS; i++)
        for (size_t p = 0; p < people.count; p++) {
            if (!gt_str_eq(people.at[p].role, gt_str_from(wanted[i].role)))
                continue;
            /* the liaison and the head are of one unit, so that one approves the other */
            if (strcmp(wanted[i].role, "head") == 0)
                head_unit = people.at[p].unit_id;
            if (strcmp(wanted[i].role, "liaison") == 0 && head_unit != 0 && people.at[p].unit_id != head_unit)
                continue;
            out[i].login = wanted[i].login;
            out[i].name = people.at[p].name;
            out[i].post = people.at[p].post;
            gt_password_random(out[i].password);
            if ((rc = gt_work_account_put(&place->ctx, people.at[p].id, gt_str_from(out[i].login),
                                          gt_str_from(out[i].password), err)) != GT_OK)
                return rc;
            break;
        }
    return GT_OK;
}
