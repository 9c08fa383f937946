/*
 * jws.h - signed tokens (RFC 7515, 7517, 7518): RS256 and ES256, nothing else.
 *
 * The algorithm is checked against the two before a key is looked at, and a
 * key is only used for the algorithm of its own kind: "none" and the HMAC
 * ones are refused, whatever the key set says.
 */
#ifndef GT_DOOR_JWS_H
#define GT_DOOR_JWS_H

#include "base/json.h"

enum { GT_JWS_TEXT_MAX = 64 << 10, GT_JWS_KEYS_MAX = 64 };

/*
 * Verifies header.payload.signature against a key set ({"keys":[...]}) and
 * gives the payload's JSON.  GT_EAUTH: not signed by any of them; GT_EPARSE.
 */
gt_rc gt_jws_verify(struct gt_arena *arena, gt_str token, const struct gt_jval *keys,
                    const struct gt_jval **payload, struct gt_err *err) GT_MUST_USE;

/* base64url without padding.  False on any other character. */
bool  gt_base64url_read(struct gt_arena *arena, gt_str text, gt_str *out);
gt_rc gt_base64url(struct gt_arena *arena, gt_str bytes, gt_str *out) GT_MUST_USE;

#endif
