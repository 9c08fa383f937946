/* options.c - the one way in which every verb reads its options, shows its
 * help and says what went wrong. */
#include "cli/cli.h"



enum { HELP_COLUMN = 26 };

static const char *const no_help[GT_LANG_COUNT];

static void help_line(const struct gt_cli *cli, const struct gt_opt *opt)
{
    char left[80];
    int n;

    n = snprintf(left, sizeof left, "  %c%c%s--%s%s%s", opt->letter != 0 ? '-' : ' ',
                 opt->letter != 0 ? opt->letter : ' ', opt->letter != 0 ? ", " : "  ", opt->name,
                 opt->arg != NULL ? " " : "", opt->arg != NULL ? opt->arg : "");
    printf("%s%*s%s\n", left, n < HELP_COLUMN ? HELP_COLUMN - n : 1, "", opt->help[cli->lang]);
}

static const char *verb_args(const char *verb)
{
#define GT_VERB(name, args, en, zh) \
    if (strcmp(verb, #name) == 0)   \
        return args;
#include "cli/verbs.def"
#undef GT_VERB
    return "";
}

/* The options that every verb takes. */
struct common {
    const char *lang, *today, *space;
    bool json, help;
};

#define COMMON_OPTS(c)                                                                        \
    {"space", 's', &(c)->space, NULL, "SPACE",                                                \
     {"空间文件或 postgresql:// 地址（GUATU_SPACE）",                                          \
      "the space: a file or a postgresql:// address (GUATU_SPACE)"}},                         \
    {"json", 0, NULL, &(c)->json, NULL, {"输出 JSON", "print JSON"}},                         \
    {"today", 0, &(c)->today, NULL, "DAY",                                                    \
     {"按这一天计算，如2026-07-08", "reckon as of this day, as 2026-07-08"}},                \
    {"lang", 0, &(c)->lang, NULL, "zh|en", {"语言", "language"}},                             \
    {"help", 'h', NULL, &(c)->help, NULL, {"显示本说明", "show this help"}}

static void show_help(const struct gt_cli *cli, const struct gt_opt *opts, size_t opt_count,
                      const struct gt_opt *common, size_t common_count,
                      const char *const about[GT_LANG_COUNT], const char *examples)
{
    printf(GT_SAY(cli, "usage: guatu %s [options] %s\n", "用法：guatu %s [选项] %s\n"), cli->verb,
           verb_args(cli->verb));
    if (about != NULL && about[cli->lang] != NULL)
        printf("\n%s\n", about[cli->lang]);
    printf("\n%s\n", GT_SAY(cli, "Options", "选项"));
    for (size_t i = 0; i < opt_count; i++)
        help_line(cli, &opts[i]);
    for (size_t i = 0; i < common_count; i++)
        help_line(cli, &common[i]);
    if (examples != NULL)
        printf("\n%s\n%s", GT_SAY(cli, "Examples", "示例"), examples);
}

static const struct gt_opt *find(const struct gt_opt *opts, size_t count, const char *name,
                                 size_t len, char letter)
{
    for (size_t i = 0; i < count; i++)
        if (letter != 0 ? opts[i].letter == letter
                        : strlen(opts[i].name) == len && memcmp(opts[i].name, name, len) == 0)
            return &opts[i];
    return NULL;
}

static int wrong_option(const struct gt_cli *cli, const char *arg, bool wants_value)
{
    fprintf(stderr, wants_value ? GT_SAY(cli, "guatu %s: %s needs a value\n", "guatu %s:%s 缺少值\n")
                                : GT_SAY(cli, "guatu %s: no option %s; see guatu %s --help\n",
                                         "guatu %s：没有选项 %s，见 guatu %s --help\n"),
            cli->verb, arg, cli->verb);
    return GT_EXIT_USAGE;
}

static int take_common(struct gt_cli *cli, const struct common *c)
{
    if (c->json)
        cli->json = true;
    if (c->space != NULL)
        cli->space = c->space;
    if (c->lang != NULL) {
        if (strcmp(c->lang, "zh") != 0 && strcmp(c->lang, "en") != 0)
            return gt_cli_usage(cli, "--lang is zh or en", "--lang 只能是 zh 或 en");
        cli->lang = c->lang[0] == 'z' ? GT_LANG_ZH : GT_LANG_EN;
    }
    if (c->today != NULL && !gt_day_parse(gt_str_from(c->today), &cli->today))
        return gt_cli_usage(cli, "--today is a day such as 2026-07-08",
                            "--today 应为日期，如2026-07-08");
    return GT_EXIT_OK;
}

int gt_cli_options(struct gt_cli *cli, int *argc, char **argv, const struct gt_opt *opts,
                   size_t opt_count, const char *const about[GT_LANG_COUNT], const char *examples)
{
    struct common c = {0};
    const struct gt_opt common[] = {COMMON_OPTS(&c)};
    int kept = 1, rc;

    for (int i = 1; i < *argc; i++) {
        const char *arg = argv[i], *value;
        const bool is_long = strncmp(arg, "--", 2) == 0;
        const struct gt_opt *opt;
        size_t len;

        if (arg[0] != '-' || arg[1] == '\0') {
            argv[kept++] = argv[i];
            continue;
        }
        if (strcmp(arg, "--") == 0) {
            while (++i < *argc)
                argv[kept++] = argv[i];
            break;
        }
        value = is_long ? strchr(arg, '=') : NULL;
        len = is_long ? (value != NULL ? (size_t)(value - arg) - 2 : strlen(arg) - 2) : 1;
        opt = find(opts, opt_count, arg + 2, len, is_long ? 0 : arg[1]);
        if (opt == NULL)
            opt = find(common, GT_LEN(common), arg + 2, len, is_long ? 0 : arg[1]);
        if (opt == NULL || (!is_long && arg[2] != '\0') || (opt->value == NULL && value != NULL))
            return wrong_option(cli, arg, false);
        if (opt->value == NULL) {
            *opt->on = true;
            continue;
        }
        if (value == NULL && i + 1 == *argc)
            return wrong_option(cli, arg, true);
        *opt->value = value != NULL ? value + 1 : argv[++i];
    }
    *argc = kept;
    argv[kept] = NULL;
    if ((rc = take_common(cli, &c)) != GT_EXIT_OK)
        return rc;
    if (c.help) {
        show_help(cli, opts, opt_count, common, GT_LEN(common), about != NULL ? about : no_help,
                  examples);
        return -1;
    }
    return GT_EXIT_OK;
}

/* ---- what went wrong ------------------------------------------------------ */

int gt_cli_exit_of(gt_rc rc)
{
    switch (rc) {
    case GT_OK:
        return GT_EXIT_OK;
    case GT_ECONFLICT:
    case GT_ECYCLE:
    case GT_EINFEASIBLE:
        return GT_EXIT_PROBLEM;
    case GT_ELIMIT:
    case GT_EINVAL:
    case GT_EPARSE:
    case GT_ENOTFOUND:
    case GT_EEXISTS:
    case GT_EAUTH:
    case GT_EDENIED:
    case GT_EUNSUPPORTED:
        return GT_EXIT_INPUT;
    case GT_ENOMEM:
    case GT_EIO:
    case GT_EDB:
    case GT_EBUSY:
    case GT_ECANCELLED:
    case GT_EINTERNAL:
    case GT_RC_COUNT:
        break;
    }
    return GT_EXIT_FAILED;
}

int gt_cli_fail(const struct gt_cli *cli, const struct gt_err *err)
{
    const char *text = err->text[cli->lang];

    fprintf(stderr, GT_SAY(cli, "guatu %s: %s\n", "guatu %s:%s\n"), cli->verb,
            text[0] != '\0' ? text : gt_rc_text(err->rc, cli->lang));
    return gt_cli_exit_of(err->rc);
}

int gt_cli_usage(const struct gt_cli *cli, const char *en, const char *zh)
{
    fprintf(stderr, GT_SAY(cli, "guatu %s: %s\n", "guatu %s:%s\n"), cli->verb, GT_SAY(cli, en, zh));
    return GT_EXIT_USAGE;
}

void gt_cli_problems(const struct gt_cli *cli, const struct gt_problems *problems)
{
    for (size_t i = 0; i < problems->list.count; i++) {
        const struct gt_problem *p = &problems->list.at[i];

        if (p->sheet.len > 0)
            fprintf(stderr, "%.*s ", GT_FMT(p->sheet));
        if (p->cell.len > 0)
            fprintf(stderr, "%.*s", GT_FMT(p->cell));
        else if (p->line > 0)
            fprintf(stderr, GT_SAY(cli, "line %u", "第%u行"), p->line);
        else if (p->field.len > 0)
            fprintf(stderr, "%.*s", GT_FMT(p->field));
        fprintf(stderr, GT_SAY(cli, ": %.*s", ":%.*s"), GT_FMT(p->text[cli->lang]));
        if (p->offer.len > 0)
            fprintf(stderr, GT_SAY(cli, " (nearest: %.*s)", "(最接近：%.*s)"), GT_FMT(p->offer));
        fputc('\n', stderr);
    }
    if (problems->dropped > 0)
        fprintf(stderr, GT_SAY(cli, "and %zu more\n", "另有%zu处\n"), problems->dropped);
}

int gt_cli_out(const struct gt_cli *cli, struct gt_buf *buf)
{
    struct gt_err err = {0};

    if (buf->status != GT_OK)
        err.rc = buf->status;
    else if ((buf->len > 0 && fwrite(buf->at, 1, buf->len, stdout) != buf->len) || fflush(stdout) != 0)
        (void)gt_fail(&err, GT_EIO, "writing to standard output failed", "写标准输出失败");
    return err.rc == GT_OK ? GT_EXIT_OK : gt_cli_fail(cli, &err);
}
