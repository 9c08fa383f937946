/*
 * import.h - a task table comes in: read, held against what is there, shown
 * as a diff, corrected, and then applied whole or not at all.
 *
 * The original file is kept from the first moment.  A preview is only the
 * file and the corrections; it is reckoned anew at every look, so that it
 * always speaks of the tasks as they are.  Nothing of the plan changes
 * before gt_work_import_apply.
 *
 * Rows find their tasks again by the hidden key column of an exported table,
 * else by number and title within the same source (the table's title without
 * its figures and periods, and its year), else, where rows were renumbered,
 * by the title alone if only one task of the source has it.
 */
#ifndef GT_WORK_IMPORT_H
#define GT_WORK_IMPORT_H

#include "base/problem.h"
#include "read/tasktable.h"
#include "store/file_store.h"
#include "store/report_store.h"
#include "work/work.h"

enum {
    GT_IMPORT_LINES_MAX = 500,    /* of the preview's rows that a client is shown */
    GT_IMPORT_OFFERS_MAX = 5,     /* nearest units of one name */
    GT_IMPORT_NAMES_MAX = 2000,   /* corrections of units in one import */
};

enum gt_import_state { GT_IMPORT_PREVIEW, GT_IMPORT_APPLIED, GT_IMPORT_DISCARDED };
const char *gt_import_state_name(enum gt_import_state state);

/* What a person said about one unit name of the table. */
struct gt_import_name { gt_str text; int64_t unit_id; bool create; };

/* All corrections; what is zero or empty is found by reading. */
struct gt_import_options {
    enum gt_import_state state;
    gt_str   sheet;
    int      year;
    uint32_t head_first, head_last;
    GT_VEC(struct gt_col_choice) columns;
    GT_VEC(struct gt_import_name) names;
    bool     drop_gone;           /* tasks gone from the table leave the wall */
    bool     create_units;        /* every unknown unit becomes a new one */
    bool     take_offers;         /* the nearest unit is taken for a name that is only near */
};

enum gt_import_line_state { GT_LINE_UNCHANGED, GT_LINE_NEW, GT_LINE_CHANGED, GT_LINE_GONE };
const char *gt_import_line_name(enum gt_import_line_state state);

struct gt_field_change { const char *field; gt_str old_text, new_text; };

struct gt_import_line {
    enum gt_import_line_state state;
    uint32_t row;                 /* of the sheet, from 1; 0 for one that is gone */
    int64_t  task_id;             /* 0 for a new one */
    gt_str   number, title;
    struct gt_field_change *fields;
    uint32_t field_count;
};

struct gt_import_unit {
    gt_str   text;                /* as printed */
    int64_t  unit_id;             /* when sure or confirmed; 0 */
    int64_t  offers[GT_IMPORT_OFFERS_MAX];
    uint32_t offer_count, rows;
    bool     create;              /* it will be made a new unit */
    bool     many;                /* 各处室: not one unit; left out */
    bool     sure;                /* nobody has to look */
};

struct gt_import_column {
    uint16_t col;
    enum gt_col is;               /* GT_COL_OTHER: left out */
    bool     hidden;
    gt_str   head, sample;
};

/* Large: it has an arena of its own, given back by gt_import_view_clear. */
struct gt_import_view {
    struct gt_arena *arena;
    int64_t  id;
    struct gt_import_options options;
    gt_str   file_name, title, sheet;
    int      year;
    GT_VEC(gt_str) sheets;
    uint32_t head_first, head_last;
    GT_VEC(struct gt_import_column) columns;
    GT_VEC(struct gt_import_unit) units;   /* in the order of the table */
    GT_VEC(struct gt_import_line) lines;   /* all, in the order of the sheet, then those gone */
    uint64_t fresh, changed, gone, unchanged;
    struct gt_problems problems;
    bool     ready;
    gt_str   sentence;            /* "新建6项，修改1项，不动32项。" in the asker's language */
};

void gt_import_view_clear(struct gt_import_view *view); /* accepts an empty one */

/* What one call of gt_work_import_edit changes; NULL or absent: as it was. */
struct gt_import_edit {
    const gt_str *sheet;          /* another sheet takes head and columns back */
    const int    *year;
    const uint32_t *head_first, *head_last;
    const struct gt_col_choice *columns;
    size_t        column_count;
    const struct gt_import_name *names;
    size_t        name_count;
    const bool   *drop_gone, *create_units, *take_offers;
};

struct gt_import_done { int64_t version; uint64_t fresh, changed, gone; gt_str sentence; };

/* Keeps the file and opens a preview.  GT_EPARSE and GT_ELIMIT as the
 * readers say; then nothing is kept.  A view is empty after a failure. */
gt_rc gt_work_import_begin(struct gt_ctx *ctx, gt_str name, gt_str bytes, int year,
                           struct gt_import_view *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_import_get(struct gt_ctx *ctx, int64_t id, struct gt_import_view *out,
                         struct gt_err *err) GT_MUST_USE;
/* GT_ECONFLICT where it was applied or discarded already. */
gt_rc gt_work_import_edit(struct gt_ctx *ctx, int64_t id, const struct gt_import_edit *edit,
                          struct gt_import_view *out, struct gt_err *err) GT_MUST_USE;
/* One transaction.  GT_EINVAL with all problems where the table is not ready. */
gt_rc gt_work_import_apply(struct gt_ctx *ctx, int64_t id, struct gt_import_done *out,
                           struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_import_discard(struct gt_ctx *ctx, int64_t id, struct gt_err *err) GT_MUST_USE;
/* The original, byte for byte. */
gt_rc gt_work_import_file(struct gt_ctx *ctx, int64_t id, struct gt_file *file, gt_str *bytes,
                          struct gt_err *err) GT_MUST_USE;

/* The tasks that an applied import made or touched, ascending. */
gt_rc gt_work_import_tasks(struct gt_ctx *ctx, int64_t id, const int64_t **ids, size_t *count,
                           struct gt_err *err) GT_MUST_USE;

/*
 * The key that an exported row carries, and the task it names (0: none).
 * The row of a measure stands under a task's name and says so: gm-12-0035.
 */
enum { GT_EXPORT_KEY_TEXT = 32 };
char   *gt_export_key(int64_t task_id, bool measure, char text[static GT_EXPORT_KEY_TEXT]);
int64_t gt_export_key_task(gt_str key);
bool    gt_export_key_measure(gt_str key);

/* The last report of each task with its words, in the order asked for; id 0
 * where there is none.  out: [count]. */
gt_rc gt_work_last_reports(struct gt_ctx *ctx, const int64_t *task_ids, size_t count, struct gt_report *out,
                           struct gt_err *err) GT_MUST_USE;

/* Whether a table read in that year's plan would take exactly this from the
 * words: for writing them out again. */
gt_rc gt_work_due_says(struct gt_arena *arena, gt_str words, int year, gt_day deadline, gt_str recur,
                       bool standing, bool *out) GT_MUST_USE;

#endif
