/* file.c - reading and atomically replacing whole files. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

gt_rc gt_file_read(struct gt_arena *arena, const char *path, size_t bytes_max,
                   gt_str *out, struct gt_err *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t cap, len = 0;
    struct stat info;
    char *bytes;
    gt_rc rc = GT_OK;

    if (fd < 0)
        return gt_fail(err, errno == ENOENT ? GT_ENOTFOUND : GT_EIO, "%s: cannot be opened",
                       "%s：打不开", path);
    if (fstat(fd, &info) != 0 || S_ISDIR(info.st_mode)) {
        rc = gt_fail(err, GT_EIO, "%s: not a file", "%s：不是文件", path);
        goto out;
    }
    if (S_ISREG(info.st_mode) && (uintmax_t)info.st_size > bytes_max) {
        rc = gt_fail(err, GT_ELIMIT, "%s: %jd bytes, at most %zu are read",
                     "%s：%jd字节，最多读%zu字节", path, (intmax_t)info.st_size, bytes_max);
        goto out;
    }
    cap = S_ISREG(info.st_mode) ? (size_t)info.st_size : bytes_max;
    if ((bytes = gt_arena_alloc(arena, cap + 1, 1)) == NULL) {
        rc = gt_fail(err, GT_ENOMEM, "%s: too large for the memory allowed",
                     "%s：超出允许的内存", path);
        goto out;
    }
    for (;;) {
        const ssize_t got = read(fd, bytes + len, cap + 1 - len);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            rc = gt_fail(err, GT_EIO, "%s: reading failed", "%s：读取失败", path);
            goto out;
        }
        len += (size_t)got;
        if (got == 0 || len > cap)
            break;
    }
    if (len > cap) {
        rc = gt_fail(err, GT_ELIMIT, "%s: grew while it was read, or is over %zu bytes",
                     "%s：读取时变大，或超过%zu字节", path, bytes_max);
        goto out;
    }
    *out = (gt_str){bytes, len};
out:
    (void)close(fd);
    return rc;
}

static bool write_all(int fd, gt_str bytes)
{
    while (bytes.len > 0) {
        const ssize_t put = write(fd, bytes.at, bytes.len);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes = gt_str_sub(bytes, (size_t)put, SIZE_MAX);
    }
    return true;
}

/* A rename is only durable once its folder is. */
static bool sync_folder_of(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    const size_t len = slash == NULL ? 0 : (size_t)(slash - path);
    int fd;
    bool done;

    if (len >= sizeof(folder))
        return false;
    if (slash == NULL) {
        memcpy(folder, ".", 2);
    } else if (len == 0) {
        memcpy(folder, "/", 2);
    } else {
        memcpy(folder, path, len);
        folder[len] = '\0';
    }
    if ((fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
        return false;
    done = fsync(fd) == 0;
    (void)close(fd);
    return done;
}

gt_rc gt_file_replace(const char *path, gt_str bytes, struct gt_err *err)
{
    char beside[4096];
    bool written;
    int fd;

    if (snprintf(beside, sizeof(beside), "%s.XXXXXX", path) >= (int)sizeof(beside))
        return gt_fail(err, GT_ELIMIT, "%s: the path is too long", "%s：路径过长", path);
    if ((fd = mkstemp(beside)) < 0)
        return gt_fail(err, GT_EIO, "%s: cannot be written", "%s：无法写入", path);
    written = fchmod(fd, 0644) == 0 && write_all(fd, bytes) && fsync(fd) == 0;
    written = close(fd) == 0 && written;
    if (!written || rename(beside, path) != 0) {
        (void)unlink(beside);
        return gt_fail(err, GT_EIO, "%s: writing failed; the old file stands",
                       "%s：写入失败，原文件未动", path);
    }
    if (!sync_folder_of(path))
        return gt_fail(err, GT_EIO, "%s: written, but not surely on disk",
                       "%s：已写入，但未确认落盘", path);
    return GT_OK;
}
