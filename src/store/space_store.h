/* space_store.h - the space's own row: its name, version and journal head. */
#ifndef GT_STORE_SPACE_STORE_H
#define GT_STORE_SPACE_STORE_H

#include "store/db.h"

enum { GT_HASH_SIZE = 32 };

struct gt_space_meta {
    gt_str  name[GT_LANG_COUNT];
    int     year;             /* the plan year the space opened with */
    int64_t version;          /* goes up by one at every commit */
    int64_t created_at_ms;
    int64_t journal_seq;      /* of the last journal row; 0 for none */
    uint8_t journal_hash[GT_HASH_SIZE];
};

/* GT_ENOTFOUND where the space was not initialised. */
gt_rc gt_space_store_get(struct gt_db *db, struct gt_arena *arena,
                         struct gt_space_meta *out, struct gt_err *err) GT_MUST_USE;
gt_rc gt_space_store_init(struct gt_db *db, const struct gt_space_meta *meta,
                          struct gt_err *err) GT_MUST_USE;
/* Only the version; cheap, for polling. */
gt_rc gt_space_store_version(struct gt_db *db, int64_t *out, struct gt_err *err) GT_MUST_USE;
/* version + 1 within the caller's write transaction. */
gt_rc gt_space_store_bump(struct gt_db *db, int64_t *version, struct gt_err *err) GT_MUST_USE;

#endif
