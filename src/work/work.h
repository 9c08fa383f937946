/*
 * work.h - what every use case of the office begins with: the space it works
 * on and the context of who asks, and how a change is made.
 *
 * A use case is one function taking a struct gt_ctx.  A read looks at the
 * picture (picture.h) or opens a read transaction; a write looks like this:
 *
 *     struct gt_change *change = NULL;
 *     if ((rc = gt_change_begin(ctx, &change, err)) != GT_OK ||
 *         (rc = gt_task_store_insert(gt_change_db(change), &task, err)) != GT_OK ||
 *         (rc = gt_change_log(change, "create", "task", task.id, GT_STR(""), after, err)) != GT_OK ||
 *         (rc = gt_change_commit(change, &version, err)) != GT_OK)
 *         ...
 *     gt_change_release(change);     rolls back unless committed
 *
 * commit writes the facts, the journal rows and the space's next version in
 * one transaction, brings the picture up to date and tells the listener.
 */
#ifndef GT_WORK_WORK_H
#define GT_WORK_WORK_H

#include <pthread.h>

#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "store/pool.h"

struct gt_picture;
struct gt_ind_book;

enum {
    GT_REQUEST_BYTES_MAX = 256 << 20, /* an arena for one request or import */
    GT_RECORD_JSON_MAX = 4 << 20,     /* one before or after in the journal */
};

/* Called after a commit with no lock held: on the thread that made it, or, when
 * another program made it, on one of our own (then object is ""). */
typedef void (*gt_space_listener)(void *data, int64_t version, gt_str object);

/* One open space.  Made by gt_space_open (space.h); any thread may use it. */
struct gt_space {
    char             *url;
    struct gt_pool   *pool;
    pthread_rwlock_t  lock;      /* guards picture and what it points to */
    struct gt_picture *picture;  /* NULL: read it anew; see picture.h */
    struct gt_ind_book *indicators; /* under the same lock; NULL until asked for; indicator_book.h */
    int64_t           checked_at_ms; /* when other programs' changes were last looked for */
    gt_space_listener listener;
    void             *listener_data;
    int64_t           told_version; /* the newest that the listener was told */
    struct gt_watch  *watch;        /* NULL without a listener */
};

/* Who asks, in which language, on which day.  Lives as long as one request. */
struct gt_ctx {
    struct gt_space *space;
    struct gt_arena *arena;      /* results live here */
    int64_t          person_id;  /* 0: the command line or the system itself */
    gt_str           person_name;
    gt_str           role;       /* the first of his roles (rights.h); "" for none */
    struct gt_rights *rights;    /* what he may do; NULL for person 0 */
    int              stage;      /* enum gt_stage (session.h): how far he is in */
    int64_t          session_key; /* tells his sessions apart; 0: a token or no session */
    enum gt_lang     lang;
    gt_day           today;
    int64_t          now_ms;
};

struct gt_change;

/* Opens the write transaction (waits for the one writer).  GT_EDENIED where
 * gt_may (rights.h) was not asked before, or said no. */
gt_rc gt_change_begin(struct gt_ctx *ctx, struct gt_change **out, struct gt_err *err) GT_MUST_USE;
struct gt_db *gt_change_db(struct gt_change *change);
int64_t gt_change_version(const struct gt_change *change); /* the one it will make */
/* One journal row; before and after are JSON or "".  Actions: create, edit,
 * remove, report (of a task), import, accept ... */
gt_rc gt_change_log(struct gt_change *change, const char *action, const char *object,
                    int64_t object_id, gt_str before, gt_str after, struct gt_err *err) GT_MUST_USE;
/*
 * What was logged under "task" and "link" is read again into the picture;
 * "clause", "import", "file", "account", "session" and the indicators' (indicator_book.h) are not in it; anything
 * else makes it be read anew.  So a use case that gives a task another clause
 * logs the task as well.  version may be NULL.  When the commit succeeded but the picture could not
 * be brought up to date (memory), the picture is dropped and read anew by the
 * next reader; the answer is still GT_OK, because the write is on disk.
 */
gt_rc gt_change_commit(struct gt_change *change, int64_t *version, struct gt_err *err) GT_MUST_USE;
void  gt_change_release(struct gt_change *change);

#endif
