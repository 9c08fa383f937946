/*
 * zip.h - the parts of an Office file, read out of its zip container within
 * limits.
 *
 * The bytes stay the caller's and must outlive the reader.  Parts are found
 * by their exact name ("word/document.xml").  Nothing is ever written to
 * disk.
 */
#ifndef GT_READ_ZIP_H
#define GT_READ_ZIP_H

#include "base/base.h"

/*
 * A part may unfold to 200 times its packed size once it is over
 * GT_ZIP_RATIO_FREE; below that honest repetitive sheets are let through.
 */
#define GT_ZIP_TOTAL_MAX  ((size_t)512 * 1024 * 1024) /* unpacked bytes of all parts read */
#define GT_ZIP_RATIO_FREE ((size_t)32 * 1024 * 1024)
enum {
    GT_ZIP_RATIO_MAX   = 200,  /* unpacked to packed, over the whole file */
    GT_ZIP_ENTRIES_MAX = 4096,
    GT_ZIP_NAME_MAX    = 512,  /* bytes of one part's name */
};

struct gt_zip;

/* "PK\3\4" at the start. */
bool gt_zip_is(gt_str bytes);

/*
 * Reads the directory and checks it: GT_EPARSE torn or no zip, GT_ELIMIT too
 * many entries, GT_EUNSUPPORTED encrypted.  Lives in the arena.
 */
gt_rc gt_zip_open(struct gt_arena *arena, gt_str bytes, struct gt_zip **out,
                  struct gt_err *err) GT_MUST_USE;

bool gt_zip_has(const struct gt_zip *zip, gt_str name);
size_t gt_zip_count(const struct gt_zip *zip);
gt_str gt_zip_name(const struct gt_zip *zip, size_t index);

/*
 * A part as a stream, so that a large sheet is never whole in memory.
 * GT_ENOTFOUND when there is no such part.  One stream at a time or several;
 * gt_zip_close() accepts NULL.
 */
struct gt_zip_part;
gt_rc gt_zip_part_open(struct gt_zip *zip, gt_str name, struct gt_zip_part **out,
                       struct gt_err *err) GT_MUST_USE;
/* *got is 0 at the end of the part.  GT_EPARSE torn, GT_ELIMIT unfolds too far. */
gt_rc gt_zip_part_read(struct gt_zip_part *part, void *into, size_t size, size_t *got,
                       struct gt_err *err) GT_MUST_USE;
void  gt_zip_part_close(struct gt_zip_part *part);

/* A whole small part (relations, styles), at most bytes_max, in the arena. */
gt_rc gt_zip_part_load(struct gt_zip *zip, struct gt_arena *arena, gt_str name,
                       size_t bytes_max, gt_str *out, struct gt_err *err) GT_MUST_USE;

#endif
