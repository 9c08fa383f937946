/* post.c - mail and webhooks, by libcurl with hard limits of time. */
#include "door/post.h"

#include <curl/curl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <pthread.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "door/fetch.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void) { (void)curl_global_init(CURL_GLOBAL_DEFAULT); }

static gt_rc no_memory(struct gt_err *err) { return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足"); }

/* Every try ends: names are looked up without signals, nothing is followed. */
static void limits(CURL *curl)
{
    (void)curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)GT_POST_CONNECT_MS);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)GT_POST_TIMEOUT_MS);
    (void)curl_easy_setopt(curl, CURLOPT_PROXY, "");
}

/* ---- mail --------------------------------------------------------------------------- */

bool gt_mail_address(gt_str address)
{
    size_t ats = 0;

    if (address.len < 3 || address.len > 254 || address.at[0] == '@' || address.at[0] == '-' ||
        address.at[address.len - 1] == '@')
        return false;
    for (size_t at = 0; at < address.len; at++) {
        const char c = address.at[at];

        if ((unsigned char)c <= 32 || c == 127 || strchr("<>()[],;:\\\"", c) != NULL)
            return false;
        ats += c == '@';
    }
    return ats == 1;
}

static void put_base64(struct gt_buf *out, gt_str bytes, size_t line)
{
    /* 57 bytes make a line of 76 characters */
    for (size_t at = 0; at < bytes.len; at += line) {
        unsigned char code[80];
        const size_t len = bytes.len - at < line ? bytes.len - at : line;
        const int made = EVP_EncodeBlock(code, (const unsigned char *)bytes.at + at, (int)len);

        gt_buf_add(out, code, (size_t)made);
        if (line == 57)
            gt_buf_text(out, "\r\n");
    }
}

/* Encoded words of whole characters, none longer than 75 (RFC 2047). */
static void put_header_words(struct gt_buf *out, gt_str text)
{
    size_t at = 0;

    while (at < text.len) {
        const size_t from = at;

        while (at < text.len && at - from < 39)
            (void)gt_utf8_next(text, &at);
        gt_buf_text(out, from == 0 ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
        put_base64(out, gt_str_sub(text, from, at), 54);
        gt_buf_text(out, "?=");
    }
}

static void put_date(struct gt_buf *out, int64_t now_ms)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
                                         "Nov", "Dec"};
    const gt_day day = gt_instant_day(now_ms, 0);
    const struct gt_ymd ymd = gt_day_ymd(day);
    const int64_t second = now_ms / 1000 - (int64_t)day * 86400;

    gt_buf_printf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[gt_weekday(day)], ymd.day,
                  months[ymd.month - 1], ymd.year, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

