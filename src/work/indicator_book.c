/* indicator_book.c - reading, holding and mending the book of indicators. */
#include "work/indicator_book.h"

#include <math.h>

int64_t gt_ind_month(int year, int month) { return (int64_t)year * 12 + month - 1; }

gt_day gt_ind_month_end(int64_t month) { return gt_month_end((int)(month / 12), (int)(month % 12) + 1); }

static gt_rc no_memory(struct gt_err *err)
{
    return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
}

/* ---- finding ----------------------------------------------------------------------- */

const struct gt_ind *gt_ind_find(const struct gt_ind_book *book, int64_t id)
{
    size_t low = 0, high = book->keys.count;

    while (low < high) {
        const size_t mid = low + (high - low) / 2;

        if (book->keys.at[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == book->keys.count || book->keys.at[low].id != id ||
        book->items.at[book->keys.at[low].at].gone)
        return NULL;
    return &book->items.at[book->keys.at[low].at];
}

const struct gt_ind *gt_ind_by_code(const struct gt_ind_book *book, gt_str code)
{
    for (size_t at = 0; at < book->items.count; at++)
        if (!book->items.at[at].gone && gt_str_eq(book->items.at[at].facts.code, code))
            return &book->items.at[at];
    return NULL;
}

bool gt_ind_used(const struct gt_ind_book *book, int64_t id)
{
    for (size_t at = 0; at < book->items.count; at++)
        for (uint32_t use = 0; book->items.at[at].derived && use < book->items.at[at].formula.id_count; use++)
            if (book->items.at[at].formula.ids[use] == id)
                return true;
    return false;
}

struct gt_ind_series *gt_ind_series_of(const struct gt_ind *ind, int64_t region_id, int64_t unit_id)
{
    for (uint32_t at = 0; at < ind->series_count; at++)
        if (ind->series[at].region_id == region_id && ind->series[at].unit_id == unit_id)
            return &ind->series[at];
    return NULL;
}

const struct gt_region *gt_ind_region(const struct gt_ind_book *book, int64_t id)
{
    for (size_t at = 0; at < book->regions.count; at++)
        if (book->regions.at[at].id == id)
            return &book->regions.at[at];
    return NULL;
}

bool gt_ind_closed(const struct gt_ind_book *book, int64_t month)
{
    for (size_t at = 0; at < book->closed.count; at++)
        if (book->closed.at[at].month == month)
            return true;
    return false;
}

double gt_ind_value(const struct gt_ind_series *series, int64_t month)
{
    const int64_t at = month - series->first_month;

    return at >= 0 && at < series->months ? series->values[at] : NAN;
}

const struct gt_target *gt_ind_target(const struct gt_ind_series *series, int year)
{
    for (uint32_t at = 0; at < series->target_count; at++)
        if (series->targets[at].year == year)
            return &series->targets[at];
    return NULL;
}

gt_str gt_ind_name(const struct gt_ind *ind, enum gt_lang lang)
{
    return ind->facts.name[lang].len > 0 ? ind->facts.name[lang] : ind->facts.name[GT_LANG_ZH];
}

gt_str gt_ind_unit(const struct gt_ind *ind, enum gt_lang lang)
{
    return lang == GT_LANG_EN && ind->facts.unit_en.len > 0 ? ind->facts.unit_en : ind->facts.unit;
}

gt_str gt_region_name(const struct gt_region *region, enum gt_lang lang)
{
    return region->name[lang].len > 0 ? region->name[lang] : region->name[GT_LANG_ZH];
}

/* ---- series from rows ----------------------------------------------------------------- */

/* Readings and targets of one indicator, each sorted by region and unit. */
struct rows {
    const struct gt_reading *readings;
    const struct gt_target *targets;
    size_t reading_count, target_count;
};

static int by_place(int64_t region_a, int64_t unit_a, int64_t region_b, int64_t unit_b)
{
    if (region_a != region_b)
        return region_a < region_b ? -1 : 1;
    return (unit_a > unit_b) - (unit_a < unit_b);
}

/* The next region and unit that either list speaks of; false behind the last. */
static bool next_place(const struct rows *rows, size_t reading, size_t target, int64_t *region, int64_t *unit)
{
    const bool more_readings = reading < rows->reading_count, more_targets = target < rows->target_count;
    bool from_readings = more_readings;

    if (more_readings && more_targets)
        from_readings = by_place(rows->readings[reading].region_id, rows->readings[reading].unit_id,
                                 rows->targets[target].region_id, rows->targets[target].unit_id) <= 0;
    else if (!more_readings && !more_targets)
        return false;
    *region = from_readings ? rows->readings[reading].region_id : rows->targets[target].region_id;
    *unit = from_readings ? rows->readings[reading].unit_id : rows->targets[target].unit_id;
    return true;
}

static gt_rc room_for(struct gt_arena *arena, struct gt_ind_series *series, int64_t first, uint32_t months)
{
    series->first_month = first;
    series->months = months;
    series->values = GT_NEW_N(arena, double, (size_t)months + 1);
    series->states = GT_NEW_N(arena, uint8_t, (size_t)months + 1);
    series->as_of = GT_NEW_N(arena, gt_day, (size_t)months + 1);
    if (series->values == NULL || series->states == NULL || series->as_of == NULL)
        return GT_ENOMEM;
    for (uint32_t at = 0; at < months; at++) {
        series->values[at] = NAN;
        series->as_of[at] = GT_DAY_NONE;
    }
    return GT_OK;
}

static gt_rc fill_series(struct gt_arena *arena, const struct rows *rows, size_t *reading, size_t *target,
                         struct gt_ind_series *series)
{
    const struct gt_reading *first = rows->readings + *reading;
    const struct gt_target *targets = rows->targets + *target;
    size_t count = 0, target_count = 0;

    while (*reading + count < rows->reading_count && first[count].region_id == series->region_id &&
           first[count].unit_id == series->unit_id)
        count++;
    while (*target + target_count < rows->target_count &&
           targets[target_count].region_id == series->region_id &&
           targets[target_count].unit_id == series->unit_id)
        target_count++;
    if (count > 0 &&
        room_for(arena, series, first[0].month, (uint32_t)(first[count - 1].month - first[0].month + 1)) != GT_OK)
        return GT_ENOMEM;
    for (size_t at = 0; at < count; at++) {
        const size_t place = (size_t)(first[at].month - series->first_month);

        if (first[at].state == GT_READING_WITHDRAWN)
            continue;
        series->values[place] = first[at].value;
        series->states[place] = (uint8_t)first[at].state;
        series->as_of[place] = first[at].as_of;
    }
    if (target_count > 0) {
        if ((series->targets = GT_NEW_N(arena, struct gt_target, target_count)) == NULL)
            return GT_ENOMEM;
        memcpy(series->targets, targets, target_count * sizeof *targets);
        series->target_count = (uint32_t)target_count;
    }
    *reading += count;
    *target += target_count;
    return GT_OK;
}

static gt_rc build_series(struct gt_arena *arena, const struct rows *rows, struct gt_ind *ind)
{
    GT_VEC(struct gt_ind_series) list = {0};
    struct gt_ind_series *slot;
    size_t reading = 0, target = 0;
    int64_t region, unit;

    while (next_place(rows, reading, target, &region, &unit)) {
        if (list.count == 0 && (region != 0 || unit != 0) && GT_PUSH(arena, &list) == NULL)
            return GT_ENOMEM; /* the whole stands first, also when nothing is known of it */
        if ((slot = GT_PUSH(arena, &list)) == NULL)
            return GT_ENOMEM;
        slot->region_id = region;
        slot->unit_id = unit;
        if (fill_series(arena, rows, &reading, &target, slot) != GT_OK)
            return GT_ENOMEM;
    }
    if (list.count == 0 && GT_PUSH(arena, &list) == NULL)
        return GT_ENOMEM;
    ind->series = list.at;
    ind->series_count = (uint32_t)list.count;
    return GT_OK;
}

/* ---- sheets ------------------------------------------------------------------------------ */

bool gt_ind_steps_parse(gt_str text, struct gt_score_rule *rule)
{
    rule->step_count = 0;
    text = gt_str_trim(text);
    while (text.len > 0) {
        const size_t blank = gt_str_find(text, GT_STR(" "), 0);
        const gt_str one = gt_str_sub(text, 0, blank);
        struct gt_score_step *step = &rule->steps[rule->step_count];
        char digits[64], *end;

        if (rule->step_count == GT_SCORE_STEPS_MAX || one.len == 0 || one.len >= sizeof digits)
            return false;
        memcpy(digits, one.at, one.len);
        digits[one.len] = '\0';
        step->reached = strtod(digits, &end);
        if (end == digits || *end != ':')
            return false;
        text = blank == SIZE_MAX ? GT_STR("") : gt_str_trim(gt_str_sub(text, blank + 1, text.len));
        step->part = strtod(end + 1, &end);
        if (*end != '\0')
            return false;
        rule->step_count++;
    }
    return true;
}

static void rule_of(const struct gt_score_line *line, struct gt_score_rule *rule)
{
    *rule = (struct gt_score_rule){
        .kind = (enum gt_score_kind)line->kind, .weight = line->weight, .bonus_max = line->bonus_max,
        .floor = line->floor, .each = line->each, .veto = line->veto != 0, .veto_below = line->veto_below};
    (void)gt_ind_steps_parse(line->steps, rule); /* checked when it was written */
}

static gt_rc read_sheets(struct gt_ind_book *book, struct gt_db *db, struct gt_err *err)
{
    gt_score_sheets sheets = {0};
    gt_score_lines lines = {0};
    size_t line = 0;
    gt_rc rc;

    book->sheets.count = 0;
    if ((rc = gt_score_sheet_store_list(db, book->arena, &sheets, err)) != GT_OK ||
        (rc = gt_score_line_store_list(db, book->arena, &lines, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < sheets.count; at++) {
        struct gt_ind_sheet *sheet = GT_PUSH(book->arena, &book->sheets);

        if (sheet == NULL)
            return no_memory(err);
        sheet->facts = sheets.at[at];
        for (line = 0; line < lines.count && lines.at[line].sheet_id != sheet->facts.id;)
            line++;
        sheet->lines = lines.at + line;
        while (line + sheet->line_count < lines.count &&
               lines.at[line + sheet->line_count].sheet_id == sheet->facts.id)
            sheet->line_count++;
        if ((sheet->rules = GT_NEW_N(book->arena, struct gt_score_rule, (size_t)sheet->line_count + 1)) == NULL)
            return no_memory(err);
        for (uint32_t i = 0; i < sheet->line_count; i++)
            rule_of(&sheet->lines[i], &sheet->rules[i]);
    }
    return GT_OK;
}

/* ---- reading all ---------------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
    const int64_t x = ((const struct gt_pic_key *)a)->id, y = ((const struct gt_pic_key *)b)->id;

    return (x > y) - (x < y);
}

/* Both lists come by indicator id, as the keys do. */
static gt_rc share_out(struct gt_ind_book *book, const gt_readings *readings, const gt_targets *targets,
                       struct gt_err *err)
{
    size_t reading = 0, target = 0;

    for (size_t key = 0; key < book->keys.count; key++) {
        struct gt_ind *ind = &book->items.at[book->keys.at[key].at];
        struct rows rows;

        while (reading < readings->count && readings->at[reading].indicator_id < ind->facts.id)
            reading++;
        while (target < targets->count && targets->at[target].indicator_id < ind->facts.id)
            target++;
        rows = (struct rows){.readings = readings->at + reading, .targets = targets->at + target};
        while (reading + rows.reading_count < readings->count &&
               readings->at[reading + rows.reading_count].indicator_id == ind->facts.id)
            rows.reading_count++;
        while (target + rows.target_count < targets->count &&
               targets->at[target + rows.target_count].indicator_id == ind->facts.id)
            rows.target_count++;
        if (build_series(book->arena, &rows, ind) != GT_OK)
            return no_memory(err);
        reading += rows.reading_count;
        target += rows.target_count;
    }
    return GT_OK;
}

static gt_rc read_all(struct gt_ind_book *book, struct gt_db *db, struct gt_arena *passing, struct gt_err *err)
{
    struct gt_space_meta meta;
    gt_indicators list = {0};
    gt_readings readings = {0};
    gt_targets targets = {0};
    gt_rc rc;

    if ((rc = gt_space_store_get(db, book->arena, &meta, err)) != GT_OK ||
        (rc = gt_indicator_store_list(db, book->arena, &list, err)) != GT_OK ||
        (rc = gt_region_store_list(db, book->arena, &book->regions, err)) != GT_OK ||
        (rc = gt_closed_month_store_list(db, book->arena, &book->closed, err)) != GT_OK ||
        (rc = gt_reading_store_list(db, 0, passing, &readings, err)) != GT_OK ||
        (rc = gt_target_store_list(db, 0, book->arena, &targets, err)) != GT_OK)
        return rc;
    book->version = meta.version;
    book->year = meta.year;
    for (size_t at = 0; at < list.count; at++) {
        struct gt_ind *ind = GT_PUSH(book->arena, &book->items);
        struct gt_pic_key *key = GT_PUSH(book->arena, &book->keys);

        if (ind == NULL || key == NULL)
            return no_memory(err);
        ind->facts = list.at[at];
        *key = (struct gt_pic_key){ind->facts.id, (uint32_t)at};
    }
    if (book->keys.count > 0)
        qsort(book->keys.at, book->keys.count, sizeof *book->keys.at, by_key);
    if ((rc = share_out(book, &readings, &targets, err)) != GT_OK || (rc = read_sheets(book, db, err)) != GT_OK)
        return rc;
    return gt_ind_derive(book, err);
}

gt_rc gt_ind_book_read(struct gt_pool *pool, struct gt_ind_book **out, struct gt_err *err)
{
    struct gt_ind_book *book = gt_calloc(1, sizeof *book);
    struct gt_arena *passing = NULL;
    struct gt_txn *txn = NULL;
    gt_rc rc;

    if (book == NULL)
        return no_memory(err);
    (void)pthread_mutex_init(&book->lock, NULL);
    if (gt_arena_create(GT_IND_BYTES_MAX, &book->arena) != GT_OK ||
        gt_arena_create(GT_IND_BYTES_MAX, &passing) != GT_OK)
        rc = no_memory(err);
    else if ((rc = gt_txn_begin(pool, GT_TXN_READ, &txn, err)) == GT_OK)
        rc = read_all(book, gt_txn_db(txn), passing, err);
    book->bytes_read = book->arena == NULL ? 0 : gt_arena_used(book->arena);
    gt_txn_release(txn);
    gt_arena_destroy(passing);
    if (rc == GT_OK)
        *out = book;
    else
        gt_ind_book_destroy(book);
    return rc;
}

void gt_ind_book_destroy(struct gt_ind_book *book)
{
    if (book == NULL)
        return;
    (void)pthread_mutex_destroy(&book->lock);
    gt_arena_destroy(book->arena);
    gt_free(book);
}

/* ---- mending ----------------------------------------------------------------------------------- */

/* *reckon becomes true where a formula is concerned. */
static gt_rc patch_one(struct gt_ind_book *book, struct gt_db *db, int64_t id, bool *reckon, struct gt_err *err)
{
    struct gt_ind *ind = (struct gt_ind *)(uintptr_t)gt_ind_find(book, id);
    struct gt_arena *passing = NULL;
    gt_readings readings = {0};
    gt_targets targets = {0};
    struct gt_indicator facts = {0};
    struct rows rows;
    gt_rc rc;

    if ((rc = gt_indicator_store_get(db, id, book->arena, &facts, err)) != GT_OK)
        return rc;
    if (ind == NULL || facts.position != ind->facts.position)
        return GT_EUNSUPPORTED; /* a new one, or another order */
    if (gt_arena_create(GT_REQUEST_BYTES_MAX, &passing) != GT_OK)
        return GT_ENOMEM;
    if ((rc = gt_reading_store_list(db, id, passing, &readings, err)) == GT_OK &&
        (rc = gt_target_store_list(db, id, book->arena, &targets, err)) == GT_OK) {
        *reckon = *reckon || ind->derived || facts.formula.len > 0 || gt_ind_used(book, id);
        ind->facts = facts;
        ind->gone = facts.removed_at_ms != 0;
        rows = (struct rows){readings.at, targets.at, readings.count, targets.count};
        rc = build_series(book->arena, &rows, ind);
    }
    gt_arena_destroy(passing);
    return rc;
}

gt_rc gt_ind_book_patch(struct gt_ind_book *book, struct gt_db *db, const struct gt_touched *touched,
                        size_t count, int64_t version, struct gt_err *err)
{
    bool reckon = false;
    gt_rc rc = GT_OK;

    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        const char *object = touched[at].object;

        if (strcmp(object, "indicator") == 0) {
            rc = patch_one(book, db, touched[at].id, &reckon, err);
        } else if (strcmp(object, "period") == 0) {
            book->closed = (gt_closed_months){0};
            rc = gt_closed_month_store_list(db, book->arena, &book->closed, err);
        } else if (strcmp(object, "score") == 0) {
            rc = read_sheets(book, db, err);
        } else if (strcmp(object, "region") == 0) {
            rc = GT_EUNSUPPORTED;
        } else {
            continue;
        }
        if (gt_arena_used(book->arena) > book->bytes_read + GT_IND_PATCH_BYTES_MAX)
            rc = GT_EUNSUPPORTED;
    }
    if (rc == GT_OK && reckon)
        rc = gt_ind_derive(book, err);
    if (rc == GT_OK)
        book->version = version;
    return rc;
}

/* ---- holding ------------------------------------------------------------------------------------- */

static gt_rc read_anew(struct gt_ctx *ctx, struct gt_err *err)
{
    struct gt_space *space = ctx->space;
    gt_rc rc = GT_OK;

    (void)pthread_rwlock_wrlock(&space->lock);
    if (space->picture == NULL || space->indicators == NULL ||
        space->indicators->version != space->picture->version) {
        gt_ind_book_destroy(space->indicators);
        space->indicators = NULL;
        rc = gt_ind_book_read(space->pool, &space->indicators, err);
        /* Somebody wrote in between: the picture is the older one now. */
        if (rc == GT_OK && space->picture != NULL && space->picture->version != space->indicators->version) {
            gt_picture_destroy(space->picture);
            space->picture = NULL;
        }
    }
    (void)pthread_rwlock_unlock(&space->lock);
    return rc;
}

gt_rc gt_ind_hold(struct gt_ctx *ctx, const struct gt_picture **picture, struct gt_ind_book **out,
                  struct gt_err *err)
{
    gt_rc rc;

    for (;;) {
        if ((rc = gt_picture_hold(ctx, picture, err)) != GT_OK)
            return rc;
        if (ctx->space->indicators != NULL && ctx->space->indicators->version == (*picture)->version) {
            *out = ctx->space->indicators;
            return GT_OK;
        }
        gt_picture_done(ctx);
        if ((rc = read_anew(ctx, err)) != GT_OK)
            return rc;
    }
}
