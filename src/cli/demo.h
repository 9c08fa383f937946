/*
 * demo.h - the invented year of an invented department.
 *
 * examples/demo holds its office and its five source documents, written for
 * this project; {Y} in them is the year.  The demo goes through the same use
 * cases as its users would: documents are read, clauses accepted, a table
 * imported, progress reported up to today.
 */
#ifndef GT_CLI_DEMO_H
#define GT_CLI_DEMO_H

#include "base/embedded.h"
#include "cli/place.h"
#include "work/session.h"

extern const struct gt_embedded gt_demo_files[];
extern const size_t gt_demo_files_count;

/* The file with every {Y} replaced. GT_ENOTFOUND, GT_ENOMEM. */
gt_rc gt_demo_text(struct gt_arena *arena, const char *name, int year, gt_str *out,
                   struct gt_err *err) GT_MUST_USE;

/* Next line without its end; false when there is none. */
bool gt_demo_line(gt_str *rest, gt_str *line);
/* Next field of a line of tab-separated ones; "" behind the last. */
gt_str gt_demo_field(gt_str *line);

struct gt_demo_document {
    gt_str name;   /* as its sender would call the file */
    gt_str bytes;
    bool   table;  /* a task table, to be imported */
};

enum { GT_DEMO_DOCUMENTS = 5, GT_DEMO_ACCOUNTS = 10 };

/* The five documents as real .html, .docx, .xlsx and .txt files. */
gt_rc gt_demo_documents(struct gt_arena *arena, int year, int64_t now_ms,
                        struct gt_demo_document out[static GT_DEMO_DOCUMENTS],
                        struct gt_err *err) GT_MUST_USE;

/* Somebody stands in for another, an expert is let see a task. */
gt_rc gt_demo_posts(struct gt_place *place, struct gt_err *err) GT_MUST_USE;

/* Space name, units, people, nodes. */
gt_rc gt_demo_name(struct gt_arena *arena, gt_str name[static GT_LANG_COUNT],
                   struct gt_err *err) GT_MUST_USE;
gt_rc gt_demo_office(struct gt_place *place, int year, struct gt_err *err) GT_MUST_USE;

struct gt_demo_account { const char *login; gt_str name, post; char password[GT_PASSWORD_TEXT]; };
gt_rc gt_demo_accounts(struct gt_place *place,
                       struct gt_demo_account out[static GT_DEMO_ACCOUNTS],
                       struct gt_err *err) GT_MUST_USE;

/* The same answer every time, and no two titles alike: 0 to n - 1. */
unsigned gt_demo_dice(gt_str title, unsigned salt, unsigned n);

/* Documents in, clauses accepted; then durations, links, steps, a baseline,
 * a few moves after it, and reports up to today. */
gt_rc gt_demo_directives(struct gt_place *place, int year, struct gt_err *err) GT_MUST_USE;
gt_rc gt_demo_plan(struct gt_place *place, int year, struct gt_err *err) GT_MUST_USE;
gt_rc gt_demo_progress(struct gt_place *place, int year, struct gt_err *err) GT_MUST_USE;
/* Regions, indicators, targets, readings up to today, a score sheet. */
gt_rc gt_demo_indicators(struct gt_place *place, int year, struct gt_err *err) GT_MUST_USE;

/* Who signed for the tasks, what was refused, extended, accepted (demo_duty.c). */
gt_rc gt_demo_duties(struct gt_place *place, struct gt_err *err) GT_MUST_USE;

#endif
