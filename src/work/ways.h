/*
 * ways.h - how people may sign in: the space's setting "sign_in".
 *
 * Passwords of our own always work for accounts that have one; beside them
 * an OpenID provider and a directory server may be set up.
 */
#ifndef GT_WORK_WAYS_H
#define GT_WORK_WAYS_H

#include "door/directory.h"
#include "door/oidc.h"
#include "work/work.h"

enum { GT_WAYS_TEXT_MAX = 1000, GT_PASSWORD_DAYS_MAX = 730, GT_PASSWORD_HISTORY_MAX = 24 };

enum gt_second { GT_SECOND_CHOICE, GT_SECOND_ADMINS, GT_SECOND_ALL };

struct gt_ways {
    int64_t password_days;   /* a password lasts; 0: for ever */
    int64_t history;         /* earlier passwords that may not come again */
    enum gt_second second;   /* who must have a second factor */
    bool    oidc_on, oidc_by_email; /* match the first time by e-mail, else by login */
    gt_str  oidc_name[GT_LANG_COUNT]; /* on the button */
    struct gt_oidc_client oidc;     /* back is the caller's to fill in */
    bool    ldap_on;
    struct gt_directory_server ldap;
    int64_t revision;
};

const char *gt_second_code(enum gt_second second); /* choice, admins, all */

struct gt_db;
gt_rc gt_ways_read(struct gt_db *db, struct gt_arena *arena, struct gt_ways *out,
                   struct gt_err *err) GT_MUST_USE;
/* For everybody at the door: no right is asked. */
gt_rc gt_work_ways(struct gt_ctx *ctx, struct gt_ways *out, struct gt_err *err) GT_MUST_USE;
/* All of it; checked as a whole.  Secrets are not journalled. */
gt_rc gt_work_ways_put(struct gt_ctx *ctx, struct gt_ways *ways, struct gt_err *err) GT_MUST_USE;

#endif
