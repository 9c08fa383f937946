/* plan_project.h - project files of other tools as plan documents, and back. */
#ifndef GT_CLI_PLAN_PROJECT_H
#define GT_CLI_PLAN_PROJECT_H

#include "plan/doc.h"
#include "read/project.h"

/* Reads the file and lays it out as a document: calendars with their
 * exceptions, bounds, links; links of summaries through milestones. */
gt_rc gt_cli_project_load(struct gt_arena *arena, const char *path, gt_str bytes,
                          const struct gt_holidays *holidays, struct gt_problems *problems,
                          struct gt_plan_doc *out, struct gt_err *err) GT_MUST_USE;

/* The document with the plan's dates, for writing; what the format cannot say
 * goes to problems as a warning. */
gt_rc gt_cli_project_of(struct gt_arena *arena, const struct gt_plan_doc *doc,
                        const struct gt_plan *plan, struct gt_problems *problems, struct gt_project *out,
                        struct gt_err *err) GT_MUST_USE;

#endif
