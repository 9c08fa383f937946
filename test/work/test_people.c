/* test_people.c - people and accounts with the n-th allocation refused, with a
 * failing database, and what may not be combined. */
#include "office.h"
#include "work/account.h"
#include "work/people.h"
#include "work/ways.h"

enum { SWEEP_MAX = 4000 };

#define PASSWORD GT_STR("lamp-oil-42-Rain")

static struct office *office;
static int64_t task, leaver, heir, expert, turn;
static struct gt_unit_row doomed;

static int64_t add_person(const char *name, const char *role, int64_t unit)
{
    struct gt_person person = {.name = gt_str_from(name), .role = gt_str_from(role), .unit_id = unit};

    WORKS(office, gt_work_person_put(&office->ctx, &person, &office->err));
    return person.id;
}

static void led_by_leaver(struct gt_task *facts) { facts->leader_id = leaver; }

static void open_people(enum backend backend, bool faults)
{
    office = office_open(backend, faults);
    leaver = add_person("辞旧", "head", office->units[1]);
    heir = add_person("迎新", "head", office->units[1]);
    expert = add_person("专家", "expert", 0);
    task = add_task(office, 0, "first", "2026-09-30", 5);
    edit_task(office, task, led_by_leaver);
    doomed = (struct gt_unit_row){.name = GT_STR("将撤处")};
    WORKS(office, gt_work_unit_put(&office->ctx, &doomed, &office->err));
    WORKS(office, gt_work_account_put(&office->ctx, heir, GT_STR("heir"), PASSWORD, &office->err));
}

/* ---- one call each ------------------------------------------------------------------ */

static gt_rc card(void)
{
    struct gt_person_card out;

    return gt_work_person_card(&office->ctx, leaver, &out, &office->err);
}

static gt_rc holding(void)
{
    struct gt_holding one = {.person_id = heir, .unit_id = office->units[2], .role = GT_STR("liaison"),
                             .from = day("2026-07-01"), .note = GT_STR("兼任")};

    return gt_work_holding_put(&office->ctx, &one, &office->err);
}

static gt_rc given(void)
{
    struct gt_given one = {.person_id = expert, .object = GT_STR("task"), .object_id = task};

    return gt_work_given_add(&office->ctx, &one, &office->err);
}

/* To and fro, so that each time there is something to hand over. */
static gt_rc handover(void)
{
    const bool back = turn % 2 != 0;
    const struct gt_handover what = {.from_id = back ? heir : leaver, .to_id = back ? leaver : heir, .apply = true};
    struct gt_handed out;

    return gt_work_handover(&office->ctx, &what, &out, &office->err);
}

static gt_rc dissolve(void)
{
    const struct gt_dissolve what = {.unit_id = doomed.id, .successor_id = office->units[2],
                                     .revision = doomed.revision, .last = day("2026-07-31"), .apply = true};
    struct gt_dissolved out;

    return gt_work_unit_dissolve(&office->ctx, &what, &out, &office->err);
}

static gt_rc accounts(void)
{
    gt_accounts out;

    return gt_work_accounts(&office->ctx, &out, &office->err);
}

static gt_rc ways(void)
{
    struct gt_ways now;
    const gt_rc rc = gt_work_ways(&office->ctx, &now, &office->err);

    return rc == GT_OK ? gt_work_ways_put(&office->ctx, &now, &office->err) : rc;
}

/* As the person himself. */
static gt_rc as_heir(gt_rc (*what)(struct gt_ctx *ctx))
{
    struct gt_person person = {.id = heir, .name = GT_STR("迎新"), .role = GT_STR("head"),
                               .unit_id = office->units[1]};
    struct gt_ctx ctx = office->ctx;
    gt_rc rc;

    if ((rc = gt_ctx_speak_for(&ctx, &person, &office->err)) == GT_OK)
        rc = what(&ctx);
    return rc;
}

static gt_rc own_account(struct gt_ctx *ctx)
{
    struct gt_own_account out;

    return gt_work_own_account(ctx, &out, &office->err);
}

static gt_rc new_token(struct gt_ctx *ctx)
{
    char text[GT_API_TOKEN_TEXT];
    struct gt_api_token out;

    return gt_work_token_add(ctx, GT_STR("同步"), GT_STR("wall:read"), 30, text, &out, &office->err);
}

static gt_rc new_factor(struct gt_ctx *ctx)
{
    struct gt_totp_new out;

    return gt_work_totp_begin(ctx, &out, &office->err);
}

