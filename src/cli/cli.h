/*
 * cli.h - what every verb of the command line shares: its options, its
 * output, its exit code.
 *
 * A verb is one file, verb_<name>.c, with one function; verbs.def holds
 * the table.  Only here and in api is there a user: messages are printed here
 * and nowhere below.
 */
#ifndef GT_CLI_CLI_H
#define GT_CLI_CLI_H

#include "base/base.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/problem.h"

/* Exit codes, as the manual promises them. */
enum gt_exit {
    GT_EXIT_OK = 0,
    GT_EXIT_PROBLEM = 1,  /* done, and the answer is "no": conflicts, broken journal */
    GT_EXIT_USAGE = 2,    /* the command line is wrong */
    GT_EXIT_INPUT = 3,    /* a file or value that was given cannot be used */
    GT_EXIT_FAILED = 4,   /* disk, database, memory, network */
};

struct gt_cli {
    enum gt_lang lang;   /* --lang, else LC_ALL/LC_MESSAGES/LANG: zh* is Chinese, else English */
    bool         json;   /* --json */
    bool         colour; /* standard output is a terminal and NO_COLOR is not set */
    gt_day       today;  /* --today, else the clock's day in the office's zone */
    const char  *space;  /* --space, else GUATU_SPACE, else NULL */
    const char  *verb;   /* for messages */
};

/* One option of a verb; --lang, --json, --today, --space and --help are everybody's. */
struct gt_opt {
    const char  *name;    /* "out" for --out VALUE or --out=VALUE */
    char         letter;  /* 'o' for -o VALUE, or 0 */
    const char **value;   /* where the value goes; NULL for a switch */
    bool        *on;      /* where a switch is noted; NULL for a value */
    const char  *arg;     /* "FILE" in the help text */
    const char  *help[GT_LANG_COUNT];
};

struct gt_verb {
    const char *name;
    const char *args; /* "FILE..." in the help's first line */
    const char *line[GT_LANG_COUNT];  /* one line for `guatu --help` */
    int (*run)(struct gt_cli *cli, int argc, char **argv); /* argv[0] is the verb */
};

/*
 * Takes the options out of argv and leaves the other arguments in place:
 * argv[1..*argc-1].  "--" ends the options.  Returns GT_EXIT_OK to go on;
 * prints the help and returns -1 for --help (the verb then returns
 * GT_EXIT_OK); GT_EXIT_USAGE with a message otherwise.  `about` is the
 * paragraph above the options, `examples` the lines below; both may be NULL.
 */
int gt_cli_options(struct gt_cli *cli, int *argc, char **argv, const struct gt_opt *opts,
                   size_t opt_count, const char *const about[GT_LANG_COUNT],
                   const char *examples);

/* The text in the user's language. */
#define GT_SAY(cli, en, zh) ((cli)->lang == GT_LANG_ZH ? (zh) : (en))

/* "guatu read: message" on standard error; the exit code that fits rc. */
int gt_cli_fail(const struct gt_cli *cli, const struct gt_err *err);
int gt_cli_exit_of(gt_rc rc);
int gt_cli_usage(const struct gt_cli *cli, const char *en, const char *zh);

/* All problems to standard error, one a line: place: rule (offer). */
void gt_cli_problems(const struct gt_cli *cli, const struct gt_problems *problems);

/* Writes the buffer to standard output; GT_EXIT_FAILED if that did not work. */
int gt_cli_out(const struct gt_cli *cli, struct gt_buf *buf);

/* ---- tables that align Chinese ------------------------------------------- */

enum { GT_CLI_COLUMNS_MAX = 24 };

enum gt_align { GT_LEFT, GT_RIGHT };

struct gt_cli_table {
    struct gt_arena *arena;
    size_t           columns;
    enum gt_align    align[GT_CLI_COLUMNS_MAX];
    int              width_max[GT_CLI_COLUMNS_MAX]; /* longer text is cut with …; 0: never */
    GT_VEC(gt_str)   cells; /* the head first, then row by row */
    gt_rc            status;
};

void gt_cli_table_init(struct gt_cli_table *table, struct gt_arena *arena);
/* Heads come first, one call each. */
void gt_cli_table_column(struct gt_cli_table *table, gt_str head, enum gt_align align,
                         int width_max);
/* Text is not copied. Line ends and tabs in it are shown as blanks. */
void gt_cli_table_cell(struct gt_cli_table *table, gt_str text);
void gt_cli_table_write(const struct gt_cli_table *table, struct gt_buf *out);

#define GT_VERB(name, args, en, zh) \
    int gt_verb_##name(struct gt_cli *cli, int argc, char **argv);
#include "cli/verbs.def"
#undef GT_VERB

#endif
