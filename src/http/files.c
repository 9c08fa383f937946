/* files.c - one folder in memory, each file as ready-made responses. */
#include <dirent.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/map.h"
#include "http/fields.h"
#include "http/gzip.h"
#include "http/serve.h"

enum { PATH_MAX_BYTES = 1024, GZIP_LEVEL = 9 };

struct file {
    gt_str path; /* "/assets/index-1a2b3c4d.js" */
    gt_str etag;
    struct MHD_Response *plain, *packed, *unchanged; /* packed NULL: not worth it */
};

struct gt_http_files {
    struct gt_arena *arena; /* names and bytes */
    struct gt_map    by_path;
    GT_VEC(struct file) list;
    uint32_t         index; /* of index.html */
    size_t           bytes;
};

static const struct { const char *end, *type; } types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
};

static const char *type_of(gt_str path)
{
    for (size_t i = 0; i < GT_LEN(types); i++)
        if (gt_str_ends(path, gt_str_from(types[i].end)))
            return types[i].type;
    return "application/octet-stream";
}

/* "name-8ofthem.ext" as the bundler writes it. */
static bool has_hash(gt_str path)
{
    const char *dot = memrchr(path.at, '.', path.len);
    const char *dash;

    if (dot == NULL || !gt_str_starts(path, GT_STR("/assets/")))
        return false;
    dash = dot - 9;
    if (dash < path.at || *dash != '-')
        return false;
    for (const char *c = dash + 1; c < dot; c++)
        if (strchr("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-", *c) == NULL)
            return false;
    return true;
}

/*
 * Style attributes are let in for chart labels that libraries lay out as
 * text; scripts, styles and everything else come from this origin only.
 */
static const char page_policy[] =
    "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
static const char data_policy[] = "default-src 'none'; frame-ancestors 'none'";

bool gt_http_secure_headers(struct MHD_Response *response, bool page, bool tls)
{
    return MHD_add_response_header(response, "X-Content-Type-Options", "nosniff") == MHD_YES &&
           MHD_add_response_header(response, "Content-Security-Policy",
                                   page ? page_policy : data_policy) == MHD_YES &&
           MHD_add_response_header(response, "X-Frame-Options", "DENY") == MHD_YES &&
           MHD_add_response_header(response, "Referrer-Policy", "same-origin") == MHD_YES &&
           MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin") ==
               MHD_YES &&
           (!page || MHD_add_response_header(response, "Cross-Origin-Opener-Policy",
                                             "same-origin") == MHD_YES) &&
           (!tls || MHD_add_response_header(response, "Strict-Transport-Security",
                                            "max-age=31536000") == MHD_YES);
}

static struct MHD_Response *make_response(const struct file *file, gt_str bytes, bool packed,
                                          const char *type)
{
    const bool page = strncmp(type, "text/html", 9) == 0;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        bytes.len, (void *)(uintptr_t)bytes.at, MHD_RESPMEM_PERSISTENT);

    if (response == NULL)
        return NULL;
    if (MHD_add_response_header(response, "Content-Type", type) != MHD_YES ||
        MHD_add_response_header(response, "ETag", file->etag.at) != MHD_YES ||
        MHD_add_response_header(response, "Vary", "Accept-Encoding") != MHD_YES ||
        MHD_add_response_header(response, "Cache-Control",
                                has_hash(file->path) ? "public, max-age=31536000, immutable"
                                                     : "no-cache") != MHD_YES ||
        (packed && MHD_add_response_header(response, "Content-Encoding", "gzip") != MHD_YES) ||
        !gt_http_secure_headers(response, page, false)) {
        MHD_destroy_response(response);
        return NULL;
    }
    return response;
}

static gt_rc fill(struct gt_http_files *files, struct file *file, gt_str bytes, struct gt_err *err)
{
    const char *type = type_of(file->path);
    struct gt_buf packed;
    gt_str small;
    gt_rc rc;

    if ((rc = gt_arena_printf(files->arena, &file->etag, "\"%016llx-%zx\"",
                              (unsigned long long)gt_hash(bytes), bytes.len)) != GT_OK)
        return rc;
    gt_buf_init(&packed, GT_HTTP_FILE_BYTES_MAX);
    if (gt_http_type_shrinks(type) && bytes.len >= GT_HTTP_GZIP_MIN) {
        if ((rc = gt_http_gzip(bytes, GZIP_LEVEL, &packed, err)) == GT_OK &&
            packed.len < bytes.len &&
            (rc = gt_arena_dup(files->arena, gt_buf_view(&packed), &small)) == GT_OK &&
            (file->packed = make_response(file, small, true, type)) == NULL)
            rc = GT_ENOMEM;
    }
    gt_buf_clear(&packed);
    if (rc == GT_OK && ((file->plain = make_response(file, bytes, false, type)) == NULL ||
                        (file->unchanged = make_response(file, GT_STR(""), false, type)) == NULL))
        rc = GT_ENOMEM;
    return rc;
}

static gt_rc add_file(struct gt_http_files *files, const char *path, gt_str web,
                      struct gt_err *err)
{
    struct file *file;
    gt_str bytes;
    gt_rc rc;

