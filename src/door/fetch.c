/* fetch.c - one small HTTP question. */
#include "door/fetch.h"

#include <curl/curl.h>
#include <pthread.h>

#include "base/buf.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void) { (void)curl_global_init(CURL_GLOBAL_DEFAULT); }

bool gt_fetch_url_safe(gt_str url)
{
    static const char *const here[] = {"http://127.0.0.1", "http://localhost", "http://[::1]"};

    if (gt_str_starts(url, GT_STR("https://")))
        return true;
    for (size_t at = 0; at < GT_LEN(here); at++) {
        const gt_str host = gt_str_from(here[at]);

        if (gt_str_starts(url, host) &&
            (url.len == host.len || url.at[host.len] == ':' || url.at[host.len] == '/'))
            return true;
    }
    return false;
}

void gt_fetch_field(struct gt_buf *form, const char *name, gt_str value)
{
    static const char hex[] = "0123456789ABCDEF";

    if (form->len > 0 && form->at[form->len - 1] != '?')
        gt_buf_char(form, '&');
    gt_buf_text(form, name);
    gt_buf_char(form, '=');
    for (size_t at = 0; at < value.len; at++) {
        const unsigned char c = (unsigned char)value.at[at];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
            c == '.' || c == '_' || c == '~') {
            gt_buf_char(form, (char)c);
        } else {
            gt_buf_char(form, '%');
            gt_buf_char(form, hex[c >> 4]);
            gt_buf_char(form, hex[c & 15]);
        }
    }
}

static size_t take(char *bytes, size_t size, size_t count, void *data)
{
    struct gt_buf *body = data;

    gt_buf_add(body, bytes, size * count);
    return body->status == GT_OK ? size * count : 0;
}

static gt_rc run(CURL *curl, struct gt_arena *arena, const struct gt_fetch *ask, struct gt_buf *got,
                 long *status, struct gt_err *err)
{
    gt_str url, form, user, password, ca;
    CURLcode code;

    if (gt_arena_dup(arena, ask->url, &url) != GT_OK || gt_arena_dup(arena, ask->form, &form) != GT_OK ||
        gt_arena_dup(arena, ask->user, &user) != GT_OK ||
        gt_arena_dup(arena, ask->password, &password) != GT_OK ||
        gt_arena_dup(arena, ask->ca_file, &ca) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    (void)curl_easy_setopt(curl, CURLOPT_URL, url.at);
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)GT_FETCH_CONNECT_MS);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)GT_FETCH_TIMEOUT_MS);
    (void)curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)GT_FETCH_ANSWER_MAX);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, got);
    (void)curl_easy_setopt(curl, CURLOPT_USERAGENT, "guatu/" GT_VERSION);
    if (form.len > 0) {
        (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)form.len);
        (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form.at);
    }
    if (user.len > 0) {
        (void)curl_easy_setopt(curl, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
        (void)curl_easy_setopt(curl, CURLOPT_USERNAME, user.at);
        (void)curl_easy_setopt(curl, CURLOPT_PASSWORD, password.at);
    }
    if (ca.len > 0)
        (void)curl_easy_setopt(curl, CURLOPT_CAINFO, ca.at);
    code = curl_easy_perform(curl);
    if (got->status == GT_ELIMIT || code == CURLE_FILESIZE_EXCEEDED)
        return gt_fail(err, GT_ELIMIT, "%.*s answers with more than %d bytes",
                       "%.*s 的应答超过%d字节", GT_FMT(ask->url), (int)GT_FETCH_ANSWER_MAX);
    if (code != CURLE_OK)
        return gt_fail(err, GT_EIO, "%.*s cannot be reached: %s", "无法访问 %.*s：%s",
                       GT_FMT(ask->url), curl_easy_strerror(code));
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
    return GT_OK;
}

gt_rc gt_fetch(struct gt_arena *arena, const struct gt_fetch *ask, long *status, gt_str *body,
               struct gt_err *err)
{
    struct gt_buf got;
    CURL *curl;
    gt_rc rc;

    if (!gt_fetch_url_safe(ask->url))
        return gt_fail_field(err, GT_EINVAL, "url", "%.*s is not https", "%.*s 不是 https 地址",
                             GT_FMT(ask->url));
    (void)pthread_once(&once, start);
    if ((curl = curl_easy_init()) == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    gt_buf_init(&got, GT_FETCH_ANSWER_MAX);
    rc = run(curl, arena, ask, &got, status, err);
    if (rc == GT_OK && gt_arena_dup(arena, gt_buf_view(&got), body) != GT_OK)
        rc = gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    gt_buf_clear(&got);
    curl_easy_cleanup(curl);
    return rc;
}
