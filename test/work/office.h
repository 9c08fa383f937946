/* office.h - a small made-up office to try use cases on. */
#ifndef GT_TEST_WORK_OFFICE_H
#define GT_TEST_WORK_OFFICE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "spaces.h"
#include "work/finding.h"
#include "work/picture.h"
#include "work/planning.h"
#include "work/space.h"
#include "work/tasks.h"

struct office {
    enum backend backend;
    char url[SPACE_URL_MAX];
    struct gt_space *space;
    struct gt_arena *arena;
    struct gt_ctx ctx;      /* Wednesday 2026-07-08, in English, as the system */
    struct gt_err err;
    int64_t units[3];
};

/* A space of 2026 with three units; faults as in pool.h. */
struct office *office_open(enum backend backend, bool faults);
void office_close(struct office *office);

#define WORKS(office, call) office_works((office), (call), #call, __FILE__, __LINE__)
void office_works(struct office *office, gt_rc rc, const char *call, const char *file, int line);

gt_day day(const char *text); /* NULL: GT_DAY_NONE */
/* A task of the first unit; deadline and days as given (-1: not said). */
int64_t add_task(struct office *office, int64_t parent, const char *title, const char *deadline,
                 int64_t days);
int64_t add_link(struct office *office, int64_t from, int64_t to, enum gt_link_type type, int64_t lag);
/* Edits one task through `change`. */
void edit_task(struct office *office, int64_t id, void (*change)(struct gt_task *task));
/* From now on a new person with this role asks (unit 0: of none). */
void stand_for(struct office *office, const char *role, int64_t unit);
/* The task as the picture shows it now; a copy. */
struct gt_pic_task seen(struct office *office, int64_t id);
/* The picture as reading the store anew would make it equals the one in memory. */
void same_as_read_anew(struct office *office, const char *after);

#endif
