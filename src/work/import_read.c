/* import_read.c - the kept file read as a table, its units looked up. */
#include "work/import_parts.h"

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "the import needs too much memory", "导入所需内存过大");
}

/* ---- units --------------------------------------------------------------------------- */

static gt_rc index_units(struct gt_import_reading *reading, struct gt_unitnames *names)
{
    struct gt_unit_entry *entries = GT_NEW_N(reading->arena, struct gt_unit_entry, reading->units.count + 1);
    uint32_t count = 0;

    if (entries == NULL)
        return GT_ENOMEM;
    for (size_t i = 0; i < reading->units.count; i++) {
        const struct gt_unit_row *unit = &reading->units.at[i];

        if (unit->removed_at_ms == 0)
            entries[count++] = (struct gt_unit_entry){unit->id, unit->name, unit->short_name, unit->name_en,
                                                      unit->aliases};
    }
    return gt_unitnames_init(names, reading->arena, entries, count);
}

static const struct gt_import_name *told_name(const struct gt_import_options *options, gt_str text)
{
    for (size_t i = 0; i < options->names.count; i++)
        if (gt_str_eq(options->names.at[i].text, text))
            return &options->names.at[i];
    return NULL;
}

static bool is_unit(const struct gt_import_reading *reading, int64_t id)
{
    for (size_t i = 0; i < reading->units.count; i++)
        if (reading->units.at[i].id == id && reading->units.at[i].removed_at_ms == 0)
            return true;
    return false;
}

/* A person's word first, then what is sure, then the general permissions. */
static void settle_unit(const struct gt_import_reading *reading, const struct gt_table_unit *from,
                        const struct gt_unitnames *names, struct gt_import_unit *unit)
{
    const struct gt_import_options *options = &reading->view->options;
    const struct gt_import_name *told = told_name(options, from->printed);
    const int64_t nearest = from->match.entry != UINT32_MAX ? names->entries[from->match.entry].id : 0;

    unit->many = gt_unit_is_many(from->printed);
    if (from->match.kind == GT_UNIT_NEAR)
        unit->offers[unit->offer_count++] = nearest;
    if (told != NULL && told->unit_id != 0 && is_unit(reading, told->unit_id))
        unit->unit_id = told->unit_id;
    else if (told != NULL && told->create)
        unit->create = true;
    else if (from->match.kind >= GT_UNIT_ALIAS)
        unit->unit_id = nearest;
    else if (unit->many)
        unit->sure = true; /* left out, and said so */
    else if (options->take_offers && from->match.kind == GT_UNIT_NEAR)
        unit->unit_id = nearest;
    else if (options->create_units)
        unit->create = true;
    unit->sure = unit->sure || unit->unit_id != 0 || unit->create;
}

static gt_str unit_name(const struct gt_import_reading *reading, int64_t id)
{
    for (size_t i = 0; i < reading->units.count; i++)
        if (reading->units.at[i].id == id)
            return reading->units.at[i].name;
    return GT_STR("");
}

static void tell_unit(struct gt_import_reading *reading, const struct gt_table_unit *from,
                      const struct gt_import_unit *unit)
{
    struct gt_problems *problems = &reading->view->problems;
    struct gt_problem *problem;
    char cell[GT_CELL_NAME];

    if (unit->many && unit->unit_id == 0 && !unit->create) {
        problem = gt_problem_add(problems, GT_PROBLEM_WARNING, "%.*s is not one unit; it is left out",
                                 "“%.*s”不是一个单位，不予导入", GT_FMT(unit->text));
    } else if (unit->sure) {
        return;
    } else if (unit->offer_count > 0) {
        const gt_str name = unit_name(reading, unit->offers[0]);

        problem = gt_problem_add(problems, GT_PROBLEM_ERROR, "no unit is called %.*s; the nearest is %.*s",
                                 "没有叫“%.*s”的单位，最接近的是“%.*s”", GT_FMT(unit->text), GT_FMT(name));
        problem->offer = name;
    } else {
        problem = gt_problem_add(problems, GT_PROBLEM_ERROR, "no unit is called %.*s",
                                 "没有叫“%.*s”的单位", GT_FMT(unit->text));
    }
    problem->sheet = reading->table.sheet;
    problem->field = GT_STR("unit");
    gt_cell_name(from->row - 1, from->col, cell);
    if (gt_arena_dup(problems->arena, gt_str_from(cell), &problem->cell) != GT_OK)
        problem->cell = GT_STR("");
}

