/* test_session.c - accounts and sessions along a made-up clock. */
#include "office.h"
#include "work/session.h"

#define PASSWORD GT_STR("lamp-oil-42-Rain")

static struct office *office;
static int64_t person;

static void open_office(enum backend backend, const char *role)
{
    struct gt_person one = {.name = GT_STR("林一"), .name_en = GT_STR(""), .post = GT_STR("主任"),
                            .role = gt_str_from(role)};

    office = office_open(backend, false);
    WORKS(office, gt_work_person_put(&office->ctx, &one, &office->err));
    person = one.id;
    WORKS(office, gt_work_account_put(&office->ctx, person, GT_STR("Lin"), PASSWORD, &office->err));
}

static gt_rc sign_in(gt_str name, gt_str password, int64_t now_ms, struct gt_signed_in *in)
{
    struct gt_ctx door = office->ctx;

    door.now_ms = now_ms;
    return gt_work_sign_in(&door, name, password, GT_STR("test"), GT_STR("10.0.0.1"), in,
                           &office->err);
}

static gt_rc use(const char *token, int64_t now_ms)
{
    struct gt_ctx ctx = office->ctx;
    struct gt_person who;
    int64_t expires, key;
    gt_rc rc;

    ctx.now_ms = now_ms;
    rc = gt_work_session_use(&ctx, gt_str_from(token), &who, &expires, &key, &office->err);
    if (rc == GT_OK)
        assert_int_equal(ctx.person_id, person);
    return rc;
}

static const struct password_case { const char *name, *password; gt_rc want; } passwords[] = {
    {"three kinds and long enough", "lamp-oil-42", GT_OK},
    {"Chinese counts by characters", "春眠不觉晓处处闻a1", GT_OK},
    {"too short", "Ab-1", GT_EINVAL},
    {"two kinds only", "lampoil1234567", GT_EINVAL},
    {"holds the account's name", "xx-lin-42-YY", GT_EINVAL},
    {"nothing", "", GT_EINVAL},
};

static void passwords_keep_the_rules(void **state)
{
    open_office(*(enum backend *)*state, "office");
    for (size_t i = 0; i < GT_LEN(passwords); i++) {
        const gt_rc rc = gt_work_account_put(&office->ctx, person, GT_STR("lin"),
                                             gt_str_from(passwords[i].password), &office->err);

        if (rc != passwords[i].want)
            fail_msg("%s: %s", passwords[i].name, office->err.text[GT_LANG_EN]);
        if (rc != GT_OK)
            assert_string_equal(office->err.field, "password");
    }
    for (int i = 0; i < 3; i++) {
        char random[GT_PASSWORD_TEXT];

        gt_password_random(random);
        WORKS(office, gt_work_account_put(&office->ctx, person, GT_STR("lin"), gt_str_from(random),
                                          &office->err));
    }
    office_close(office);
}

static void a_session_lives_as_long_as_it_is_used_and_no_longer(void **state)
{
    const int64_t start = 1783468800000;
    struct gt_signed_in in;
    int64_t at;

    open_office(*(enum backend *)*state, "inspector"); /* who may only read comes in as well */
    WORKS(office, sign_in(GT_STR(" LIN "), PASSWORD, start, &in));
    WORKS(office, use(in.token, start + 1000));
    assert_int_equal(use(in.token, start + GT_SESSION_IDLE_MS + 1), GT_EAUTH);
    /* Used every half hour it lives on, up to the end of its life. */
    for (at = start; at < start + GT_SESSION_LIFE_MS; at += 30 * 60 * 1000)
        WORKS(office, use(in.token, at));
    assert_int_equal(use(in.token, start + GT_SESSION_LIFE_MS + 1), GT_EAUTH);
    assert_int_equal(use("", start), GT_EAUTH);
    office_close(office);
}

static void wrong_passwords_lock_and_time_unlocks(void **state)
{
    const int64_t start = 1783468800000;
    struct gt_signed_in in;

    open_office(*(enum backend *)*state, "office");
    for (int i = 0; i < GT_SIGN_IN_FAILURES; i++)
        assert_int_equal(sign_in(GT_STR("lin"), GT_STR("wrong-one-42"), start, &in), GT_EAUTH);
    assert_int_equal(sign_in(GT_STR("lin"), PASSWORD, start + 1000, &in), GT_EBUSY);
    WORKS(office, sign_in(GT_STR("lin"), PASSWORD, start + GT_SIGN_IN_LOCK_MS + 1, &in));
    /* One that succeeds wipes the count. */
    for (int i = 0; i < GT_SIGN_IN_FAILURES - 1; i++)
        assert_int_equal(sign_in(GT_STR("lin"), GT_STR("wrong-one-42"), start + GT_SIGN_IN_LOCK_MS + 2,
                                 &in), GT_EAUTH);
    WORKS(office, sign_in(GT_STR("lin"), PASSWORD, start + GT_SIGN_IN_LOCK_MS + 3, &in));
    office_close(office);
}

static void a_new_password_ends_every_session(void **state)
{
    const int64_t start = 1783468800000;
    struct gt_signed_in one, two;

    open_office(*(enum backend *)*state, "office");
    WORKS(office, sign_in(GT_STR("lin"), PASSWORD, start, &one));
    WORKS(office, sign_in(GT_STR("lin"), PASSWORD, start, &two));
    assert_string_not_equal(one.token, two.token);
    WORKS(office, gt_work_sign_out(&office->ctx, gt_str_from(one.token), &office->err));
    assert_int_equal(use(one.token, start + 1), GT_EAUTH);
    WORKS(office, use(two.token, start + 1));
    WORKS(office, gt_work_account_put(&office->ctx, person, GT_STR("lin"), GT_STR("other-word-77X"),
                                      &office->err));
    assert_int_equal(use(two.token, start + 2), GT_EAUTH);
    assert_int_equal(sign_in(GT_STR("lin"), PASSWORD, start, &one), GT_EAUTH);
    office_close(office);
}

static void refused_memory_is_an_ordinary_error(void **state)
{
    struct gt_signed_in in;
    gt_rc rc = GT_ENOMEM;

    open_office(*(enum backend *)*state, "office");
    WORKS(office, sign_in(GT_STR("lin"), PASSWORD, 1783468800000, &in));
    for (int n = 0; rc != GT_OK; n++) {
        assert_true(n < 200);
        gt_err_clear(&office->err);
        (void)gt_alloc_fail_at(n);
        rc = use(in.token, 1783468800000 + GT_SESSION_TOUCH_MS + 1);
        (void)gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || (rc == GT_ENOMEM && office->err.rc == rc));
    }
    office_close(office);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(passwords_keep_the_rules, on),
            cmocka_unit_test_prestate(a_session_lives_as_long_as_it_is_used_and_no_longer, on),
            cmocka_unit_test_prestate(wrong_passwords_lock_and_time_unlocks, on),
            cmocka_unit_test_prestate(a_new_password_ends_every_session, on),
            cmocka_unit_test_prestate(refused_memory_is_an_ordinary_error, on),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
