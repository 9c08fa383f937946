/* main.c - finds the verb and hands over. */
#include <locale.h>
#include <unistd.h>

#include "cli/cli.h"

static const struct gt_verb verbs[] = {
#define GT_VERB(name, args, en, zh) {#name, args, {zh, en}, gt_verb_##name},
#include "cli/verbs.def"
#undef GT_VERB
};

/* China has one zone; an office elsewhere sets GUATU_UTC_OFFSET in minutes. */
enum { OFFSET_MIN_DEFAULT = 480 };

static enum gt_lang language(void)
{
    static const char *const names[] = {"GUATU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};

    for (size_t i = 0; i < GT_LEN(names); i++) {
        const char *value = getenv(names[i]);

        if (value != NULL && value[0] != '\0')
            return strncmp(value, "zh", 2) == 0 ? GT_LANG_ZH : GT_LANG_EN;
    }
    return GT_LANG_ZH;
}

static gt_day today(void)
{
    const char *value = getenv("GUATU_UTC_OFFSET");
    int64_t offset;

    if (value == NULL || !gt_str_i64(gt_str_from(value), &offset) || offset < -840 || offset > 840)
        offset = OFFSET_MIN_DEFAULT;
    return gt_instant_day(gt_clock_ms(), (int)offset);
}

static void overview(const struct gt_cli *cli)
{
    fputs(GT_SAY(cli,
                 "Guatu: the working system of an office that turns a year's directives into "
                 "results.\n\nusage: guatu VERB [options]; guatu VERB --help says more\n\n",
                 "挂图：把一年的文件变成一年的结果。\n\n"
                 "用法：guatu 动词 [选项];guatu 动词 --help 有详细说明\n\n"),
          stdout);
    for (size_t i = 0; i < GT_LEN(verbs); i++)
        if (verbs[i].line[cli->lang][0] != '\0')
            printf("  %-10s %s\n", verbs[i].name, verbs[i].line[cli->lang]);
}

int main(int argc, char **argv)
{
    struct gt_cli cli = {
        .lang = language(),
        .colour = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL,
        .space = getenv("GUATU_SPACE"),
        .verb = "",
        .today = today(),
    };

    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        overview(&cli);
        return argc < 2 ? GT_EXIT_USAGE : GT_EXIT_OK;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("guatu " GT_VERSION);
        return GT_EXIT_OK;
    }
    for (size_t i = 0; i < GT_LEN(verbs); i++)
        if (strcmp(argv[1], verbs[i].name) == 0) {
            cli.verb = verbs[i].name;
            return verbs[i].run(&cli, argc - 1, argv + 1);
        }
    fprintf(stderr, GT_SAY(&cli, "guatu: no verb %s; see guatu --help\n",
                           "guatu：没有动词 %s，见 guatu --help\n"), argv[1]);
    return GT_EXIT_USAGE;
}