uint32_t gt_import_unit_of(const struct gt_import_reading *reading, gt_str printed)
{
    uint32_t index;

    return printed.len > 0 && gt_map_find(&reading->table.unit_index, printed, &index) ? index : GT_NO_WANT;
}

static void count_uses(struct gt_import_reading *reading)
{
    for (size_t r = 0; r < reading->table.rows.count; r++) {
        const struct gt_taskrow *row = &reading->table.rows.at[r];
        uint32_t unit = gt_import_unit_of(reading, row->text[GT_COL_LEAD]);

        if (unit != GT_NO_WANT)
            reading->view->units.at[unit].rows++;
        for (uint32_t s = 0; s < row->support_count; s++)
            if ((unit = gt_import_unit_of(reading, row->support[s])) != GT_NO_WANT)
                reading->view->units.at[unit].rows++;
    }
}

static gt_rc settle_units(struct gt_import_reading *reading, const struct gt_unitnames *names)
{
    for (size_t i = 0; i < reading->table.units.count; i++) {
        const struct gt_table_unit *from = &reading->table.units.at[i];
        struct gt_import_unit *unit = GT_PUSH(reading->arena, &reading->view->units);

        if (unit == NULL)
            return GT_ENOMEM;
        unit->text = from->printed;
        settle_unit(reading, from, names, unit);
        tell_unit(reading, from, unit);
    }
    count_uses(reading);
    return GT_OK;
}

/* ---- columns ------------------------------------------------------------------------------ */

static gt_rc add_column(struct gt_import_reading *reading, uint16_t col, enum gt_col is, gt_str head, bool hidden)
{
    struct gt_import_column *column = GT_PUSH(reading->arena, &reading->view->columns);

    if (column == NULL)
        return GT_ENOMEM;
    *column = (struct gt_import_column){col, is, hidden, head, GT_STR("")};
    return GT_OK;
}

static int by_col(const void *a, const void *b)
{
    const struct gt_import_column *x = a, *y = b;

    return (x->col > y->col) - (x->col < y->col);
}

/* The first value below the head, so that a person sees what the column holds. */
static gt_rc take_samples(struct gt_import_reading *reading, const struct gt_sheet *sheet)
{
    for (size_t c = 0; c < reading->view->columns.count; c++) {
        struct gt_import_column *column = &reading->view->columns.at[c];

        for (size_t r = 0; r < sheet->rows.count && column->sample.len == 0; r++) {
            char room[GT_CELL_SHOWN_MAX];

            if (sheet->rows.at[r].row >= reading->table.head_last &&
                gt_arena_dup(reading->arena,
                             gt_sheet_cell_shown(gt_row_cell(&sheet->rows.at[r], column->col), room),
                             &column->sample) != GT_OK)
                return GT_ENOMEM;
        }
    }
    return GT_OK;
}

static gt_rc fill_columns(struct gt_import_reading *reading, const struct gt_sheet *sheet)
{
    const struct gt_tasktable *table = &reading->table;
    struct gt_import_view *view = reading->view;

    for (int is = 0; is < GT_COLS; is++)
        if (table->col[is] != GT_COL_ABSENT &&
            add_column(reading, table->col[is], (enum gt_col)is, table->head[is], table->col_hidden[is]) != GT_OK)
            return GT_ENOMEM;
    for (size_t i = 0; i < table->others.count; i++)
        if (add_column(reading, table->others.at[i].col, GT_COL_OTHER, table->others.at[i].head,
                       table->others.at[i].hidden) != GT_OK)
            return GT_ENOMEM;
    if (view->columns.count > 1)
        qsort(view->columns.at, view->columns.count, sizeof(*view->columns.at), by_col);
    return take_samples(reading, sheet);
}

