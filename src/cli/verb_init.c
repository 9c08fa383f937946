/* verb_init.c - guatu init: a new space, and its first accounts. */
#include "base/json.h"
#include "cli/place.h"
#include "work/session.h"

static const char *const about[GT_LANG_COUNT] = {
    "新建一个单位空间：SQLite 文件，或 PostgreSQL 中的一个模式。\n"
    "随程序带来的法定节假日历一并写入。同时建立四个账号：办公室，以及互不兼任的系统、\n"
    "安全、审计三员；口令随机生成，只显示这一次。",
    "Makes a new space: one SQLite file, or one schema of a PostgreSQL database.\n"
    "The statutory calendars that come with the program are put in.  Four accounts are\n"
    "made: the office, and the three separate administrators of the system, of security\n"
    "and of the audit; their passwords are random and shown this once."};

static const char examples[] =
    "  guatu init --space office.gtspace --name 某省科学技术厅 --year 2026\n"
    "  guatu init --space 'postgresql:///guatu?schema=kjt' --name 某省科学技术厅\n";

enum { ACCOUNTS = 4 };
static const struct { const char *role, *zh, *en; } wanted[ACCOUNTS] = {
    {"office", "办公室", "Office"},
    {"system", "系统管理员", "System administrator"},
    {"security", "安全管理员", "Security administrator"},
    {"audit", "审计管理员", "Audit administrator"},
};

struct account { char password[GT_PASSWORD_TEXT]; };

/* The login is the role's code. */
static gt_rc make_accounts(struct gt_place *place, struct account accounts[static ACCOUNTS],
                           struct gt_err *err)
{
    for (int at = 0; at < ACCOUNTS; at++) {
        struct gt_person person = {
            .name = gt_str_from(wanted[at].zh), .name_en = gt_str_from(wanted[at].en),
            .role = gt_str_from(wanted[at].role), .position = at,
        };
        gt_rc rc;

        if ((rc = gt_work_person_put(&place->ctx, &person, err)) != GT_OK)
            return rc;
        gt_password_random(accounts[at].password);
        if ((rc = gt_work_account_put(&place->ctx, person.id, gt_str_from(wanted[at].role),
                                      gt_str_from(accounts[at].password), err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}

static int say(const struct gt_cli *cli, const struct account accounts[static ACCOUNTS])
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
        for (int at = 0; at < ACCOUNTS; at++) {
            gt_json_object(&json, NULL);
            gt_json_text(&json, "account", wanted[at].role);
            gt_json_text(&json, "password", accounts[at].password);
            gt_json_close(&json);
        }
        gt_json_close(&json);
        gt_json_close(&json);
        gt_buf_char(&out, '\n');
    } else {
        gt_buf_printf(&out, GT_SAY(cli, "Space made: %s\nSign in with one of these; the passwords are shown this once.\n",
                                   "已建空间：%s\n登录名和口令如下，口令只显示这一次：\n"), cli->space);
        for (int at = 0; at < ACCOUNTS; at++)
            gt_buf_printf(&out, "  %-10s%s  %s\n", wanted[at].role, accounts[at].password,
                          GT_SAY(cli, wanted[at].en, wanted[at].zh));
    }
    rc = gt_cli_out(cli, &out);
    gt_buf_clear(&out);
    return rc;
}

int gt_verb_init(struct gt_cli *cli, int argc, char **argv)
{
    const char *name = NULL, *name_en = NULL, *year = NULL;
    const struct gt_opt opts[] = {
        {"name", 0, &name, NULL, "NAME", {"单位名称（必填）", "the agency's name (required)"}},
        {"name-en", 0, &name_en, NULL, "NAME", {"英文名称", "its name in English"}},
        {"year", 0, &year, NULL, "YEAR", {"计划年度，默认今年", "the plan year; this year where absent"}},
    };
    struct account accounts[ACCOUNTS] = {0};
    struct gt_space_new what = {.now_ms = gt_clock_ms()};
    struct gt_place place = {0};
    struct gt_err err = {0};
    int64_t number;
    int rc = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, examples);

    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    if (argc > 1)
        return gt_cli_usage(cli, "takes options only", "只接受选项");
    if (name == NULL)
        return gt_cli_usage(cli, "--name is missing", "缺少 --name");
    number = gt_day_ymd(cli->today).year;
    if (year != NULL && (!gt_str_i64(gt_str_from(year), &number) || number < 1950 || number > 2150))
        return gt_cli_usage(cli, "--year is a year such as 2026", "--year 应为年份，如2026");
    what.year = (int)number;
    what.name[GT_LANG_ZH] = gt_str_from(name);
    what.name[GT_LANG_EN] = gt_str_from(name_en != NULL ? name_en : name);

    if (gt_place_named(cli, &err) != GT_OK || gt_space_init(cli->space, &what, &err) != GT_OK ||
        gt_place_open(cli, &place, &err) != GT_OK || make_accounts(&place, accounts, &err) != GT_OK)
        rc = gt_cli_fail(cli, &err);
    else
        rc = say(cli, accounts);
    gt_place_close(&place);
    return rc;
}