static void put_mail(struct gt_buf *out, const struct gt_mail *mail)
{
    put_date(out, mail->now_ms);
    gt_buf_printf(out, "From: <%.*s>\r\nTo: <%.*s>\r\nMessage-ID: <%.*s@guatu>\r\nSubject: ", GT_FMT(mail->from),
                  GT_FMT(mail->to), GT_FMT(mail->id));
    put_header_words(out, mail->subject);
    gt_buf_text(out, "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                     "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
    put_base64(out, mail->text, 57);
}

struct source { gt_str bytes; size_t at; };

static size_t give(char *to, size_t size, size_t count, void *data)
{
    struct source *source = data;
    const size_t room = size * count, left = source->bytes.len - source->at;
    const size_t len = left < room ? left : room;

    memcpy(to, source->bytes.at + source->at, len);
    source->at += len;
    return len;
}

static bool loopback(gt_str url)
{
    return gt_str_find(url, GT_STR("://127.0.0.1"), 0) != SIZE_MAX ||
           gt_str_find(url, GT_STR("://localhost"), 0) != SIZE_MAX || gt_str_find(url, GT_STR("://[::1]"), 0) != SIZE_MAX;
}

static gt_rc mail_failed(CURL *curl, CURLcode code, const struct gt_mail *mail, struct gt_err *err)
{
    long answer = 0;

    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    return gt_fail(err, answer >= 500 ? GT_EINVAL : answer >= 400 ? GT_EBUSY : GT_EIO,
                   "%.*s: %s (answer %ld)", "%.*s：%s（应答%ld）", GT_FMT(mail->server), curl_easy_strerror(code), answer);
}

static gt_rc send_mail(CURL *curl, struct gt_arena *arena, const struct gt_mail *mail, gt_str bytes,
                       struct curl_slist **to, struct gt_err *err)
{
    struct source source = {.bytes = bytes};
    gt_str url, user, password, ca, from, rcpt;
    CURLcode code;

    if (gt_arena_dup(arena, mail->server, &url) != GT_OK || gt_arena_dup(arena, mail->user, &user) != GT_OK ||
        gt_arena_dup(arena, mail->password, &password) != GT_OK || gt_arena_dup(arena, mail->ca_file, &ca) != GT_OK ||
        gt_arena_printf(arena, &from, "<%.*s>", GT_FMT(mail->from)) != GT_OK ||
        gt_arena_printf(arena, &rcpt, "<%.*s>", GT_FMT(mail->to)) != GT_OK ||
        (*to = curl_slist_append(NULL, rcpt.at)) == NULL)
        return no_memory(err);
    limits(curl);
    (void)curl_easy_setopt(curl, CURLOPT_URL, url.at);
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    (void)curl_easy_setopt(curl, CURLOPT_USE_SSL,
                           user.len > 0 && !loopback(url) ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_TRY);
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.at);
    (void)curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, *to);
    (void)curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    (void)curl_easy_setopt(curl, CURLOPT_READDATA, &source);
    if (user.len > 0) {
        (void)curl_easy_setopt(curl, CURLOPT_USERNAME, user.at);
        (void)curl_easy_setopt(curl, CURLOPT_PASSWORD, password.at);
    }
    if (ca.len > 0)
        (void)curl_easy_setopt(curl, CURLOPT_CAINFO, ca.at);
    code = curl_easy_perform(curl);
    return code == CURLE_OK ? GT_OK : mail_failed(curl, code, mail, err);
}

gt_rc gt_post_mail(struct gt_arena *arena, const struct gt_mail *mail, struct gt_err *err)
{
    struct curl_slist *to = NULL;
    struct gt_buf bytes;
    CURL *curl;
    gt_rc rc;

    if (!gt_str_starts(mail->server, GT_STR("smtp://")) && !gt_str_starts(mail->server, GT_STR("smtps://")))
        return gt_fail_field(err, GT_EINVAL, "url", "%.*s is no mail server", "%.*s不是邮件服务器地址", GT_FMT(mail->server));
    if (!gt_mail_address(mail->from) || !gt_mail_address(mail->to))
        return gt_fail_field(err, GT_EINVAL, "address", "%.*s is no mail address", "%.*s不是邮箱地址",
                             GT_FMT(gt_mail_address(mail->from) ? mail->to : mail->from));
    (void)pthread_once(&once, start);
    gt_buf_init(&bytes, GT_POST_BODY_MAX * 2);
    put_mail(&bytes, mail);
    if (bytes.status != GT_OK || (curl = curl_easy_init()) == NULL) {
        rc = bytes.status == GT_ELIMIT ? gt_fail(err, GT_EINVAL, "the message is too long", "邮件过长") : no_memory(err);
        gt_buf_clear(&bytes);
        return rc;
    }
    rc = send_mail(curl, arena, mail, gt_buf_view(&bytes), &to, err);
    curl_easy_cleanup(curl);
    curl_slist_free_all(to);
    gt_buf_clear(&bytes);
    return rc;
}

/* ---- JSON -------------------------------------------------------------------------------- */

void gt_post_sign(gt_str secret, int64_t seconds, gt_str body, char hex[static GT_POST_SIGNATURE])
{
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned int len = sizeof mac;
    struct gt_buf text;

    hex[0] = '\0';
    gt_buf_init(&text, GT_POST_BODY_MAX + 64);
    gt_buf_printf(&text, "%lld.", (long long)seconds);
    gt_buf_str(&text, body);
    if (text.status == GT_OK && HMAC(EVP_sha256(), secret.at, (int)secret.len, (const unsigned char *)text.at,
                                     text.len, mac, &len) != NULL)
        for (unsigned at = 0; at < len && at < 32; at++)
            (void)snprintf(hex + 2 * at, 3, "%02x", mac[at]);
    gt_buf_clear(&text);
}

