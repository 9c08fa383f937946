/* read_table.h - the part of `guatu read` that reads task tables. */
#ifndef GT_CLI_READ_TABLE_H
#define GT_CLI_READ_TABLE_H

struct gt_cli;

/*
 * The whole of `guatu read FILE --table [--json] [--year N] [--sheet NAME]
 * [--header FIRST-LAST] [--column NAME=LETTER] [--units FILE]`.  verb_read
 * calls it with its own arguments as soon as it sees --table among them.
 * Returns the exit code.
 */
int gt_cli_read_table(struct gt_cli *cli, int argc, char **argv);

#endif
