/* verb_demo.c - guatu demo: a space with an invented department's year in it. */
#include <unistd.h>

#include "base/json.h"
#include "cli/demo.h"

static const char *const about[GT_LANG_COUNT] = {
    "新建一个演示空间：虚构的省科学技术厅，今年的五份来源文件、约一百二十项任务、\n"
    "十四个单位、压茬衔接、关键节点和截至今天的进展。登录口令随机生成，只显示这一次。",
    "Makes a demo space: an invented provincial department with this year's five source\n"
    "documents, about 120 tasks over 14 units, overlaps, nodes, and progress up to\n"
    "today.  The passwords are random and shown this once."};

static const char examples[] =
    "  guatu demo --space demo.gtspace && guatu serve --space demo.gtspace\n";

static int say(const struct gt_cli *cli, const struct gt_demo_account *accounts)
{
    struct gt_json json;
    struct gt_buf out;
    int rc;

    gt_buf_init(&out, 64 * 1024);
    if (cli->json) {
        gt_json_init(&json, &out);
        gt_json_object(&json, NULL);
        gt_json_text(&json, "space", cli->space);
        gt_json_array(&json, "accounts");
        for (size_t i = 0; i < GT_DEMO_ACCOUNTS; i++) {
            gt_json_object(&json, NULL);
            gt_json_text(&json, "name", accounts[i].login);
            gt_json_text(&json, "password", accounts[i].password);
            gt_json_close(&json);
        }
        gt_json_close(&json);
        gt_json_close(&json);
        gt_buf_char(&out, '\n');
    } else {
        gt_buf_printf(&out, GT_SAY(cli, "Demo space made: %s\nSign in with (shown this once):\n",
                                   "已建演示空间：%s\n登录（只显示这一次）:\n"), cli->space);
        for (size_t i = 0; i < GT_DEMO_ACCOUNTS; i++)
            gt_buf_printf(&out, "  %-8s %s   %.*s %.*s\n", accounts[i].login, accounts[i].password,
                          GT_FMT(accounts[i].name), GT_FMT(accounts[i].post));
    }
    rc = gt_cli_out(cli, &out);
    gt_buf_clear(&out);
    return rc;
}

/* A demo that could not be finished is no demo: the next `make run` must not
 * find half of one.  A PostgreSQL schema is left for its owner to look at. */
static void clear_away(const char *space)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char path[4096];

    if (strncmp(space, "postgres", 8) == 0)
        return;
    for (size_t i = 0; i < GT_LEN(ends); i++)
        if (snprintf(path, sizeof path, "%s%s", space, ends[i]) < (int)sizeof path)
            (void)unlink(path);
}

static gt_rc fill(struct gt_place *place, int year, struct gt_demo_account *accounts,
                  struct gt_err *err)
{
    gt_rc rc;

    const int64_t now_ms = place->ctx.now_ms;
    const gt_day began = gt_day_from_ymd(year, 1, 4);

    if ((rc = gt_demo_office(place, year, err)) != GT_OK ||
        (rc = gt_demo_accounts(place, accounts, err)) != GT_OK)
        return rc;
    /* the plan was entered in the year's first week: reports are owed since then */
    if (began < place->ctx.today)
        place->ctx.now_ms = (int64_t)began * 86400000;
    rc = gt_demo_directives(place, year, err);
    place->ctx.now_ms = now_ms;
    if (rc != GT_OK || (rc = gt_demo_plan(place, year, err)) != GT_OK)
        return rc;
    if ((rc = gt_demo_progress(place, year, err)) != GT_OK)
        return rc;
    if ((rc = gt_demo_indicators(place, year, err)) != GT_OK)
        return rc;
    if ((rc = gt_demo_duties(place, err)) != GT_OK)
        return rc;
    return gt_demo_posts(place, err);
}

static gt_rc make(const struct gt_cli *cli, struct gt_place *place, int year,
                  struct gt_demo_account *accounts, struct gt_err *err)
{
    struct gt_space_new what = {.year = year, .now_ms = gt_clock_ms()};
    struct gt_arena *arena = NULL;
    gt_rc rc;

    if ((rc = gt_place_named(cli, err)) != GT_OK ||
        (rc = gt_arena_create(1 << 20, &arena)) != GT_OK)
        return rc;
    if ((rc = gt_demo_name(arena, what.name, err)) == GT_OK)
        rc = gt_space_init(cli->space, &what, err);
    gt_arena_destroy(arena);
    if (rc != GT_OK) /* there may be a space already: it is not ours to touch */
        return rc;
    if ((rc = gt_place_open(cli, place, err)) == GT_OK)
        rc = fill(place, year, accounts, err);
    if (rc != GT_OK) {
        gt_place_close(place);
        clear_away(cli->space);
    }
    return rc;
}

int gt_verb_demo(struct gt_cli *cli, int argc, char **argv)
{
    struct gt_demo_account accounts[GT_DEMO_ACCOUNTS] = {0};
    struct gt_place place = {0};
    struct gt_err err = {0};
    int rc = gt_cli_options(cli, &argc, argv, NULL, 0, about, examples);

    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    if (argc > 1)
        return gt_cli_usage(cli, "takes options only", "只接受选项");
    if (make(cli, &place, gt_day_ymd(cli->today).year, accounts, &err) != GT_OK)
        rc = gt_cli_fail(cli, &err);
    else
        rc = say(cli, accounts);
    gt_place_close(&place);
    return rc;
}
