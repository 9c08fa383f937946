/* zip.c - zip parts through libarchive, from memory and within limits. */
#include "read/zip.h"

#include <archive.h>
#include <archive_entry.h>

struct gt_zip {
    struct gt_arena *arena;
    gt_str bytes;
    GT_VEC(gt_str) names;
    size_t unpacked; /* by all streams so far: a bomb may be many small parts */
};

struct gt_zip_part {
    struct gt_zip  *zip;
    struct archive *archive;
    gt_str          name;
};

bool gt_zip_is(gt_str bytes)
{
    return bytes.len >= 4 && memcmp(bytes.at, "PK\3\4", 4) == 0;
}

/* What libarchive says is English and technical; it stands behind our words. */
static gt_rc torn(struct archive *archive, struct gt_err *err)
{
    const char *said = archive != NULL ? archive_error_string(archive) : NULL;

    if (said == NULL)
        said = "end of data";
    return gt_fail(err, GT_EPARSE, "the zip container is torn or damaged (%s)",
                   "zip 容器残缺或已损坏（%s）", said);
}

/*
 * Only the seekable reader: it goes by the directory at the end of the file,
 * so a file cut off on its way is seen at once and not half read.
 */
static gt_rc archive_over(gt_str bytes, struct archive **out, struct gt_err *err)
{
    struct archive *archive = archive_read_new();

    *out = NULL;
    if (archive == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the zip reader", "zip 读取内存不足");
    if (archive_read_support_format_zip_seekable(archive) != ARCHIVE_OK ||
        archive_read_open_memory(archive, bytes.at, bytes.len) != ARCHIVE_OK) {
        gt_rc rc = torn(archive, err);

        (void)archive_read_free(archive);
        return rc;
    }
    *out = archive;
    return GT_OK;
}

/* A name that the process's locale cannot hold is only a warning. */
static bool next_entry(struct archive *archive, struct archive_entry **entry, int *step)
{
    *step = archive_read_next_header(archive, entry);
    return *step == ARCHIVE_OK || *step == ARCHIVE_WARN;
}

static gt_str entry_name(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);

    return gt_str_from(name != NULL ? name : archive_entry_pathname(entry));
}

static gt_rc entry_add(struct gt_zip *zip, struct archive_entry *entry, struct gt_err *err)
{
    gt_str name = entry_name(entry), *slot;

    if (archive_entry_is_encrypted(entry))
        return gt_fail(err, GT_EUNSUPPORTED, "the file is encrypted; save it without a password",
                       "文件已加密，请取消密码后再上传");
    if (zip->names.count >= GT_ZIP_ENTRIES_MAX)
        return gt_fail(err, GT_ELIMIT, "the zip container has more than %d parts",
                       "zip 容器内部件超过%d个", (int)GT_ZIP_ENTRIES_MAX);
    if (name.len > GT_ZIP_NAME_MAX)
        return gt_fail(err, GT_ELIMIT, "a part's name in the zip container is over %d bytes",
                       "zip 容器内有部件名超过%d字节", (int)GT_ZIP_NAME_MAX);
    if ((slot = GT_PUSH(zip->arena, &zip->names)) == NULL ||
        gt_arena_dup(zip->arena, name, slot) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "no memory for the zip directory", "zip 目录内存不足");
    return GT_OK;
}

