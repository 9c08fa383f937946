/* verb_units.c - guatu units: the office from a table; looked at first,
 * written with --apply. */
#include "base/file.h"
#include "base/json.h"
#include "cli/place.h"
#include "work/account.h"
#include "work/office.h"

enum { FILE_BYTES_MAX = 64 << 20 };

static const char *const about[GT_LANG_COUNT] = {
    "从表格（.xlsx .csv .tsv，或 Word、网页中的表格）读入单位、人员和账号。\n"
    "栏目：单位 简称 别名 上级单位 外单位 姓名 职务 角色 登录名，次序不限，只有单位一栏必填。\n"
    "同一张表可以反复读入，只改变有出入的地方，不删除任何内容。先显示将要改变什么，\n"
    "加 --apply 才写入；新账号的口令随机生成，只显示这一次。",
    "Reads units, people and accounts from a table (.xlsx .csv .tsv, or one in a Word or\n"
    "web document).  Columns: unit short aliases parent outside person post role login,\n"
    "in any order; only unit is needed.  The same table can come again: it changes what\n"
    "differs and removes nothing.  Shows what it would do; --apply writes it.  Passwords of\n"
    "new accounts are random and shown this once."};

static const char examples[] =
    "  guatu units office.xlsx --space office.gtspace\n"
    "  guatu units office.xlsx --space office.gtspace --apply\n";

struct account { char password[GT_PASSWORD_TEXT]; };

static const char *state_of(const struct gt_cli *cli, const struct gt_office_line *line)
{
    return line->fresh ? GT_SAY(cli, "new", "新增") : GT_SAY(cli, "changed", "变更");
}

static void show_table(const struct gt_cli *cli, struct gt_arena *arena,
                       const struct gt_office_outcome *outcome, const struct account *accounts,
                       bool written, struct gt_buf *out)
{
    struct gt_cli_table table;

    gt_cli_table_init(&table, arena);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "What", "内容")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "Name", "名称")), GT_LEFT, 40);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "In", "所属")), GT_LEFT, 30);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "Login", "登录名")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "Password", "口令")), GT_LEFT, 0);
    for (size_t at = 0; at < outcome->lines.count; at++) {
        const struct gt_office_line *line = &outcome->lines.at[at];

        gt_cli_table_cell(&table, gt_str_from(state_of(cli, line)));
        gt_cli_table_cell(&table, line->name);
        gt_cli_table_cell(&table, line->unit);
        gt_cli_table_cell(&table, line->login);
        gt_cli_table_cell(&table, gt_str_from(accounts[at].password));
    }
    if (outcome->lines.count > 0)
        gt_cli_table_write(&table, out);
    gt_buf_printf(out, GT_SAY(cli, "%zu lines new or changed, %lld as they were%s\n",
                              "新增或变更%zu行，%lld行不变%s\n"),
                  outcome->lines.count, (long long)outcome->unchanged,
                  written || outcome->lines.count == 0
                      ? "" : GT_SAY(cli, "; --apply writes them", "；加 --apply 写入"));
}

static void show_json(const struct gt_office_outcome *outcome, const struct account *accounts,
                      bool written, struct gt_buf *out)
{
    struct gt_json json;

    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_bool(&json, "written", written);
    gt_json_i64(&json, "unchanged", outcome->unchanged);
    gt_json_array(&json, "lines");
    for (size_t at = 0; at < outcome->lines.count; at++) {
        const struct gt_office_line *line = &outcome->lines.at[at];

        gt_json_object(&json, NULL);
        gt_json_text(&json, "what", line->what == GT_OFFICE_UNIT ? "unit" : "person");
        gt_json_text(&json, "state", line->fresh ? "new" : "changed");
        gt_json_str(&json, "name", line->name);
        gt_json_str(&json, "in", line->unit);
        gt_json_str(&json, "login", line->login);
        gt_json_text(&json, "password", accounts[at].password[0] != '\0' ? accounts[at].password : NULL);
        gt_json_close(&json);
    }
    gt_json_close(&json);
    gt_json_close(&json);
    gt_buf_char(out, '\n');
}

static gt_rc make_accounts(struct gt_place *place, const struct gt_office_outcome *outcome,
                           struct account *accounts, struct gt_err *err)
{
    for (size_t at = 0; at < outcome->lines.count; at++) {
        const struct gt_office_line *line = &outcome->lines.at[at];
        gt_rc rc;

        if (line->login.len == 0)
            continue;
        if ((rc = gt_work_account_give(&place->ctx, line->person_id, line->login, false,
                                       accounts[at].password, err)) != GT_OK) {
            accounts[at].password[0] = '\0';
            return gt_wrap(err, rc, "the account of %.*s", "%.*s 的账号", GT_FMT(line->name));
        }
    }
    return GT_OK;
}

static int run(struct gt_cli *cli, struct gt_place *place, const char *path, bool write)
{
    const char *slash = strrchr(path, '/');
    struct gt_office_outcome outcome;
    struct account *accounts;
    struct gt_problems problems;
    struct gt_err err = {0};
    struct gt_buf out;
    gt_str bytes;
    gt_rc rc;
    int code;

    gt_problems_init(&problems, place->arena);
    if ((rc = gt_file_read(place->arena, path, FILE_BYTES_MAX, &bytes, &err)) == GT_OK)
        rc = gt_work_office_import(&place->ctx, gt_str_from(slash != NULL ? slash + 1 : path), bytes,
                                   write, &problems, &outcome, &err);
    gt_cli_problems(cli, &problems);
    if (rc != GT_OK)
        return gt_cli_fail(cli, &err);
    if ((accounts = GT_NEW_N(place->arena, struct account, outcome.lines.count + 1)) == NULL) {
        (void)gt_fail(&err, GT_ENOMEM, "out of memory", "内存不足");
        return gt_cli_fail(cli, &err);
    }
    /* What could not be made is said after what was: passwords are shown once. */
    rc = write ? make_accounts(place, &outcome, accounts, &err) : GT_OK;
    gt_buf_init(&out, 16 << 20);
    if (cli->json)
        show_json(&outcome, accounts, write, &out);
    else
        show_table(cli, place->arena, &outcome, accounts, write, &out);
    code = gt_cli_out(cli, &out);
    gt_buf_clear(&out);
    return rc != GT_OK ? gt_cli_fail(cli, &err) : code;
}

int gt_verb_units(struct gt_cli *cli, int argc, char **argv)
{
    bool write = false;
    const struct gt_opt opts[] = {
        {"apply", 0, NULL, &write, NULL, {"写入", "write it"}},
    };
    struct gt_place place = {0};
    struct gt_err err = {0};
    int rc = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, examples);

    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    if (argc != 2)
        return gt_cli_usage(cli, "takes one file", "须给出一个文件");
    rc = gt_place_open(cli, &place, &err) != GT_OK ? gt_cli_fail(cli, &err)
                                                   : run(cli, &place, argv[1], write);
    gt_place_close(&place);
    return rc;
}
