/*
 * oidc.h - sign-in by an OpenID provider: discovery, the code flow with PKCE
 * (RFC 7636, S256), the ID token's checks (OpenID Connect Core 3.1.3.7).
 *
 * Nothing is kept between the two halves: the caller carries state, nonce and
 * verifier from one to the other, where nobody else can read or change them.
 * Asks other servers: for worker threads only.
 */
#ifndef GT_DOOR_OIDC_H
#define GT_DOOR_OIDC_H

#include "base/base.h"

enum { GT_OIDC_SLACK_S = 60 /* that clocks may differ */, GT_OIDC_RANDOM = 32 };

struct gt_oidc_client {
    gt_str issuer;           /* as the provider spells it */
    gt_str id, secret;       /* secret "": a public client */
    gt_str back;             /* where the provider sends the browser */
    gt_str scope;            /* "openid profile email" */
    gt_str ca_file;
};

struct gt_oidc_secrets { gt_str state, nonce, verifier; };

struct gt_oidc_claims { gt_str subject, login, email, name; };

/* Random state, nonce and verifier, and the address to send the browser to. */
gt_rc gt_oidc_begin(struct gt_arena *arena, const struct gt_oidc_client *client,
                    struct gt_oidc_secrets *out, gt_str *url, struct gt_err *err) GT_MUST_USE;

/*
 * Changes the code for tokens and checks the ID token: signature, issuer,
 * audience, expiry, nonce.  GT_EAUTH says what does not fit.
 */
gt_rc gt_oidc_finish(struct gt_arena *arena, const struct gt_oidc_client *client,
                     const struct gt_oidc_secrets *secrets, gt_str code, int64_t now_ms,
                     struct gt_oidc_claims *out, struct gt_err *err) GT_MUST_USE;

/* The claims of an ID token against a key set; the pure half of finish. */
struct gt_jval;
gt_rc gt_oidc_check(struct gt_arena *arena, const struct gt_oidc_client *client, gt_str nonce,
                    gt_str token, const struct gt_jval *keys, int64_t now_ms,
                    struct gt_oidc_claims *out, struct gt_err *err) GT_MUST_USE;

#endif
