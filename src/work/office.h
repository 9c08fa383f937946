/*
 * office.h - the office from a table: units, people, accounts.
 *
 * One row a unit or a person (of the unit in the same row).  Columns are
 * told by their heads, in Chinese or English, in any order: 单位, 简称, 别名,
 * 上级单位, 外单位, 姓名, 职务, 角色, 登录名 (unit, short, aliases, parent, outside,
 * person, post, role, login).  Any kind of table that read takes.
 *
 * Units are known by their name, people by name and unit: the same table can
 * come again, and then changes only what differs.  What the table leaves out
 * stays; nobody and nothing is removed.
 */
#ifndef GT_WORK_OFFICE_H
#define GT_WORK_OFFICE_H

#include "base/problem.h"
#include "work/work.h"

enum { GT_OFFICE_ROWS_MAX = 20000, GT_OFFICE_HEAD_ROWS = 10 /* the heads stand in the first ... */ };

enum gt_office_what { GT_OFFICE_UNIT, GT_OFFICE_PERSON };
struct gt_office_line {
    enum gt_office_what what;
    bool   fresh;             /* else changed */
    gt_str name, unit;        /* unit: of a person, or above a unit */
    gt_str login;             /* of a person who has no account yet and wants one; or "" */
    int64_t person_id;        /* once written */
};

struct gt_office_outcome {
    GT_VEC(struct gt_office_line) lines;  /* new and changed, in the table's order */
    int64_t unchanged;
};

/*
 * With write false: what it would do.  All or nothing: one fault in problems
 * (GT_EINVAL) and nothing is written.  Accounts are the caller's to make for
 * lines with a login (session.h): their passwords are told only once.
 */
gt_rc gt_work_office_import(struct gt_ctx *ctx, gt_str file_name, gt_str bytes, bool write,
                            struct gt_problems *problems, struct gt_office_outcome *out,
                            struct gt_err *err) GT_MUST_USE;

#endif
