/*
 * import_parts.h - the steps of an import, for import*.c only.
 *
 *     options (JSON)  ->  reading (table, units)  ->  wants  ->  diff
 */
#ifndef GT_WORK_IMPORT_PARTS_H
#define GT_WORK_IMPORT_PARTS_H

#include "base/map.h"
#include "store/task_store.h"
#include "store/unit_store.h"
#include "work/import.h"

#define GT_NO_WANT UINT32_MAX

/* ---- options (import_options.c) -------------------------------------------------- */

gt_rc gt_import_options_json(struct gt_arena *arena, const struct gt_import_options *options,
                             gt_str *out) GT_MUST_USE;
gt_rc gt_import_options_parse(struct gt_arena *arena, gt_str json, struct gt_import_options *out,
                              struct gt_err *err) GT_MUST_USE;
gt_rc gt_import_options_edit(struct gt_arena *arena, struct gt_import_options *options,
                             const struct gt_import_edit *edit, struct gt_err *err) GT_MUST_USE;

/* ---- reading (import_read.c) ---------------------------------------------------------- */

struct gt_import_reading {
    struct gt_arena *arena;
    struct gt_book   book;
    struct gt_tasktable table;
    gt_units         units;        /* of the space */
    struct gt_import_view *view;   /* being filled; its problems too */
};

/* Table, columns, sheets, units and their problems; view.options is set. */
gt_rc gt_import_read(struct gt_db *db, struct gt_arena *arena, gt_str bytes,
                     struct gt_import_view *view, struct gt_import_reading *out,
                     struct gt_err *err) GT_MUST_USE;
/* Index in view.units of a printed name. */
uint32_t gt_import_unit_of(const struct gt_import_reading *reading, gt_str printed);

/* ---- wants (import_want.c) -------------------------------------------------------------- */

/* What the table speaks of; the rest of a task stays as it was. */
enum {
    GT_WANT_DETAIL = 1, GT_WANT_THEME = 2, GT_WANT_LEAD = 4, GT_WANT_SUPPORT = 8, GT_WANT_LEADER = 16,
    GT_WANT_PERSON = 32, GT_WANT_DUE = 64, GT_WANT_START = 128, GT_WANT_RECUR = 256,
    GT_WANT_REPORT = 512, GT_WANT_PERCENT = 1024,
};

/* One task as the table wants it. */
struct gt_want {
    uint32_t row;              /* from 1 */
    uint32_t parent;           /* index of a want, or GT_NO_WANT */
    uint32_t has;              /* GT_WANT_ bits */
    struct gt_task facts;      /* lead_unit_id is not yet set */
    uint32_t lead;             /* index in view.units, or GT_NO_WANT */
    uint32_t *supports;        /* indexes in view.units */
    uint32_t support_count;
    gt_str   number;
    gt_str   named;            /* the task a key column names, as it stands there */
    gt_str   key, source, by_title, by_number; /* key and its parts, to look tasks up by */
    gt_str   words, problems, next;
    double   percent;          /* with GT_WANT_PERCENT */
    uint32_t old;              /* index of the task it is, or GT_NO_WANT */
};
typedef GT_VEC(struct gt_want) gt_wants;

gt_rc gt_import_wants(const struct gt_import_reading *reading, gt_wants *out,
                      struct gt_err *err) GT_MUST_USE;

/* ---- diff (import_diff.c) ------------------------------------------------------------------ */

struct gt_import_diff {
    gt_tasks         tasks;     /* all living ones */
    gt_task_supports supports;  /* of all, by task and position */
    bool            *taken;     /* [tasks.count]: a row is this task */
    gt_wants         wants;
    /* lines of view: wants first, in order, then gone ones */
    GT_VEC(uint32_t) gone;      /* indexes of tasks */
};

/* Finds each want's task, fills view.lines, counts, sentence and ready. */
gt_rc gt_import_diff(struct gt_db *db, struct gt_import_reading *reading, enum gt_lang lang,
                     struct gt_import_diff *out, struct gt_err *err) GT_MUST_USE;

/* Of a unit of the table: its id; minus its index and one where it is still
 * to be made; 0 where there is none. */
int64_t gt_import_unit_id(const struct gt_import_view *view, uint32_t unit);

/* "新建6项，修改1项，不动32项。" */
gt_rc gt_import_sentence(struct gt_arena *arena, enum gt_lang lang, const struct gt_import_view *view,
                         gt_str *out) GT_MUST_USE;

#endif
