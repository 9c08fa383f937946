/* office.c - the office from a table. */
#include "work/office.h"

#include "read/sheet.h"
#include "work/rights.h"
#include "work/space.h"

enum column { UNIT, SHORT, ALIASES, PARENT, OUTSIDE, PERSON, POST, ROLE, LOGIN, COLUMNS };

static const struct head { const char *text; enum column column; } heads[] = {
    {"单位", UNIT}, {"单位名称", UNIT}, {"处室", UNIT}, {"处室名称", UNIT}, {"部门", UNIT},
    {"部门名称", UNIT}, {"机构", UNIT}, {"机构名称", UNIT}, {"unit", UNIT},
    {"简称", SHORT}, {"单位简称", SHORT}, {"处室简称", SHORT}, {"short", SHORT}, {"short name", SHORT},
    {"别名", ALIASES}, {"其他名称", ALIASES}, {"曾用名", ALIASES}, {"aliases", ALIASES},
    {"上级", PARENT}, {"上级单位", PARENT}, {"隶属", PARENT}, {"parent", PARENT},
    {"外单位", OUTSIDE}, {"是否外单位", OUTSIDE}, {"outside", OUTSIDE},
    {"姓名", PERSON}, {"人员", PERSON}, {"person", PERSON}, {"name", PERSON},
    {"职务", POST}, {"岗位", POST}, {"post", POST}, {"title", POST},
    {"角色", ROLE}, {"role", ROLE},
    {"登录名", LOGIN}, {"账号", LOGIN}, {"帐号", LOGIN}, {"login", LOGIN}, {"account", LOGIN},
};

static const struct role { const char *text, *role; } roles[] = {
    {"厅领导", "leader"}, {"办公室", "office"}, {"督查", "office"}, {"处室", "head"},
    {"处室负责人", "head"}, {"负责人", "head"}, {"查看", "inspector"}, {"只读", "inspector"},
    {"管理员", "system"},
};

struct table {
    struct gt_ctx *ctx;
    struct gt_problems *problems;
    const struct gt_sheet *sheet;
    uint32_t head_row;
    int      col[COLUMNS];       /* -1: there is none */
    gt_units units;              /* as they would be; new ones have negative ids */
    gt_people people;
    struct gt_change *change;    /* NULL: only look */
    struct gt_office_outcome *out;
};

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- reading ------------------------------------------------------------------------------ */

static bool same_head(gt_str text, const char *head)
{
    const size_t len = strlen(head);

    if (text.len != len)
        return false;
    for (size_t at = 0; at < len; at++) {
        const char c = text.at[at];

        if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != head[at])
            return false;
    }
    return true;
}

static bool find_heads(struct table *table)
{
    for (size_t at = 0; at < table->sheet->rows.count && at < GT_OFFICE_HEAD_ROWS; at++) {
        const struct gt_sheet_row *row = &table->sheet->rows.at[at];
        int found = 0;

        for (int column = 0; column < COLUMNS; column++)
            table->col[column] = -1;
        for (uint16_t cell = 0; cell < row->count; cell++) {
            char room[GT_CELL_SHOWN_MAX];
            const gt_str text = gt_sheet_cell_shown(&row->cells[cell], room);

            for (size_t head = 0; head < GT_LEN(heads); head++)
                if (same_head(text, heads[head].text) && table->col[heads[head].column] < 0) {
                    table->col[heads[head].column] = row->cells[cell].col;
                    found++;
                }
        }
        table->head_row = row->row;
        if (table->col[UNIT] >= 0 && found >= 1)
            return true;
    }
    return false;
}

/* The cell's text in the arena; a merged one speaks for all its rows. */
static gt_rc cell_text(const struct table *table, uint32_t row, enum column column, gt_str *out)
{
    const struct gt_merge *merge;
    char room[GT_CELL_SHOWN_MAX];
    uint16_t col;

    *out = GT_STR("");
    if (table->col[column] < 0)
        return GT_OK;
    col = (uint16_t)table->col[column];
    if ((merge = gt_sheet_merge_at(table->sheet, row, col)) != NULL) {
        row = merge->row_first;
        col = merge->col_first;
    }
    return gt_arena_dup(table->ctx->arena,
                        gt_sheet_cell_shown(gt_row_cell(gt_sheet_row_at(table->sheet, row), col), room), out);
}

