/*
 * fixture.c - a server over a fresh space for test_api.py.
 *
 * fixture SPACE             makes the space if there is none, prints "port",
 *                           then "name password" of each account, serves until
 *                           standard input ends
 * fixture --check           reads lines "Shape<TAB>JSON" and says what does
 *                           not fit
 */
#include <unistd.h>

#include "api/api.h"
#include "api/describe.h"
#include "api/shape.h"
#include "work/rights.h"
#include "work/session.h"
#include "work/space.h"

enum { LINE_MAX_BYTES = 64 << 20 };

static struct gt_err err;

static struct gt_ctx context(struct gt_space *space, struct gt_arena *arena)
{
    return (struct gt_ctx){.space = space, .arena = arena, .lang = GT_LANG_ZH,
                           .today = gt_day_from_ymd(2026, 7, 8), .now_ms = gt_clock_ms()};
}

static gt_rc add_person(struct gt_ctx *ctx, int64_t unit, const char *name, const char *role,
                        const char *login)
{
    struct gt_person person = {.unit_id = unit, .name = gt_str_from(name), .name_en = GT_STR(""),
                               .post = GT_STR("主任"), .role = gt_str_from(role)};
    char password[GT_PASSWORD_TEXT];
    gt_rc rc;

    gt_password_random(password);
    if ((rc = gt_work_person_put(ctx, &person, &err)) == GT_OK &&
        (rc = gt_work_account_put(ctx, person.id, gt_str_from(login), gt_str_from(password),
                                  &err)) == GT_OK)
        printf("%s %s\n", login, password);
    return rc;
}

static gt_rc add_unit(struct gt_ctx *ctx, const char *name, const char *short_name, int64_t position)
{
    struct gt_unit_row unit = {.position = position, .code = GT_STR(""), .name = gt_str_from(name),
                               .short_name = gt_str_from(short_name), .name_en = GT_STR(""),
                               .aliases = GT_STR("")};

    return gt_work_unit_put(ctx, &unit, &err);
}

static gt_rc fill(struct gt_space *space)
{
    struct gt_arena *arena = NULL;
    struct gt_ctx ctx;
    gt_rc rc;

    if ((rc = gt_arena_create(64 << 20, &arena)) != GT_OK)
        return rc;
    ctx = context(space, arena);
    if ((rc = add_unit(&ctx, "办公室", "办公室", 1)) == GT_OK &&
        (rc = add_unit(&ctx, "规划与资源配置处", "规划处", 2)) == GT_OK &&
        (rc = add_unit(&ctx, "高新技术处", "高新处", 3)) == GT_OK &&
        (rc = add_unit(&ctx, "成果转化处", "成果处", 4)) == GT_OK &&
        (rc = add_person(&ctx, 1, "林一", "office", "office")) == GT_OK &&
        (rc = add_person(&ctx, 2, "周二", "inspector", "reader")) == GT_OK)
        rc = add_person(&ctx, 3, "吴三", "head", "locked");
    for (int as = 0; as < GT_AS_COUNT && rc == GT_OK; as++) /* one of each role, by its code */
        if (as != GT_AS_office)
            rc = add_person(&ctx, gt_as_outside((enum gt_as)as) ? 0 : 3, gt_as_text((enum gt_as)as, GT_LANG_ZH),
                            gt_as_code((enum gt_as)as), gt_as_code((enum gt_as)as));
    gt_arena_destroy(arena);
    return rc;
}

static gt_rc serve(const char *path)
{
    const struct gt_space_new fresh = {
        .name = {GT_STR("测试厅"), GT_STR("Test department")}, .year = 2026,
        .now_ms = gt_clock_ms()};
    struct gt_api_config config = {.address = "127.0.0.1", .behind_proxy = true,
                                   .today = gt_day_from_ymd(2026, 7, 8)};
    struct gt_space *space = NULL;
    struct gt_api *api = NULL;
    bool made = false;
    char byte;
    gt_rc rc;

    rc = gt_space_init(path, &fresh, &err);
    made = rc == GT_OK;
    if ((rc != GT_OK && rc != GT_EEXISTS) || (rc = gt_space_open(path, &space, &err)) != GT_OK ||
        (made && (rc = fill(space)) != GT_OK))
        goto out;
    config.space = space;
    if ((rc = gt_api_start(&config, &api, &err)) == GT_OK) {
        printf("port %u\n", gt_api_port(api));
        (void)fflush(stdout);
        while (read(STDIN_FILENO, &byte, 1) > 0)
            ;
    }
out:
    gt_api_stop(api);
    gt_space_close(space);
    return rc;
}

/* One recorded answer against its shape; false where it does not fit. */
static bool fits(gt_str line)
{
    const size_t tab = gt_str_find(line, GT_STR("\t"), 0);
    const struct gt_shape *shape = gt_shape_find(gt_str_sub(line, 0, tab));
    const struct gt_jval *value = NULL;
    struct gt_problems problems;
    struct gt_arena *arena = NULL;
    bool ok = false;

    if (shape == NULL || gt_arena_create(512 << 20, &arena) != GT_OK)
        return false;
    gt_problems_init(&problems, arena);
    if (gt_json_parse(arena, gt_str_sub(line, tab + 1, line.len), &value, &err) == GT_OK)
        ok = gt_shape_check(shape, value, &problems) == 0;
    for (size_t i = 0; i < problems.list.count && i < 5; i++)
        fprintf(stderr, "%s: %.*s %.*s\n", shape->name, GT_FMT(problems.list.at[i].field),
                GT_FMT(problems.list.at[i].text[GT_LANG_EN]));
    gt_arena_destroy(arena);
    return ok;
}

static int check(void)
{
    size_t cap = 0, lines = 0, bad = 0;
    char *line = NULL;
    ssize_t len;

    while ((len = getline(&line, &cap, stdin)) > 0) {
        lines++;
        bad += !fits(gt_str_trim((gt_str){line, (size_t)len}));
    }
    free(line);
    printf("%zu answers held against their shapes, %zu do not fit\n", lines, bad);
    return bad > 0 || lines == 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--check") == 0)
        return check();
    if (argc != 2)
        return 2;
    if (serve(argv[1]) != GT_OK) {
        fprintf(stderr, "fixture: %s\n", err.text[GT_LANG_EN]);
        return 1;
    }
    return 0;
}
