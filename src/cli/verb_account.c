/* verb_account.c - guatu account: who may sign in, and the way back in for
 * whoever locked himself out. */
#include "base/date.h"
#include "base/json.h"
#include "cli/place.h"
#include "work/account.h"
#include "work/picture.h"

static const char *const about[GT_LANG_COUNT] = {
    "guatu account                    列出全部账号\n"
    "guatu account reset LOGIN        换一个随机口令（只显示这一次，登录后须修改），并停用第二因素\n"
    "guatu account unlock LOGIN       解锁\n"
    "guatu account disable LOGIN      停用，会话和令牌随即失效；enable 重新启用\n"
    "管理员自己被锁在外面时，用这里的命令恢复；每一步都记入日志。",
    "guatu account                    lists all accounts\n"
    "guatu account reset LOGIN        a random password (shown this once, to be changed at the\n"
    "                                 next sign-in); the second factor is dropped\n"
    "guatu account unlock LOGIN       takes the lock off\n"
    "guatu account disable LOGIN      switches it off, its sessions and tokens end; enable: on again\n"
    "For administrators who locked themselves out; every step goes into the journal."};

static const char examples[] =
    "  guatu account --space office.gtspace\n"
    "  guatu account reset security --space office.gtspace\n";

static const char *state_of(const struct gt_cli *cli, const struct gt_account *one, int64_t now_ms)
{
    if (one->disabled != 0)
        return GT_SAY(cli, "switched off", "已停用");
    if (one->locked_until_ms > now_ms)
        return GT_SAY(cli, "locked", "已锁定");
    if (one->must_change != 0)
        return GT_SAY(cli, "new password due", "待改口令");
    return GT_SAY(cli, "in use", "正常");
}

static gt_rc name_of(struct gt_place *place, const struct gt_account *one, gt_str *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_picture_hold(&place->ctx, &picture, err)) != GT_OK)
        return rc;
    rc = gt_arena_dup(place->arena, gt_picture_person_name(picture, one->person_id, place->ctx.lang), out);
    gt_picture_done(&place->ctx);
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}

static gt_rc list(const struct gt_cli *cli, struct gt_place *place, const gt_accounts *accounts,
                  struct gt_buf *out, struct gt_err *err)
{
    struct gt_cli_table table;
    struct gt_json json;
    gt_str name;
    gt_rc rc;

    gt_json_init(&json, out);
    gt_cli_table_init(&table, place->arena);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "Login", "登录名")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "Name", "姓名")), GT_LEFT, 30);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "State", "状态")), GT_LEFT, 0);
    gt_cli_table_column(&table, gt_str_from(GT_SAY(cli, "Second factor", "第二因素")), GT_LEFT, 0);
    if (cli->json)
        gt_json_array(&json, NULL);
    for (size_t at = 0; at < accounts->count; at++) {
        const struct gt_account *one = &accounts->at[at];

        if ((rc = name_of(place, one, &name, err)) != GT_OK)
            return rc;
        if (cli->json) {
            gt_json_object(&json, NULL);
            gt_json_str(&json, "login", one->login);
            gt_json_str(&json, "name", name);
            gt_json_i64(&json, "person", one->person_id);
            gt_json_bool(&json, "disabled", one->disabled != 0);
            gt_json_bool(&json, "locked", one->locked_until_ms > place->ctx.now_ms);
            gt_json_bool(&json, "must_change", one->must_change != 0);
            gt_json_bool(&json, "factor", one->totp_on_ms != 0);
            gt_json_close(&json);
            continue;
        }
        gt_cli_table_cell(&table, one->login);
        gt_cli_table_cell(&table, name);
        gt_cli_table_cell(&table, gt_str_from(state_of(cli, one, place->ctx.now_ms)));
        gt_cli_table_cell(&table, gt_str_from(one->totp_on_ms != 0 ? GT_SAY(cli, "on", "已启用") : ""));
    }
    if (cli->json) {
        gt_json_close(&json);
        gt_buf_char(out, '\n');
    } else if (accounts->count > 0) {
        gt_cli_table_write(&table, out);
    }
    return GT_OK;
}

static gt_rc reset(const struct gt_cli *cli, struct gt_place *place, const struct gt_account *account,
                   struct gt_buf *out, struct gt_err *err)
{
    char password[GT_PASSWORD_TEXT];
    struct gt_json json;
    gt_rc rc;

    if ((rc = gt_work_account_act(&place->ctx, account->person_id, GT_ACCOUNT_TOTP_OFF, err)) != GT_OK ||
        (rc = gt_work_account_give(&place->ctx, account->person_id, account->login, false, password, err)) != GT_OK)
        return rc;
    if (!cli->json) {
        gt_buf_printf(out, "%.*s  %s\n", GT_FMT(account->login), password);
        return GT_OK;
    }
    gt_json_init(&json, out);
    gt_json_object(&json, NULL);
    gt_json_str(&json, "login", account->login);
    gt_json_text(&json, "password", password);
    gt_json_close(&json);
    gt_buf_char(out, '\n');
    return GT_OK;
}

static gt_rc act(const struct gt_cli *cli, struct gt_place *place, const char *what, gt_str login,
                 const gt_accounts *accounts, struct gt_buf *out, struct gt_err *err)
{
    static const struct { const char *name; enum gt_account_act act; } acts[] = {
        {"unlock", GT_ACCOUNT_LOCK_OFF}, {"disable", GT_ACCOUNT_DISABLE}, {"enable", GT_ACCOUNT_ENABLE}};

    for (size_t at = 0; at < accounts->count; at++) {
        if (!gt_str_eq(accounts->at[at].login, login))
            continue;
        if (strcmp(what, "reset") == 0)
            return reset(cli, place, &accounts->at[at], out, err);
        for (size_t which = 0; which < GT_LEN(acts); which++)
            if (strcmp(what, acts[which].name) == 0)
                return gt_work_account_act(&place->ctx, accounts->at[at].person_id, acts[which].act, err);
    }
    return gt_fail(err, GT_ENOTFOUND, "nobody signs in as %.*s", "没有登录名为“%.*s”的账号", GT_FMT(login));
}

int gt_verb_account(struct gt_cli *cli, int argc, char **argv)
{
    static const char *const acts[] = {"reset", "unlock", "disable", "enable"};
    struct gt_place place = {0};
    gt_accounts accounts = {0};
    struct gt_err err = {0};
    struct gt_buf out;
    bool known = argc == 1;
    int rc = gt_cli_options(cli, &argc, argv, NULL, 0, about, examples);

    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    for (size_t at = 0; argc == 3 && at < GT_LEN(acts); at++)
        known |= strcmp(argv[1], acts[at]) == 0;
    if (argc != 1 && !known)
        return gt_cli_usage(cli, "takes nothing, or reset, unlock, disable or enable with a login",
                            "不带参数，或 reset、unlock、disable、enable 加登录名");
    gt_buf_init(&out, 16 << 20);
    if (gt_place_open(cli, &place, &err) != GT_OK || gt_work_accounts(&place.ctx, &accounts, &err) != GT_OK ||
        (argc == 1 ? list(cli, &place, &accounts, &out, &err)
                   : act(cli, &place, argv[1], gt_str_from(argv[2]), &accounts, &out, &err)) != GT_OK)
        rc = gt_cli_fail(cli, &err);
    else
        rc = gt_cli_out(cli, &out);
    gt_buf_clear(&out);
    gt_place_close(&place);
    return rc;
}
