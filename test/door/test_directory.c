/* test_directory.c - against a real directory server, started here (slapd.sh). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/wait.h>
#include <unistd.h>

#include "door/directory.h"

static char dir[] = "/tmp/guatu-slapd-XXXXXX", url[64];
static bool there;
static struct gt_arena *arena;

static int run(const char *what)
{
    char command[512];
    int status;

    (void)snprintf(command, sizeof command, "'%s/test/door/slapd.sh' %s", getenv("GUATU_SOURCE"), what);
    status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int start(void **state)
{
    const int port = 20000 + getpid() % 20000;
    char what[200];
    int code;

    (void)state;
    if (mkdtemp(dir) == NULL || gt_arena_create(16 << 20, &arena) != GT_OK)
        return -1;
    (void)snprintf(url, sizeof url, "ldap://127.0.0.1:%d", port);
    (void)snprintf(what, sizeof what, "start %s %d", dir, port);
    code = run(what);
    if (code == 77)
        (void)fprintf(stderr, "SKIPPED: slapd is not installed, no directory was asked\n");
    there = code == 0;
    return code == 0 || code == 77 ? 0 : -1;
}

static int stop(void **state)
{
    char what[300];

    (void)state;
    if (there) {
        (void)snprintf(what, sizeof what, "stop %s", dir);
        (void)run(what);
    }
    (void)snprintf(what, sizeof what, "rm -rf %s", dir);
    (void)!system(what);
    gt_arena_destroy(arena);
    return 0;
}

static struct gt_directory_server server(void)
{
    return (struct gt_directory_server){
        .url = gt_str_from(url), .base = GT_STR("ou=people,dc=kjt,dc=example"),
        .bind_dn = GT_STR("cn=reader,dc=kjt,dc=example"), .bind_password = GT_STR("reader-word-1"),
    };
}

static void the_directory_answers(void **state)
{
    static const struct { const char *name, *login, *password; gt_rc want; } rows[] = {
        {"right", "lin", "Lamp-oil-42", GT_OK},
        {"wrong password", "lin", "Lamp-oil-43", GT_EAUTH},
        {"no such login", "nobody", "Lamp-oil-42", GT_EAUTH},
        /* this directory would take it: see allow bind_anon_cred */
        {"an empty password is no password", "lin", "", GT_EAUTH},
        {"an empty login", "", "x", GT_EAUTH},
        {"two entries of one login", "zhou", "Zhou-word-1", GT_EAUTH},
        {"a star is no joker", "l*", "Lamp-oil-42", GT_EAUTH},
        {"no way out of the filter", "lin)(cn=*", "Lamp-oil-42", GT_EAUTH},
        {"odd characters are found as they are", "a*(b)\\c", "Odd-word-42", GT_OK},
    };

    (void)state;
    if (!there)
        skip();
    for (size_t at = 0; at < GT_LEN(rows); at++) {
        const struct gt_directory_server one = server();
        struct gt_err err = {0};
        gt_str dn;
        const gt_rc rc = gt_directory_check(arena, &one, gt_str_from(rows[at].login),
                                       gt_str_from(rows[at].password), &dn, &err);

        if (rc != rows[at].want)
            fail_msg("%s: %s %s", rows[at].name, gt_rc_name(rc), err.text[GT_LANG_EN]);
    }
}

static void what_is_set_up_wrongly_is_said(void **state)
{
    struct gt_directory_server one = server();
    struct gt_err err = {0};
    gt_str dn;

    (void)state;
    if (!there)
        skip();
    one.bind_password = GT_STR("stale");
    assert_int_equal(gt_directory_check(arena, &one, GT_STR("lin"), GT_STR("Lamp-oil-42"), &dn, &err), GT_EINVAL);
    one = server();
    one.filter = GT_STR("(uid=lin)");
    assert_int_equal(gt_directory_check(arena, &one, GT_STR("lin"), GT_STR("Lamp-oil-42"), &dn, &err), GT_EINVAL);
    one = server();
    one.filter = GT_STR("(&(objectClass=inetOrgPerson)(uid=%s))");
    assert_int_equal(gt_directory_check(arena, &one, GT_STR("lin"), GT_STR("Lamp-oil-42"), &dn, &err), GT_OK);
    assert_true(gt_str_eq(dn, GT_STR("uid=lin,ou=people,dc=kjt,dc=example")));
}

static void a_server_that_is_not_there_is_no_wrong_password(void **state)
{
    struct gt_directory_server one = server();
    struct gt_err err = {0};
    gt_str dn;

    (void)state;
    one.url = GT_STR("ldap://127.0.0.1:1");
    assert_int_equal(gt_directory_check(arena, &one, GT_STR("lin"), GT_STR("x"), &dn, &err), GT_EIO);
    one.url = GT_STR("ldap://directory.example"); /* in the clear over the net */
    assert_int_equal(gt_directory_check(arena, &one, GT_STR("lin"), GT_STR("x"), &dn, &err), GT_EINVAL);
}

static void filters_are_escaped(void **state)
{
    gt_str out;

    (void)state;
    assert_int_equal(gt_directory_filter(arena, GT_STR(""), GT_STR("a*()\\林"), &out, NULL), GT_OK);
    assert_true(gt_str_eq(out, GT_STR("(uid=a\\2a\\28\\29\\5c\\e6\\9e\\97)")));
    assert_int_equal(gt_directory_filter(arena, GT_STR("(a=%s)(b=%s)"), GT_STR("x"), &out, NULL), GT_EINVAL);
    assert_int_equal(gt_directory_filter(arena, GT_STR("(a=%d%s)"), GT_STR("x"), &out, NULL), GT_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_directory_answers), cmocka_unit_test(what_is_set_up_wrongly_is_said),
        cmocka_unit_test(a_server_that_is_not_there_is_no_wrong_password),
        cmocka_unit_test(filters_are_escaped),
    };

    return cmocka_run_group_tests(tests, start, stop);
}
