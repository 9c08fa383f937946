/*
 * journal.h - the append-only, hash-chained record of every change.
 *
 * hash = SHA-256 over these canonical bytes, in this order:
 *   "guatu-journal-1\n", prev_hash (32 bytes; zeros for the first row),
 *   seq, at_ms, person_id, object_id as 8 bytes each, big-endian,
 *   action, object, before, after, each as its length in 8 bytes
 *   big-endian and then its bytes ("" where there was nothing).
 * The last row's seq and hash stand in the space's own row as well, so that
 * cutting off the end is seen.
 */
#ifndef GT_STORE_JOURNAL_H
#define GT_STORE_JOURNAL_H

#include "store/db.h"
#include "store/space_store.h"

struct gt_journal_row {
    int64_t seq, at_ms, person_id, object_id;
    gt_str  action;           /* create, update, remove, import, apply ... */
    gt_str  object;           /* task, link, unit ... */
    gt_str  before, after;    /* JSON, or "" */
    uint8_t prev_hash[GT_HASH_SIZE], hash[GT_HASH_SIZE];
};
typedef GT_VEC(struct gt_journal_row) gt_journal_rows;

enum { GT_JOURNAL_PAGE_MAX = 1000 };

/* Within the caller's write transaction; sets seq and the hashes. */
gt_rc gt_journal_append(struct gt_db *db, struct gt_journal_row *row, struct gt_err *err) GT_MUST_USE;

struct gt_journal_filter {
    int64_t before_seq;       /* 0: from the newest */
    int64_t limit;            /* 1 to GT_JOURNAL_PAGE_MAX */
    gt_str  object;           /* "": all */
    int64_t object_id;        /* 0: all */
    int64_t person_id;        /* 0: all */
};
/* Newest first. */
gt_rc gt_journal_list(struct gt_db *db, const struct gt_journal_filter *filter,
                      struct gt_arena *arena, gt_journal_rows *out, struct gt_err *err) GT_MUST_USE;

struct gt_journal_check {
    int64_t rows;             /* read */
    bool    whole;
    int64_t bad_seq;          /* first row at fault, where not whole */
    gt_str  what[GT_LANG_COUNT]; /* static: "altered", "missing before it" ... */
    uint8_t head[GT_HASH_SIZE];
};
/* Reads all rows in order, a page at a time, in constant memory.  A broken
 * chain is a result, not an error. */
gt_rc gt_journal_verify(struct gt_db *db, struct gt_journal_check *out, struct gt_err *err) GT_MUST_USE;

#endif