static gt_rc own(void) { return as_heir(own_account); }
static gt_rc token(void) { return as_heir(new_token); }
static gt_rc factor(void) { return as_heir(new_factor); }

static const struct sweep_case { const char *name; gt_rc (*run)(void); } cases[] = {
    {"card", card}, {"holding", holding}, {"given", given}, {"handover", handover}, {"accounts", accounts},
    {"ways", ways}, {"own account", own}, {"token", token}, {"factor", factor}, {"dissolve", dissolve},
};

static int64_t version_now(void)
{
    struct gt_space_meta meta;

    WORKS(office, gt_work_space(&office->ctx, &meta, &office->err));
    return meta.version;
}

static void refused_memory_is_an_ordinary_error(void **state)
{
    open_people(*(enum backend *)*state, false);
    for (size_t at = 0; at < GT_LEN(cases); at++)
        for (int64_t n = 0;; n++) {
            const struct gt_arena_mark mark = gt_arena_mark(office->arena);
            const int64_t before = version_now();
            bool reached;
            gt_rc rc;

            turn = (int64_t)at;
            (void)gt_alloc_fail_at(n);
            rc = cases[at].run();
            reached = gt_alloc_fail_at(-1) < 0;
            if (rc != GT_OK && rc != GT_ENOMEM)
                fail_msg("%s, allocation %lld: %s: %s", cases[at].name, (long long)n, gt_rc_name(rc),
                         office->err.text[GT_LANG_EN]);
            if (rc == GT_ENOMEM)
                assert_int_equal(version_now(), before);
            same_as_read_anew(office, cases[at].name);
            if (rc == GT_OK)
                break;
            gt_arena_rewind(office->arena, mark);
            assert_true(reached && n < SWEEP_MAX);
        }
    office_close(office);
}

static void administrators_and_inspectors_hold_nothing_beside(void **state)
{
    static const struct { const char *own, *more; gt_rc want; } rows[] = {
        {"head", "liaison", GT_OK}, {"member", "expert", GT_OK}, {"system", "security", GT_EINVAL},
        {"security", "audit", GT_EINVAL}, {"head", "audit", GT_EINVAL}, {"inspector", "member", GT_EINVAL},
        {"office", "inspector", GT_EINVAL}, {"system", "system", GT_OK},
    };

    open_people(*(enum backend *)*state, false);
    for (size_t at = 0; at < GT_LEN(rows); at++) {
        struct gt_holding one = {.unit_id = office->units[0], .role = gt_str_from(rows[at].more),
                                 .from = day("2026-07-01"), .note = GT_STR("")};
        gt_rc rc;

        one.person_id = add_person("某人", rows[at].own, office->units[0]);
        rc = gt_work_holding_put(&office->ctx, &one, &office->err);
        if (rc != rows[at].want)
            fail_msg("%s and %s: %s", rows[at].own, rows[at].more, gt_rc_name(rc));
    }
    /* and a role that is given later is held against the posts */
    {
        struct gt_person person = {.name = GT_STR("升迁"), .role = GT_STR("member"), .unit_id = office->units[0]};
        struct gt_holding one = {.unit_id = office->units[1], .role = GT_STR("liaison"),
                                 .from = day("2026-07-01"), .note = GT_STR("")};

        WORKS(office, gt_work_person_put(&office->ctx, &person, &office->err));
        one.person_id = person.id;
        WORKS(office, gt_work_holding_put(&office->ctx, &one, &office->err));
        person.role = GT_STR("audit");
        assert_int_equal(gt_work_person_put(&office->ctx, &person, &office->err), GT_EINVAL);
    }
    office_close(office);
}

static void a_unit_s_tasks_are_signed_for_again_by_the_successor(void **state)
{
    struct gt_task_put put = {.task = GT_TASK_NEW};
    struct gt_pic_task now;

    open_people(*(enum backend *)*state, false);
    put.task.title = GT_STR("随处转");
    put.task.lead_unit_id = doomed.id;
    WORKS(office, gt_work_task_put(&office->ctx, &put, NULL, &office->err));
    WORKS(office, dissolve());
    now = seen(office, put.task.id);
    assert_int_equal(now.facts.lead_unit_id, office->units[2]);
    assert_int_equal(dissolve(), GT_ECONFLICT);
    same_as_read_anew(office, "a dissolved unit");
    office_close(office);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(refused_memory_is_an_ordinary_error, on),
            cmocka_unit_test_prestate(administrators_and_inspectors_hold_nothing_beside, on),
            cmocka_unit_test_prestate(a_unit_s_tasks_are_signed_for_again_by_the_successor, on),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