gt_rc gt_zip_open(struct gt_arena *arena, gt_str bytes, struct gt_zip **out, struct gt_err *err)
{
    struct gt_zip *zip = GT_NEW(arena, struct gt_zip);
    struct archive *archive = NULL;
    struct archive_entry *entry;
    int step;
    gt_rc rc;

    if (zip == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the zip reader", "zip 读取内存不足");
    zip->arena = arena;
    zip->bytes = bytes;
    if ((rc = archive_over(bytes, &archive, err)) != GT_OK)
        return rc;
    while (next_entry(archive, &entry, &step))
        if ((rc = entry_add(zip, entry, err)) != GT_OK)
            goto out;
    if (step != ARCHIVE_EOF || zip->names.count == 0)
        rc = torn(archive, err);
    else
        *out = zip;
out:
    (void)archive_read_free(archive);
    return rc;
}

bool gt_zip_has(const struct gt_zip *zip, gt_str name)
{
    for (size_t i = 0; i < zip->names.count; i++)
        if (gt_str_eq(zip->names.at[i], name))
            return true;
    return false;
}

size_t gt_zip_count(const struct gt_zip *zip)
{
    return zip->names.count;
}

gt_str gt_zip_name(const struct gt_zip *zip, size_t index)
{
    return zip->names.at[index];
}

gt_rc gt_zip_part_open(struct gt_zip *zip, gt_str name, struct gt_zip_part **out,
                       struct gt_err *err)
{
    struct gt_zip_part *part;
    struct archive_entry *entry;
    int step;
    gt_rc rc;

    *out = NULL;
    if (!gt_zip_has(zip, name))
        return gt_fail(err, GT_ENOTFOUND, "the part %.*s is missing", "缺少部件 %.*s",
                       GT_FMT(name));
    if ((part = gt_calloc(1, sizeof(*part))) == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the zip reader", "zip 读取内存不足");
    part->zip = zip;
    part->name = name;
    if ((rc = archive_over(zip->bytes, &part->archive, err)) != GT_OK) {
        gt_zip_part_close(part);
        return rc;
    }
    while (next_entry(part->archive, &entry, &step))
        if (gt_str_eq(entry_name(entry), name)) {
            *out = part;
            return GT_OK;
        }
    rc = torn(part->archive, err);
    gt_zip_part_close(part);
    return rc;
}

gt_rc gt_zip_part_read(struct gt_zip_part *part, void *into, size_t size, size_t *got,
                       struct gt_err *err)
{
    struct gt_zip *zip = part->zip;
    la_ssize_t n = archive_read_data(part->archive, into, size);

    *got = 0;
    if (n < 0) {
        gt_rc rc = torn(part->archive, err);

        return gt_wrap(err, rc, "%.*s", "%.*s", GT_FMT(part->name));
    }
    zip->unpacked += (size_t)n;
    if (zip->unpacked > GT_ZIP_TOTAL_MAX)
        return gt_fail(err, GT_ELIMIT, "%.*s: unpacked the file is over %zu MB",
                       "%.*s：文件解压后超过%zu MB", GT_FMT(part->name),
                       GT_ZIP_TOTAL_MAX >> 20);
    if (zip->unpacked > GT_ZIP_RATIO_FREE &&
        zip->unpacked / GT_ZIP_RATIO_MAX > zip->bytes.len)
        return gt_fail(err, GT_ELIMIT,
                       "%.*s: the file unfolds to more than %d times its size (a zip bomb?)",
                       "%.*s：文件解压后超过自身大小的%d倍（疑似压缩炸弹）",
                       GT_FMT(part->name), (int)GT_ZIP_RATIO_MAX);
    *got = (size_t)n;
    return GT_OK;
}

void gt_zip_part_close(struct gt_zip_part *part)
{
    if (part == NULL)
        return;
    if (part->archive != NULL)
        (void)archive_read_free(part->archive);
    gt_free(part);
}

gt_rc gt_zip_part_load(struct gt_zip *zip, struct gt_arena *arena, gt_str name,
                       size_t bytes_max, gt_str *out, struct gt_err *err)
{
    struct gt_zip_part *part = NULL;
    size_t len = 0, cap = 16 * 1024, got;
    char *at = NULL, *grown;
    gt_rc rc;

    if ((rc = gt_zip_part_open(zip, name, &part, err)) != GT_OK)
        return rc;
    for (;;) {
        if (at == NULL || len == cap) {
            cap = at == NULL ? cap : cap * 2;
            if ((grown = gt_realloc(at, cap, 1)) == NULL) {
                rc = gt_fail(err, GT_ENOMEM, "no memory for the part %.*s",
                             "部件 %.*s 内存不足", GT_FMT(name));
                break;
            }
            at = grown;
        }
        if ((rc = gt_zip_part_read(part, at + len, cap - len, &got, err)) != GT_OK || got == 0)
            break;
        if ((len += got) > bytes_max) {
            rc = gt_fail(err, GT_ELIMIT, "the part %.*s is over %zu bytes",
                         "部件 %.*s 超过%zu字节", GT_FMT(name), bytes_max);
            break;
        }
    }
    if (rc == GT_OK && (rc = gt_arena_dup(arena, (gt_str){at, len}, out)) != GT_OK)
        (void)gt_fail(err, rc, "no memory for the part %.*s", "部件 %.*s 内存不足",
                      GT_FMT(name));
    gt_free(at);
    gt_zip_part_close(part);
    return rc;
}
