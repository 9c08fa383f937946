/* verb_export.c - guatu export: the task table out, to be filled and sent back. */
#include "api/task_paper.h"
#include "base/file.h"
#include "cli/place.h"

static const char *const about[GT_LANG_COUNT] = {
    "导出任务表（.xlsx）：与各单位往来的样式，带隐藏的数据标识列，填好后可用 guatu import\n"
    "原样导回。FILE 为 - 时写到标准输出。",
    "Writes the task table (.xlsx) in the look that offices send round, with a hidden\n"
    "key column; guatu import takes it back.  FILE may be - for standard output."};

static const char examples[] =
    "  guatu export 任务表.xlsx\n"
    "  guatu export 规划处.xlsx --unit 规划处\n"
    "  guatu export 分解表.xlsx --like 3\n";

/* By name, short name or number. */
static gt_rc find_unit(struct gt_place *place, const char *asked, int64_t *out, struct gt_err *err)
{
    const gt_str name = gt_str_from(asked);
    gt_units units = {0};
    int64_t id = 0;
    gt_rc rc;

    if ((rc = gt_work_units(&place->ctx, &units, err)) != GT_OK)
        return rc;
    (void)gt_str_i64(name, &id);
    for (size_t i = 0; i < units.count; i++)
        if (units.at[i].removed_at_ms == 0 &&
            (gt_str_eq(units.at[i].name, name) || gt_str_eq(units.at[i].short_name, name) || units.at[i].id == id)) {
            *out = units.at[i].id;
            return GT_OK;
        }
    return gt_fail(err, GT_ENOTFOUND, "there is no unit %s", "没有单位“%s”", asked);
}

static gt_rc write_file(struct gt_place *place, const struct gt_task_paper_want *want, const char *path,
                        struct gt_err *err)
{
    struct gt_buf file;
    gt_rc rc;

    gt_buf_init(&file, GT_XLSX_BYTES_MAX);
    if ((rc = gt_task_paper(&place->ctx, want, &file, err)) == GT_OK) {
        if (strcmp(path, "-") != 0)
            rc = gt_file_replace(path, gt_buf_view(&file), err);
        else if (fwrite(file.at, 1, file.len, stdout) != file.len || fflush(stdout) != 0)
            rc = gt_fail(err, GT_EIO, "writing to standard output failed", "写标准输出失败");
    }
    gt_buf_clear(&file);
    return rc;
}

int gt_verb_export(struct gt_cli *cli, int argc, char **argv)
{
    const char *unit = NULL, *directive = NULL, *like = NULL;
    const struct gt_opt opts[] = {
        {"unit", 0, &unit, NULL, "UNIT", {"只要这个单位牵头或配合的", "only what this unit leads or supports"}},
        {"directive", 0, &directive, NULL, "ID", {"只要这份文件的", "only what came from this document"}},
        {"like", 0, &like, NULL, "IMPORT",
         {"照这次导入的表的样子，只要它的任务", "in the look of the table of that import, with its tasks"}},
    };
    struct gt_task_paper_want want = {0};
    struct gt_place place = {0};
    struct gt_err err = {0};
    gt_rc rc;
    int code = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about, examples);

    if (code != GT_EXIT_OK)
        return code < 0 ? GT_EXIT_OK : code;
    if (argc != 2)
        return gt_cli_usage(cli, "give the file to write", "请给出要写的文件");
    if (directive != NULL && (!gt_str_i64(gt_str_from(directive), &want.directive_id) || want.directive_id < 1))
        return gt_cli_usage(cli, "--directive is a document's number", "--directive 应为文件的序号");
    if (like != NULL && (!gt_str_i64(gt_str_from(like), &want.import_id) || want.import_id < 1))
        return gt_cli_usage(cli, "--like is an import's number", "--like 应为导入的序号");
    if ((rc = gt_place_open(cli, &place, &err)) == GT_OK &&
        (unit == NULL || (rc = find_unit(&place, unit, &want.unit_id, &err)) == GT_OK))
        rc = write_file(&place, &want, argv[1], &err);
    code = rc == GT_OK ? GT_EXIT_OK : gt_cli_fail(cli, &err);
    gt_place_close(&place);
    return code;
}
