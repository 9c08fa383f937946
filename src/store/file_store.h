/* file_store.h - original files, byte for byte, known by their SHA-256. */
#ifndef GT_STORE_FILE_STORE_H
#define GT_STORE_FILE_STORE_H

#include "store/db.h"
#include "store/space_store.h"

enum { GT_FILE_BYTES_MAX = 64 << 20, GT_FILE_NAME_MAX = 255 };

struct gt_file {
    int64_t id, size, person_id, at_ms;
    gt_str  name, media;              /* media type as sniffed or sent */
    uint8_t sha256[GT_HASH_SIZE];
};

/* Computes the hash; the same bytes under the same name are kept once and
 * give the old id.  GT_ELIMIT over GT_FILE_BYTES_MAX.  Sets id, size, sha256. */
gt_rc gt_file_store_add(struct gt_db *db, struct gt_file *file, gt_str bytes,
                        struct gt_err *err) GT_MUST_USE;
gt_rc gt_file_store_get(struct gt_db *db, int64_t id, struct gt_arena *arena,
                        struct gt_file *out, struct gt_err *err) GT_MUST_USE;
/* GT_EDB where the bytes no longer have their hash. */
gt_rc gt_file_store_bytes(struct gt_db *db, int64_t id, struct gt_arena *arena,
                          gt_str *out, struct gt_err *err) GT_MUST_USE;

#endif
