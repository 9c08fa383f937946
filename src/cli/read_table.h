/* read_table.h - the part of `guatu read` that reads task tables. */
#ifndef GT_CLI_READ_TABLE_H
#define GT_CLI_READ_TABLE_H

#include "read/tasktable.h"

struct gt_cli;

enum { GT_CLI_CHOICES_MAX = 64 };

/* "task=B,lead=E,none=F"; false on anything else. */
bool gt_cli_table_columns(gt_str list, struct gt_col_choice choices[static GT_CLI_CHOICES_MAX],
                          size_t *count);
/* "3" or "2-3", rows from 1. */
bool gt_cli_table_header(gt_str text, uint32_t *first, uint32_t *last);

/*
 * The whole of `guatu read FILE --table [--json] [--year N] [--sheet NAME]
 * [--header FIRST-LAST] [--column NAME=LETTER] [--units FILE]`.  verb_read
 * calls it with its own arguments as soon as it sees --table among them.
 * Returns the exit code.
 */
int gt_cli_read_table(struct gt_cli *cli, int argc, char **argv);

#endif
