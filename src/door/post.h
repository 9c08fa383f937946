/*
 * post.h - messages to other machines: mail by SMTP, JSON by HTTP.
 *
 * Blocks, at most POST_TIMEOUT: for worker threads only.  What went wrong is
 * told apart by what to do about it:
 *
 *   GT_EIO      not sent, or not known; try again later
 *   GT_EBUSY    the other side asks to wait (SMTP 4xx, HTTP 429 and 5xx)
 *   GT_EINVAL   the other side will not take it (SMTP 5xx, HTTP 4xx): no use trying again
 */
#ifndef GT_DOOR_POST_H
#define GT_DOOR_POST_H

#include "base/base.h"

enum {
    GT_POST_CONNECT_MS = 5000, GT_POST_TIMEOUT_MS = 20000,
    GT_POST_ANSWER_MAX = 64 << 10,
    GT_POST_BODY_MAX = 256 << 10,
    GT_POST_SIGNATURE = 65,
};

struct gt_mail {
    gt_str server;           /* smtp://host:port, tried with TLS; smtps://host:port */
    gt_str user, password;   /* user "": none.  A password goes over TLS or to this machine only */
    gt_str ca_file;          /* further certificates; "": the system's */
    gt_str from, to;         /* bare addresses */
    gt_str subject, text;    /* UTF-8 */
    gt_str id;               /* the same for every try, so that a second copy is known for one */
    int64_t now_ms;
};
gt_rc gt_post_mail(struct gt_arena *arena, const struct gt_mail *mail, struct gt_err *err) GT_MUST_USE;
/* "a@b", no blanks, no control characters, nothing that a mail server reads as more. */
bool  gt_mail_address(gt_str address);

struct gt_post {
    gt_str url;              /* https, or http to this machine */
    gt_str json;             /* "": asked by GET */
    gt_str secret;           /* "": unsigned */
    gt_str id;               /* X-Guatu-Delivery, the same for every try */
    int64_t now_ms;
};
/*
 * Signed posts carry X-Guatu-Timestamp (seconds) and X-Guatu-Signature:
 * "sha256=" and the HMAC-SHA256 of timestamp, ".", body in hexadecimal.
 * *answer is what came back (2xx only).
 */
gt_rc gt_post_json(struct gt_arena *arena, const struct gt_post *post, gt_str *answer, struct gt_err *err) GT_MUST_USE;
void  gt_post_sign(gt_str secret, int64_t seconds, gt_str body, char hex[static GT_POST_SIGNATURE]);

#endif
