/* space.h - open, make and describe a space; its units and people. */
#ifndef GT_WORK_SPACE_H
#define GT_WORK_SPACE_H

#include "base/problem.h"
#include "store/calendar_store.h"
#include "store/node_store.h"
#include "store/person_store.h"
#include "store/space_store.h"
#include "store/unit_store.h"
#include "work/work.h"

enum {
    GT_UNIT_NAME_MAX = 300, /* bytes, also of people and nodes */
    GT_PERSON_FIELD_MAX = 100, /* telephone, address */
};

struct gt_space_new {
    gt_str name[GT_LANG_COUNT];
    int    year;
    int64_t now_ms;
};

/* Makes a space at url (GT_EEXISTS where there is one) with the calendars
 * that come with the program; it still has no units, people or accounts. */
gt_rc gt_space_init(const char *url, const struct gt_space_new *what, struct gt_err *err) GT_MUST_USE;
/* GT_ENOTFOUND where there is no space. Migrates it. */
gt_rc gt_space_open(const char *url, struct gt_space **out, struct gt_err *err) GT_MUST_USE;
/* The same with the pool's options: for tests. */
gt_rc gt_space_open_with(const char *url, const struct gt_pool_options *options,
                         struct gt_space **out, struct gt_err *err) GT_MUST_USE;
void  gt_space_close(struct gt_space *space); /* accepts NULL */
/* One listener; NULL ends it (no call is running any more when that returns).
 * GT_EBUSY: no thread to watch for other programs' changes. */
gt_rc gt_space_listen(struct gt_space *space, gt_space_listener listener, void *data,
                      struct gt_err *err) GT_MUST_USE;
/* How often other programs' changes are looked for, where the database does
 * not tell of them and where it does. */
enum { GT_WATCH_S = 1, GT_WATCH_HEARING_S = 15 };
/* The listener knows this version; for change.c. */
void  gt_space_told(struct gt_space *space, int64_t version);

/* Calls read within one read transaction. */
gt_rc gt_work_read(struct gt_ctx *ctx, gt_rc (*read)(struct gt_db *db, struct gt_ctx *ctx, void *out,
                                                     struct gt_err *err),
                   void *out, struct gt_err *err) GT_MUST_USE;

gt_rc gt_work_space(struct gt_ctx *ctx, struct gt_space_meta *out, struct gt_err *err) GT_MUST_USE;

gt_rc gt_work_units(struct gt_ctx *ctx, gt_units *out, struct gt_err *err) GT_MUST_USE;
/* id 0 adds, otherwise edits (revision checked); sets id and revision. */
gt_rc gt_work_unit_put(struct gt_ctx *ctx, struct gt_unit_row *unit, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_unit_put_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_unit_row *unit,
                          struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_people(struct gt_ctx *ctx, gt_people *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_person_put(struct gt_ctx *ctx, struct gt_person *person, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_person_put_in(struct gt_change *change, struct gt_ctx *ctx, struct gt_person *person,
                            struct gt_err *err) GT_MUST_USE;
/* A code of rights.h. */
bool  gt_role_known(gt_str role);

gt_rc gt_work_nodes(struct gt_ctx *ctx, gt_nodes *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_node_put(struct gt_ctx *ctx, struct gt_node *node, struct gt_err *err) GT_MUST_USE;
gt_rc gt_work_node_remove(struct gt_ctx *ctx, int64_t id, int64_t revision,
                          struct gt_err *err) GT_MUST_USE;

struct gt_calendar_book { gt_calendars calendars; gt_calendar_years years; gt_calendar_days days; };
gt_rc gt_work_calendars(struct gt_ctx *ctx, struct gt_calendar_book *out, struct gt_err *err) GT_MUST_USE;
/* One year's notice as a calendar file (calendars/README.md); replaces what
 * the calendar had for that year. */
gt_rc gt_work_calendar_import(struct gt_ctx *ctx, int64_t calendar_id, gt_str json,
                              struct gt_err *err) GT_MUST_USE;

#endif
