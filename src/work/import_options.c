/* import_options.c - what a person corrected, as it is kept beside the file. */
#include "base/json.h"
#include "work/import_parts.h"
#include "work/record_json.h"

enum { OPTIONS_MAX = 1 << 20 };

static const char *const state_names[] = {"preview", "applied", "discarded"};

const char *gt_import_state_name(enum gt_import_state state)
{
    return state_names[state];
}

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

gt_rc gt_import_options_json(struct gt_arena *arena, const struct gt_import_options *options, gt_str *out)
{
    struct gt_json json;
    struct gt_buf buf;

    gt_buf_init(&buf, OPTIONS_MAX);
    gt_json_init(&json, &buf);
    gt_json_object(&json, NULL);
    gt_json_text(&json, "state", gt_import_state_name(options->state));
    gt_json_str(&json, "sheet", options->sheet);
    gt_json_i64(&json, "year", options->year);
    gt_json_i64(&json, "head_first", options->head_first);
    gt_json_i64(&json, "head_last", options->head_last);
    gt_json_bool(&json, "drop_gone", options->drop_gone);
    gt_json_bool(&json, "create_units", options->create_units);
    gt_json_bool(&json, "take_offers", options->take_offers);
    gt_json_array(&json, "columns");
    for (size_t i = 0; i < options->columns.count; i++) {
        char name[GT_CELL_NAME];

        gt_json_object(&json, NULL);
        gt_json_text(&json, "letter", gt_col_name(options->columns.at[i].col, name));
        gt_json_text(&json, "name", options->columns.at[i].is == GT_COL_OTHER
                                        ? "" : gt_col_key(options->columns.at[i].is));
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_array(&json, "units");
    for (size_t i = 0; i < options->names.count; i++) {
        gt_json_object(&json, NULL);
        gt_json_str(&json, "text", options->names.at[i].text);
        gt_json_i64(&json, "unit", options->names.at[i].unit_id);
        gt_json_bool(&json, "create", options->names.at[i].create);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_close(&json);
    return gt_json_take(arena, &json, out);
}

static gt_rc set_column(struct gt_arena *arena, struct gt_import_options *options, struct gt_col_choice choice)
{
    struct gt_col_choice *slot;

    for (size_t i = 0; i < options->columns.count; i++)
        if (options->columns.at[i].col == choice.col) {
            options->columns.at[i] = choice;
            return GT_OK;
        }
    if ((slot = GT_PUSH(arena, &options->columns)) == NULL)
        return GT_ENOMEM;
    *slot = choice;
    return GT_OK;
}

static gt_rc set_name(struct gt_arena *arena, struct gt_import_options *options, struct gt_import_name name)
{
    struct gt_import_name *slot = NULL;

    for (size_t i = 0; i < options->names.count && slot == NULL; i++)
        if (gt_str_eq(options->names.at[i].text, name.text))
            slot = &options->names.at[i];
    if (slot == NULL && options->names.count == GT_IMPORT_NAMES_MAX)
        return GT_ELIMIT;
    if (slot == NULL && (slot = GT_PUSH(arena, &options->names)) == NULL)
        return GT_ENOMEM;
    *slot = name;
    return GT_OK;
}

gt_rc gt_import_options_parse(struct gt_arena *arena, gt_str json, struct gt_import_options *out,
                              struct gt_err *err)
{
    struct gt_import_options options = {.state = GT_IMPORT_PREVIEW};
    const struct gt_jval *root, *list;
    gt_str state;
    gt_rc rc;

    if ((rc = gt_json_parse(arena, json, &root, err)) != GT_OK)
        return rc;
    state = gt_jstr(root, "state", GT_STR("preview"));
    for (size_t i = 0; i < GT_LEN(state_names); i++)
        if (gt_str_eq(state, gt_str_from(state_names[i])))
            options.state = (enum gt_import_state)i;
    options.sheet = gt_jstr(root, "sheet", GT_STR(""));
    options.year = (int)gt_ji64(root, "year", 0);
    options.head_first = (uint32_t)gt_ji64(root, "head_first", 0);
    options.head_last = (uint32_t)gt_ji64(root, "head_last", 0);
    options.drop_gone = gt_jbool(root, "drop_gone", false);
    options.create_units = gt_jbool(root, "create_units", false);
    options.take_offers = gt_jbool(root, "take_offers", false);
    list = gt_jget(root, "columns");
    for (const struct gt_jval *at = list != NULL ? list->child : NULL; at != NULL; at = at->next) {
        struct gt_col_choice choice = {0, GT_COL_OTHER};

        if (gt_col_parse(gt_jstr(at, "letter", GT_STR("")), &choice.col)) {
            (void)gt_col_from(gt_jstr(at, "name", GT_STR("")), &choice.is);
            if (set_column(arena, &options, choice) != GT_OK)
                return no_memory(err);
        }
    }
    list = gt_jget(root, "units");
    for (const struct gt_jval *at = list != NULL ? list->child : NULL; at != NULL; at = at->next)
        if (set_name(arena, &options, (struct gt_import_name){gt_jstr(at, "text", GT_STR("")),
                                                              gt_ji64(at, "unit", 0),
                                                              gt_jbool(at, "create", false)}) != GT_OK)
            return no_memory(err);
    *out = options;
    return GT_OK;
}

gt_rc gt_import_options_edit(struct gt_arena *arena, struct gt_import_options *options,
                             const struct gt_import_edit *edit, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    if (edit->sheet != NULL && !gt_str_eq(*edit->sheet, options->sheet)) {
        options->sheet = *edit->sheet;
        options->head_first = options->head_last = 0;
        options->columns.count = 0;
    }
    if (edit->year != NULL)
        options->year = *edit->year;
    if (edit->head_first != NULL)
        options->head_first = *edit->head_first;
    if (edit->head_last != NULL)
        options->head_last = *edit->head_last;
    /* One bound alone moves the other along. */
    if (options->head_first > 0 && options->head_last < options->head_first)
        options->head_last = options->head_first;
    if (options->head_last >= options->head_first + GT_TASKTABLE_HEAD_MAX)
        return gt_fail_field(err, GT_EINVAL, "header_last", "a head has at most %d rows",
                             "表头不超过%d行", (int)GT_TASKTABLE_HEAD_MAX);
    if (edit->drop_gone != NULL)
        options->drop_gone = *edit->drop_gone;
    if (edit->create_units != NULL)
        options->create_units = *edit->create_units;
    if (edit->take_offers != NULL)
        options->take_offers = *edit->take_offers;
    for (size_t i = 0; i < edit->column_count && rc == GT_OK; i++)
        rc = set_column(arena, options, edit->columns[i]);
    for (size_t i = 0; i < edit->name_count && rc == GT_OK; i++)
        rc = set_name(arena, options, edit->names[i]);
    if (rc == GT_ELIMIT)
        return gt_fail_field(err, rc, "units", "more than %d names are corrected", "更正的单位名称超过%d个",
                             (int)GT_IMPORT_NAMES_MAX);
    return rc == GT_OK ? GT_OK : no_memory(err);
}