static gt_rc fault(const struct table *table, uint32_t row, enum column column, const char *en,
                   const char *zh, gt_str value)
{
    struct gt_problem *problem =
        gt_problem_add(table->problems, GT_PROBLEM_ERROR, "%1$s%2$.0s: %3$.*4$s", "%1$.0s%2$s：%3$.*4$s",
                       en, zh, value.at, (int)value.len);
    const uint16_t col = (uint16_t)(table->col[column] < 0 ? 0 : table->col[column]);
    char name[GT_CELL_NAME];

    problem->sheet = table->sheet->name;
    return gt_arena_dup(table->ctx->arena,
                        gt_str_from(gt_cell_name(row, col, name)), &problem->cell);
}

/* ---- units ---------------------------------------------------------------------------------- */

static struct gt_unit_row *find_unit(struct table *table, gt_str name)
{
    for (size_t at = 0; name.len > 0 && at < table->units.count; at++)
        if (table->units.at[at].removed_at_ms == 0 && gt_str_eq(table->units.at[at].name, name))
            return &table->units.at[at];
    return NULL;
}

/* "甲;乙、丙" -> one a line */
static gt_rc split_aliases(struct gt_arena *arena, gt_str text, gt_str *out)
{
    static const char *const marks[] = {";", "；", "、", ",", "，", "\n", "|"};
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 1 << 16);
    for (size_t at = 0; at < text.len;) {
        size_t mark = 0;

        while (mark < GT_LEN(marks) &&
               !gt_str_starts(gt_str_sub(text, at, text.len), gt_str_from(marks[mark])))
            mark++;
        if (mark < GT_LEN(marks)) {
            if (buf.len > 0 && buf.at[buf.len - 1] != '\n')
                gt_buf_char(&buf, '\n');
            at += strlen(marks[mark]);
        } else {
            gt_buf_char(&buf, text.at[at++]);
        }
    }
    rc = buf.status == GT_OK ? gt_arena_dup(arena, gt_str_trim(gt_buf_view(&buf)), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

static bool says_yes(gt_str text)
{
    return gt_str_eq(text, GT_STR("是")) || gt_str_eq(text, GT_STR("1")) ||
           gt_str_eq(text, GT_STR("yes")) || gt_str_eq(text, GT_STR("true"));
}

static gt_rc tell(struct table *table, enum gt_office_what what, bool fresh, gt_str name,
                  gt_str unit, gt_str login, int64_t person_id)
{
    struct gt_office_line *line = GT_PUSH(table->ctx->arena, &table->out->lines);

    if (line == NULL)
        return GT_ENOMEM;
    *line = (struct gt_office_line){what, fresh, name, unit, login, person_id};
    return GT_OK;
}

/* Puts one unit as the row says it; *unit points into the list. */
static gt_rc take_unit(struct table *table, uint32_t row, gt_str name, struct gt_unit_row **unit,
                       struct gt_err *err)
{
    gt_str brief, aliases, parent, outside;
    struct gt_unit_row *old = find_unit(table, name), *above, want;
    const bool fresh = old == NULL;
    gt_rc rc;

    if (cell_text(table, row, SHORT, &brief) != GT_OK || cell_text(table, row, ALIASES, &aliases) != GT_OK ||
        cell_text(table, row, PARENT, &parent) != GT_OK || cell_text(table, row, OUTSIDE, &outside) != GT_OK ||
        split_aliases(table->ctx->arena, aliases, &aliases) != GT_OK)
        return no_memory(err);
    above = find_unit(table, parent);
    if (parent.len > 0 && above == NULL)
        return fault(table, row, PARENT, "no unit of this name stands above or in the space",
                     "空间中和上文都没有这个单位", parent);
    want = fresh ? (struct gt_unit_row){.name = name, .position = (int64_t)table->units.count} : *old;
    if (brief.len > 0)
        want.short_name = brief;
    if (aliases.len > 0)
        want.aliases = aliases;
    if (above != NULL)
        want.parent_id = above->id;
    if (outside.len > 0)
        want.outside = says_yes(outside);
    if (!fresh && gt_str_eq(want.short_name, old->short_name) && gt_str_eq(want.aliases, old->aliases) &&
        want.parent_id == old->parent_id && want.outside == old->outside) {
        *unit = old;
        return GT_OK;
    }
    if (table->change != NULL) {
        if ((rc = gt_work_unit_put_in(table->change, table->ctx, &want, err)) != GT_OK)
            return rc;
    } else if (fresh) {
        want.id = -(int64_t)table->units.count - 1;
    }
    if (fresh && (old = GT_PUSH(table->ctx->arena, &table->units)) == NULL)
        return no_memory(err);
    *old = want;
    *unit = old;
    return tell(table, GT_OFFICE_UNIT, fresh, name, parent, GT_STR(""), 0) == GT_OK ? GT_OK : no_memory(err);
}

/* ---- people ---------------------------------------------------------------------------------- */

static gt_str role_of(gt_str text)
{
    for (size_t at = 0; at < GT_LEN(roles); at++)
        if (same_head(text, roles[at].text))
            return gt_str_from(roles[at].role);
    for (int as = 0; as < GT_AS_COUNT; as++)
        if (gt_str_eq(text, gt_str_from(gt_as_text((enum gt_as)as, GT_LANG_ZH))) ||
            same_head(text, gt_as_code((enum gt_as)as)) ||
            same_head(text, gt_as_text((enum gt_as)as, GT_LANG_EN)))
            return gt_str_from(gt_as_code((enum gt_as)as));
    return GT_STR("");
}

struct account_want { int64_t person_id; bool there; };

static gt_rc look_for_account(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    struct account_want *want = at;
    struct gt_account account;
    const gt_rc rc = gt_account_store_of(db, want->person_id, ctx->arena, &account, err);

    want->there = rc == GT_OK;
    return rc == GT_ENOTFOUND ? GT_OK : rc;
}

static gt_rc take_person(struct table *table, uint32_t row, gt_str name, const struct gt_unit_row *unit,
                         struct gt_err *err)
{
    const int64_t unit_id = unit->id;
    const gt_str unit_name = unit->name;
    struct gt_person *old = NULL, want;
    gt_str post, role, login;
    bool fresh;
    gt_rc rc;

    if (cell_text(table, row, POST, &post) != GT_OK || cell_text(table, row, ROLE, &role) != GT_OK ||
        cell_text(table, row, LOGIN, &login) != GT_OK)
        return no_memory(err);
    if (role.len > 0 && role_of(role).len == 0)
        return fault(table, row, ROLE, "no such role; leader, office, head, liaison, member …",
                     "没有这个角色，应为领导、办公室、单位负责人、联络员、工作人员等", role);
    for (size_t at = 0; at < table->people.count; at++)
        if (table->people.at[at].removed_at_ms == 0 && table->people.at[at].unit_id == unit_id &&
            gt_str_eq(table->people.at[at].name, name))
            old = &table->people.at[at];
    fresh = old == NULL;
    if (!fresh && login.len > 0) { /* who has an account keeps it and its password */
        struct account_want account = {.person_id = old->id};

        if (old->id > 0 && (rc = gt_work_read(table->ctx, look_for_account, &account, err)) != GT_OK)
            return rc;
        if (account.there)
            login = GT_STR("");
    }
    want = fresh ? (struct gt_person){.name = name, .unit_id = unit_id, .role = GT_STR("member"),
                                      .position = (int64_t)table->people.count} : *old;
    if (post.len > 0)
        want.post = post;
    if (role.len > 0)
        want.role = role_of(role);
    /* As in the form: a role is given by whoever gives roles. */
    if (!gt_str_eq(want.role, fresh ? GT_STR("member") : old->role) &&
        !gt_may_quiet(table->ctx, GT_USE_role_give, NULL))
        return fault(table, row, ROLE, "roles are given by the security administrator; leave the column out",
                     "角色由安全管理员授予，请去掉此栏", role);
    if (!fresh && gt_str_eq(want.post, old->post) && gt_str_eq(want.role, old->role)) {
        if (login.len > 0) /* only the account is missing */
            return tell(table, GT_OFFICE_PERSON, false, name, unit_name, login, old->id) == GT_OK
                       ? GT_OK : no_memory(err);
        table->out->unchanged++;
        return GT_OK;
    }
    if (table->change != NULL &&
        (rc = gt_work_person_put_in(table->change, table->ctx, &want, err)) != GT_OK)
        return rc;
    if (fresh && (old = GT_PUSH(table->ctx->arena, &table->people)) == NULL)
        return no_memory(err);
    *old = want;
    return tell(table, GT_OFFICE_PERSON, fresh, name, unit_name, login, want.id) == GT_OK ? GT_OK
                                                                                          : no_memory(err);
}

/* ---- the whole of it -------------------------------------------------------------------------- */

static gt_rc take_row(struct table *table, uint32_t row, struct gt_err *err)
{
    const size_t told = table->out->lines.count;
    struct gt_unit_row *unit = NULL;
    gt_str name, person;
    gt_rc rc;

    if (cell_text(table, row, UNIT, &name) != GT_OK || cell_text(table, row, PERSON, &person) != GT_OK)
        return no_memory(err);
    if (name.len == 0 && person.len == 0)
        return GT_OK;
    if (name.len == 0)
        return fault(table, row, UNIT, "a person without a unit", "人员没有填写单位", person);
    if (name.len > GT_UNIT_NAME_MAX || person.len > GT_UNIT_NAME_MAX)
        return fault(table, row, UNIT, "the name is too long", "名称过长", gt_str_sub(name, 0, 60));
    if ((rc = take_unit(table, row, name, &unit, err)) != GT_OK || unit == NULL)
        return rc;
    if (person.len > 0)
        return take_person(table, row, person, unit, err);
    table->out->unchanged += table->out->lines.count == told;
    return GT_OK;
}

static gt_rc take_table(struct table *table, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    if (table->sheet->rows.count > GT_OFFICE_ROWS_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d rows", "超过%d行", (int)GT_OFFICE_ROWS_MAX);
    for (size_t at = 0; at < table->sheet->rows.count && rc == GT_OK; at++)
        if (table->sheet->rows.at[at].row > table->head_row)
            rc = take_row(table, table->sheet->rows.at[at].row, err);
    if (rc == GT_OK && table->problems->errors > 0)
        return gt_fail(err, GT_EINVAL, "the table has %zu faults; nothing was written",
                       "表中有%zu处错误，未写入任何内容", table->problems->errors);
    return rc;
}

/* The first sheet with a unit column. */
static gt_rc open_table(struct table *table, const struct gt_book *book, struct gt_err *err)
{
    for (size_t at = 0; at < book->sheets.count; at++) {
        table->sheet = &book->sheets.at[at];
        if (find_heads(table))
            return GT_OK;
    }
    return gt_fail_field(err, GT_EPARSE, "file", "no table with a column 单位 (unit) was found",
                         "没有找到含“单位”一栏的表格");
}

gt_rc gt_work_office_import(struct gt_ctx *ctx, gt_str file_name, gt_str bytes, bool write,
                            struct gt_problems *problems, struct gt_office_outcome *out,
                            struct gt_err *err)
{
    struct table table = {.ctx = ctx, .problems = problems, .out = out};
    struct gt_book book = {.arena = ctx->arena};
    gt_rc rc;

    *out = (struct gt_office_outcome){0};
    if ((rc = gt_book_read(bytes, file_name, &book, problems, err)) != GT_OK ||
        (rc = open_table(&table, &book, err)) != GT_OK)
        return rc;
    if (write && ((rc = gt_may(ctx, GT_USE_unit_put, NULL, err)) != GT_OK ||
                  (rc = gt_may(ctx, GT_USE_person_put, NULL, err)) != GT_OK))
        return rc;
    if (write && (rc = gt_change_begin(ctx, &table.change, err)) != GT_OK)
        return rc;
    if ((rc = gt_work_units(ctx, &table.units, err)) == GT_OK &&
        (rc = gt_work_people(ctx, &table.people, err)) == GT_OK &&
        (rc = take_table(&table, err)) == GT_OK && write && out->lines.count > 0)
        rc = gt_change_commit(table.change, NULL, err);
    gt_change_release(table.change);
    return rc;
}
