/*
 * provider.h - sign-in by the OpenID provider of the space's settings.
 *
 * Between the two halves the browser carries what only we may know and
 * nobody may change (state, nonce, verifier), sealed with a key that lives as
 * long as the program does.
 */
#ifndef GT_WORK_PROVIDER_H
#define GT_WORK_PROVIDER_H

#include "work/session.h"

enum { GT_PROVIDER_MS = 10 * 60 * 1000 /* between the halves */, GT_PROVIDER_TO_MAX = 500 };

/* back: where the provider sends the browser; to: the page that was wanted.
 * *url: where to send it now; *sealed: for its cookie. */
gt_rc gt_work_provider_begin(struct gt_ctx *ctx, gt_str back, gt_str to, gt_str *url, gt_str *sealed,
                             struct gt_err *err) GT_MUST_USE;
/* GT_EAUTH: not what was begun, or refused; *to as it was given. */
gt_rc gt_work_provider_finish(struct gt_ctx *ctx, gt_str back, gt_str sealed, gt_str state, gt_str code,
                              const struct gt_caller *caller, struct gt_signed_in *out, gt_str *to,
                              struct gt_err *err) GT_MUST_USE;

#endif
