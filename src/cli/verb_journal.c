/* verb_journal.c - guatu journal: who changed what, and whether it still
 * stands as it was written. */
#include "base/json.h"
#include "cli/place.h"
#include "work/finding.h"

static const char *const about[GT_LANG_COUNT] = {
    "guatu journal verify   核验日志链：任何改动、删除、调换都会指出是哪一行\n"
    "guatu journal list     列出最近的变更",
    "guatu journal verify   checks the chain; names any row altered, removed or moved\n"
    "guatu journal list     shows the newest changes"};

static void hash_text(const uint8_t hash[static GT_HASH_SIZE], char text[static 2 * GT_HASH_SIZE + 1])
{
    for (int i = 0; i < GT_HASH_SIZE; i++)
        snprintf(text + 2 * i, 3, "%02x", hash[i]);
}

static gt_rc verify(const struct gt_cli *cli, struct gt_place *place, struct gt_buf *out,
                    bool *whole, struct gt_err *err)
{
    char head[2 * GT_HASH_SIZE + 1];
    struct gt_journal_check check;
    struct gt_json json;
    gt_rc rc;

    if ((rc = gt_work_journal_verify(&place->ctx, &check, err)) != GT_OK)
        return rc;
    *whole = check.whole;
    hash_text(check.head, head);
    if (cli->json) {
        gt_json_init(&json, out);
        gt_json_object(&json, NULL);
        gt_json_bool(&json, "ok", check.whole);
        gt_json_i64(&json, "rows", check.rows);
        gt_json_text(&json, "head", head);
        if (!check.whole) {
            gt_json_i64(&json, "broken_at", check.bad_seq);
            gt_json_str(&json, "sentence", check.what[cli->lang]);
        }
        gt_json_close(&json);
        gt_buf_char(out, '\n');
    } else if (check.whole) {
        gt_buf_printf(out, GT_SAY(cli, "The journal is whole: %lld rows, head %s\n",
                                  "日志完整：共%lld行，链头 %s\n"), (long long)check.rows, head);
    } else {
        gt_buf_printf(out, GT_SAY(cli, "The journal is broken at row %lld: %.*s\n",
                                  "日志在第%lld行断开：%.*s\n"), (long long)check.bad_seq,
                      GT_FMT(check.what[cli->lang]));
    }
    return GT_OK;
}

static gt_rc list_json(struct gt_buf *out, const gt_journal_rows *rows)
{
    struct gt_json json;

    for (size_t i = 0; i < rows->count; i++) {
        const struct gt_journal_row *row = &rows->at[i];
        char at[GT_INSTANT_TEXT];

        gt_json_init(&json, out);
        gt_json_object(&json, NULL);
        gt_json_i64(&json, "seq", row->seq);
        gt_json_text(&json, "at", gt_instant_text(row->at_ms, at));
        gt_json_i64(&json, "person", row->person_id);
        gt_json_str(&json, "action", row->action);
        gt_json_str(&json, "object", row->object);
        gt_json_i64(&json, "id", row->object_id);
        if (row->before.len > 0)
            gt_json_raw(&json, "before", row->before);
        if (row->after.len > 0)
            gt_json_raw(&json, "after", row->after);
        gt_json_close(&json);
        gt_buf_char(out, '\n');
    }
    return out->status;
}

static gt_rc list(const struct gt_cli *cli, struct gt_place *place, struct gt_buf *out,
                  int64_t limit, struct gt_err *err)
{
    const struct gt_journal_filter filter = {.limit = limit};
    struct gt_cli_table table;
    gt_journal_rows rows = {0};
    gt_rc rc;

    if ((rc = gt_work_journal(&place->ctx, &filter, &rows, err)) != GT_OK)
        return rc;
    if (cli->json)
        return list_json(out, &rows);
    gt_cli_table_init(&table, place->arena);
    gt_cli_table_column(&table, GT_SAY(cli, GT_STR("Row"), GT_STR("行")), GT_RIGHT, 0);
    gt_cli_table_column(&table, GT_SAY(cli, GT_STR("When (UTC)"), GT_STR("时间（UTC）")), GT_LEFT, 0);
    gt_cli_table_column(&table, GT_SAY(cli, GT_STR("What"), GT_STR("变更")), GT_LEFT, 100);
    for (size_t i = 0; i < rows.count; i++) {
        char at[GT_INSTANT_TEXT];
        gt_str seq, when, sentence;

        gt_instant_text(rows.at[i].at_ms, at);
        if ((rc = gt_arena_printf(place->arena, &seq, "%lld", (long long)rows.at[i].seq)) != GT_OK ||
            (rc = gt_arena_dup(place->arena, (gt_str){at, 19}, &when)) != GT_OK ||
            (rc = gt_journal_sentence(place->arena, &rows.at[i], cli->lang, &sentence)) != GT_OK)
            return gt_fail(err, rc, "out of memory", "内存不足");
        gt_cli_table_cell(&table, seq);
        gt_cli_table_cell(&table, when);
        gt_cli_table_cell(&table, sentence);
    }
    gt_cli_table_write(&table, out);
    return out->status;
}

int gt_verb_journal(struct gt_cli *cli, int argc, char **argv)
{
    const char *limit = NULL;
    const struct gt_opt opts[] = {
        {"limit", 'n', &limit, NULL, "ROWS", {"列出多少行，默认50", "how many rows; 50 where absent"}},
    };
    struct gt_place place = {0};
    struct gt_err err = {0};
    struct gt_buf out;
    int64_t rows = 50;
    bool whole = true;
    gt_rc failed;
    int rc = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, NULL);

    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    if (argc != 2 || (strcmp(argv[1], "verify") != 0 && strcmp(argv[1], "list") != 0))
        return gt_cli_usage(cli, "say verify or list", "请写 verify 或 list");
    if (limit != NULL && (!gt_str_i64(gt_str_from(limit), &rows) || rows < 1 || rows > GT_JOURNAL_PAGE_MAX))
        return gt_cli_usage(cli, "--limit is a number from 1 to 1000", "--limit 应为1至1000");
    gt_buf_init(&out, 256 << 20);
    if ((failed = gt_place_open(cli, &place, &err)) == GT_OK)
        failed = argv[1][0] == 'v' ? verify(cli, &place, &out, &whole, &err)
                                   : list(cli, &place, &out, rows, &err);
    rc = failed != GT_OK ? gt_cli_fail(cli, &err) : gt_cli_out(cli, &out);
    gt_buf_clear(&out);
    gt_place_close(&place);
    return rc != GT_EXIT_OK ? rc : whole ? GT_EXIT_OK : GT_EXIT_PROBLEM;
}