/* ---- the table --------------------------------------------------------------------------------- */

static const struct gt_sheet *sheet_by(const struct gt_book *book, gt_str name)
{
    for (size_t i = 0; i < book->sheets.count; i++)
        if (gt_str_eq(book->sheets.at[i].name, name))
            return &book->sheets.at[i];
    return NULL;
}

static gt_rc read_table(struct gt_import_reading *reading, const struct gt_tasktable_options *options,
                        struct gt_err *err)
{
    const gt_str asked = reading->view->options.sheet;
    struct gt_problems scratch;
    gt_tasktables tables;
    gt_rc rc;

    if (asked.len > 0) {
        const struct gt_sheet *sheet = sheet_by(&reading->book, asked);

        if (sheet == NULL)
            return gt_fail_field(err, GT_ENOTFOUND, "sheet", "there is no sheet %.*s", "没有工作表“%.*s”",
                                 GT_FMT(asked));
        return gt_tasktable_read(sheet, options, reading->arena, &reading->table, &reading->view->problems, err);
    }
    /* The best sheet is found first; only its own problems are told. */
    gt_problems_init(&scratch, reading->arena);
    if ((rc = gt_tasktables_read(&reading->book, options, reading->arena, &tables, &scratch, err)) != GT_OK)
        return rc;
    reading->table = tables.at[0];
    for (size_t i = 0; i < scratch.list.count; i++) {
        const struct gt_problem *from = &scratch.list.at[i];
        struct gt_problem *problem;

        if (!gt_str_eq(from->sheet, reading->table.sheet))
            continue;
        problem = gt_problem_add(&reading->view->problems, from->severity, "%s", "%s", "");
        *problem = *from;
    }
    return GT_OK;
}

gt_rc gt_import_read(struct gt_db *db, struct gt_arena *arena, gt_str bytes,
                     struct gt_import_view *view, struct gt_import_reading *out, struct gt_err *err)
{
    struct gt_import_reading reading = {.arena = arena, .view = view, .book = {.arena = arena}};
    struct gt_tasktable_options options = {
        .year = view->options.year, .name = view->file_name,
        .head_first = view->options.head_first, .head_last = view->options.head_last,
        .choices = view->options.columns.at, .choice_count = view->options.columns.count,
        .units_quiet = true,
    };
    struct gt_unitnames names;
    gt_rc rc;

    gt_problems_init(&view->problems, arena);
    if ((rc = gt_unit_store_list(db, arena, &reading.units, err)) != GT_OK)
        return rc;
    if (index_units(&reading, &names) != GT_OK)
        return no_memory(err);
    options.units = &names;
    if ((rc = gt_book_read(bytes, view->file_name, &reading.book, &view->problems, err)) != GT_OK ||
        (rc = read_table(&reading, &options, err)) != GT_OK)
        return rc;
    view->title = reading.table.title;
    view->sheet = reading.table.sheet;
    view->year = reading.table.year;
    view->head_first = reading.table.head_first;
    view->head_last = reading.table.head_last;
    for (size_t i = 0; i < reading.book.sheets.count; i++) {
        gt_str *slot = GT_PUSH(arena, &view->sheets);

        if (slot == NULL)
            return no_memory(err);
        *slot = reading.book.sheets.at[i].name;
    }
    if (settle_units(&reading, &names) != GT_OK ||
        fill_columns(&reading, sheet_by(&reading.book, reading.table.sheet)) != GT_OK)
        return no_memory(err);
    *out = reading;
    return GT_OK;
}
