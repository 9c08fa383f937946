/*
 * directory.h - a password checked by a directory server.
 *
 * Finds the person by a filter as a service account (or anonymously), then
 * binds as what was found.  An empty password is refused here: a directory
 * takes it for an anonymous bind, which succeeds.  Blocks up to
 * LDAP_TIMEOUT: for worker threads only.
 */
#ifndef GT_DOOR_DIRECTORY_H
#define GT_DOOR_DIRECTORY_H

#include "base/base.h"

enum { GT_DIRECTORY_TIMEOUT_S = 5, GT_DIRECTORY_FILTER_MAX = 1024 };

struct gt_directory_server {
    gt_str url;                      /* ldaps://..., or ldap:// with start_tls or to this machine */
    bool   start_tls;
    gt_str ca_file;                  /* "": the system's */
    gt_str base;                     /* where people stand: ou=people,dc=example */
    gt_str filter;                   /* "(uid=%s)": %s is the login, escaped; "": this */
    gt_str bind_dn, bind_password;   /* "": search anonymously */
};

/*
 * GT_EAUTH: no such entry, more than one, or a wrong password (said alike);
 * GT_EIO: the server does not answer; GT_EINVAL: not set up rightly.
 * *dn is the entry that was bound.
 */
gt_rc gt_directory_check(struct gt_arena *arena, const struct gt_directory_server *server, gt_str login,
                    gt_str password, gt_str *dn, struct gt_err *err) GT_MUST_USE;

/* The filter with the login in it, escaped as RFC 4515 says. */
gt_rc gt_directory_filter(struct gt_arena *arena, gt_str filter, gt_str login, gt_str *out,
                     struct gt_err *err) GT_MUST_USE;

#endif
