/* verb_api.c - guatu api: the contract of the API, for builders of clients. */
#include "api/describe.h"
#include "cli/cli.h"

int gt_verb_api(struct gt_cli *cli, int argc, char **argv)
{
    static const char *const about[GT_LANG_COUNT] = {
        "输出接口约定：OpenAPI 3.1 文档或 TypeScript 类型。",
        "Prints the contract of the API: the OpenAPI 3.1 document or the TypeScript types.",
    };
    bool openapi = false, typescript = false;
    const struct gt_opt opts[] = {
        {"openapi", 0, NULL, &openapi, NULL, {"OpenAPI 3.1(JSON)", "OpenAPI 3.1, JSON"}},
        {"typescript", 0, NULL, &typescript, NULL, {"TypeScript 类型", "TypeScript types"}},
    };
    struct gt_buf out;
    int rc = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about,
                            "  guatu api --typescript > web/src/api/types.ts\n");

    if (rc != GT_EXIT_OK)
        return rc < 0 ? GT_EXIT_OK : rc;
    if (openapi == typescript)
        return gt_cli_usage(cli, "either --openapi or --typescript",
                            "请选择 --openapi 或 --typescript 之一");
    gt_buf_init(&out, GT_DESCRIBE_BYTES_MAX);
    if (openapi)
        gt_describe_openapi(&out);
    else
        gt_describe_typescript(&out);
    rc = gt_cli_out(cli, &out);
    gt_buf_clear(&out);
    return rc;
}