    if (files->list.count == GT_HTTP_FILES_MAX)
        return gt_fail(err, GT_ELIMIT, "more than %d files", "文件超过%d个",
                       (int)GT_HTTP_FILES_MAX);
    if ((rc = gt_file_read(files->arena, path, GT_HTTP_FILE_BYTES_MAX, &bytes, err)) != GT_OK)
        return rc;
    files->bytes += bytes.len;
    if (files->bytes > GT_HTTP_FILES_BYTES_MAX)
        return gt_fail(err, GT_ELIMIT, "the files are larger than %d bytes together",
                       "文件合计超过%d字节", (int)GT_HTTP_FILES_BYTES_MAX);
    if ((file = GT_PUSH(files->arena, &files->list)) == NULL)
        return GT_ENOMEM;
    if ((rc = gt_arena_dup(files->arena, web, &file->path)) != GT_OK ||
        (rc = gt_map_add(&files->by_path, file->path, (uint32_t)(files->list.count - 1))) != GT_OK)
        return rc;
    return fill(files, file, bytes, err);
}

/* Folders still to be read stand in a list, so depth costs no stack. */
static gt_rc walk(struct gt_http_files *files, const char *root, struct gt_err *err)
{
    GT_VEC(gt_str) folders = {0}; /* "" or "/assets" */
    gt_str *first = GT_PUSH(files->arena, &folders);
    gt_rc rc = first == NULL ? GT_ENOMEM : GT_OK;

    for (size_t i = 0; i < folders.count && rc == GT_OK; i++) {
        const gt_str folder = folders.at[i];
        const struct dirent *entry;
        char path[PATH_MAX_BYTES];
        DIR *dir;

        (void)snprintf(path, sizeof(path), "%s%.*s", root, GT_FMT(folder));
        if ((dir = opendir(path)) == NULL)
            return gt_fail(err, GT_ENOTFOUND, "folder %s cannot be opened", "无法打开目录 %s", path);
        while (rc == GT_OK && (entry = readdir(dir)) != NULL) {
            struct stat info;
            gt_str web, *slot;

            if (entry->d_name[0] == '.')
                continue;
            if ((rc = gt_arena_printf(files->arena, &web, "%.*s/%s", GT_FMT(folder),
                                      entry->d_name)) != GT_OK)
                break;
            if (snprintf(path, sizeof(path), "%s%s", root, web.at) >= (int)sizeof(path) ||
                stat(path, &info) != 0)
                rc = gt_fail(err, GT_EIO, "%s cannot be read", "无法读取 %s", web.at);
            else if (S_ISREG(info.st_mode))
                rc = add_file(files, path, web, err);
            else if (S_ISDIR(info.st_mode)) {
                if ((slot = GT_PUSH(files->arena, &folders)) == NULL)
                    rc = GT_ENOMEM;
                else
                    *slot = web;
            }
        }
        (void)closedir(dir);
    }
    return rc;
}

gt_rc gt_http_files_load(const char *folder, struct gt_http_files **out, struct gt_err *err)
{
    struct gt_http_files *files = gt_calloc(1, sizeof(*files));
    gt_rc rc = GT_ENOMEM;

    if (files == NULL ||
        (rc = gt_arena_create(3 * (size_t)GT_HTTP_FILES_BYTES_MAX, &files->arena)) != GT_OK) {
        gt_free(files);
        return gt_wrap(err, rc, "loading %s", "装入 %s", folder);
    }
    gt_map_init(&files->by_path, files->arena);
    rc = walk(files, folder, err);
    if (rc == GT_OK && !gt_map_find(&files->by_path, GT_STR("/index.html"), &files->index))
        rc = gt_fail(err, GT_ENOTFOUND, "there is no index.html", "没有 index.html");
    if (rc != GT_OK) {
        gt_http_files_free(files);
        return gt_wrap(err, rc, "loading %s", "装入 %s", folder);
    }
    *out = files;
    return GT_OK;
}

static void drop(struct MHD_Response *response)
{
    if (response != NULL)
        MHD_destroy_response(response);
}

void gt_http_files_free(struct gt_http_files *files)
{
    if (files == NULL)
        return;
    for (size_t i = 0; i < files->list.count; i++) {
        drop(files->list.at[i].plain);
        drop(files->list.at[i].packed);
        drop(files->list.at[i].unchanged);
    }
    gt_arena_destroy(files->arena);
    gt_free(files);
}

size_t gt_http_files_count(const struct gt_http_files *files)
{
    return files->list.count;
}

struct MHD_Response *gt_http_files_find(const struct gt_http_files *files, gt_str path, bool gzip,
                                        gt_str seen, bool fallback, unsigned *status)
{
    const struct file *file;
    uint32_t index;

    if (!gt_map_find(&files->by_path, path, &index)) {
        const char *slash = memrchr(path.at, '/', path.len);
        const size_t tail = slash == NULL ? 0 : (size_t)(slash - path.at);

        /* A missing picture is missing; a page without an ending is the router's. */
        if (!fallback || memchr(path.at + tail, '.', path.len - tail) != NULL)
            return NULL;
        index = files->index;
    }
    file = &files->list.at[index];
    if (gt_http_etag_listed(seen, file->etag)) {
        *status = MHD_HTTP_NOT_MODIFIED;
        return file->unchanged;
    }
    *status = MHD_HTTP_OK;
    return gzip && file->packed != NULL ? file->packed : file->plain;
}