static size_t take(char *bytes, size_t size, size_t count, void *data)
{
    struct gt_buf *body = data;

    gt_buf_add(body, bytes, size * count);
    return body->status == GT_OK ? size * count : 0;
}

static gt_rc add_header(struct curl_slist **headers, const char *text)
{
    struct curl_slist *longer = curl_slist_append(*headers, text);

    if (longer == NULL)
        return GT_ENOMEM;
    *headers = longer;
    return GT_OK;
}

static gt_rc make_headers(const struct gt_post *post, struct curl_slist **headers)
{
    char line[256], hex[GT_POST_SIGNATURE];
    gt_rc rc = post->json.len > 0 ? add_header(headers, "Content-Type: application/json; charset=utf-8") : GT_OK;

    if (rc == GT_OK && post->id.len > 0 && post->id.len < 128) {
        (void)snprintf(line, sizeof line, "X-Guatu-Delivery: %.*s", GT_FMT(post->id));
        rc = add_header(headers, line);
    }
    if (rc != GT_OK || post->secret.len == 0)
        return rc;
    gt_post_sign(post->secret, post->now_ms / 1000, post->json, hex);
    (void)snprintf(line, sizeof line, "X-Guatu-Timestamp: %lld", (long long)(post->now_ms / 1000));
    if ((rc = add_header(headers, line)) != GT_OK)
        return rc;
    (void)snprintf(line, sizeof line, "X-Guatu-Signature: sha256=%s", hex);
    return add_header(headers, line);
}

static gt_rc run(CURL *curl, struct gt_arena *arena, const struct gt_post *post, struct curl_slist *headers,
                 struct gt_buf *got, struct gt_err *err)
{
    gt_str url, json;
    long status = 0;
    CURLcode code;

    if (gt_arena_dup(arena, post->url, &url) != GT_OK || gt_arena_dup(arena, post->json, &json) != GT_OK)
        return no_memory(err);
    limits(curl);
    (void)curl_easy_setopt(curl, CURLOPT_URL, url.at);
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    (void)curl_easy_setopt(curl, CURLOPT_USERAGENT, "guatu/" GT_VERSION);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, got);
    if (json.len > 0) {
        (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)json.len);
        (void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, json.at);
    }
    code = curl_easy_perform(curl);
    if (code != CURLE_OK && got->status != GT_ELIMIT)
        return gt_fail(err, GT_EIO, "the address cannot be reached: %s", "无法访问该地址：%s", curl_easy_strerror(code));
    (void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (status >= 200 && status < 300)
        return GT_OK; /* taken, however much it talks */
    return gt_fail(err, status == 429 || status >= 500 ? GT_EBUSY : GT_EINVAL, "answered %ld", "应答%ld", status);
}

gt_rc gt_post_json(struct gt_arena *arena, const struct gt_post *post, gt_str *answer, struct gt_err *err)
{
    struct curl_slist *headers = NULL;
    struct gt_buf got;
    CURL *curl;
    gt_rc rc;

    if (!gt_fetch_url_safe(post->url))
        return gt_fail_field(err, GT_EINVAL, "url", "%.*s is not https", "%.*s不是https地址", GT_FMT(post->url));
    if (post->json.len > GT_POST_BODY_MAX)
        return gt_fail(err, GT_EINVAL, "the message is too long", "消息过长");
    (void)pthread_once(&once, start);
    if ((curl = curl_easy_init()) == NULL)
        return no_memory(err);
    gt_buf_init(&got, GT_POST_ANSWER_MAX);
    rc = make_headers(post, &headers) == GT_OK ? run(curl, arena, post, headers, &got, err) : no_memory(err);
    if (rc == GT_OK && answer != NULL && gt_arena_dup(arena, gt_buf_view(&got), answer) != GT_OK)
        rc = no_memory(err);
    gt_buf_clear(&got);
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return rc;
}
