/* account_put.h - what the routes of sign-in and accounts share. */
#ifndef GT_API_ACCOUNT_PUT_H
#define GT_API_ACCOUNT_PUT_H

#include "api/handler.h"
#include "work/account.h"

const char *gt_stage_name(int stage); /* in, code, password, enrol */
void gt_put_sessions(struct gt_json *json, const char *key, const struct gt_ctx *ctx,
                     const gt_sessions *sessions);
void gt_put_tokens(struct gt_json *json, const char *key, const gt_api_tokens *tokens);

#endif
