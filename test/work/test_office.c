/* test_office.c - the office from a table. */
#include "office.h"
#include "work/office.h"
#include "work/session.h"

static const struct office_case {
    const char *name, *table;
    gt_rc want;
    size_t lines, faults;
    const char *cell;  /* of the first fault */
} cases[] = {
    {"units alone", "单位\n监督处\n人才处\n", GT_OK, 2, 0, NULL},
    {"a title above the heads", "某厅处室名单\n\n单位名称\t简称\n监督处\t监\n", GT_OK, 1, 0, NULL},
    {"heads in English, in another order", "role\tperson\tunit\nleader\tLin\tAudit\n", GT_OK, 2, 0, NULL},
    {"what is there already", "单位\t简称\n高新技术处\t高新处\n", GT_OK, 0, 0, NULL},
    {"a short name that differs", "单位\t简称\n高新技术处\t高新\n", GT_OK, 1, 0, NULL},
    {"a unit below one of the same table", "单位\t上级单位\n信息院\t\n一所\t信息院\n", GT_OK, 2, 0, NULL},
    {"the same unit twice", "单位\t姓名\n监督处\t甲\n监督处\t乙\n", GT_OK, 3, 0, NULL},
    {"blank rows", "单位\n\n监督处\n\n\n", GT_OK, 1, 0, NULL},
    {"a person without a unit", "单位\t姓名\n\t甲\n", GT_EINVAL, 0, 1, "A2"},
    {"an unknown role", "单位\t姓名\t角色\n监督处\t甲\t国王\n", GT_EINVAL, 0, 1, "C2"},
    {"a unit above that nobody knows", "单位\t上级单位\n监督处\t某某局\n", GT_EINVAL, 0, 1, "B2"},
    {"all faults at once", "单位\t姓名\t角色\n\t甲\t\n监督处\t乙\t国王\n", GT_EINVAL, 0, 2, "A2"},
    {"no heads", "监督处\n人才处\n", GT_EPARSE, 0, 0, NULL},
    {"nothing", "", GT_EPARSE, 0, 0, NULL},
};

static int64_t version_of(struct office *office)
{
    struct gt_space_meta meta;

    WORKS(office, gt_work_space(&office->ctx, &meta, &office->err));
    return meta.version;
}

static gt_rc take(struct office *office, const char *table, bool write, struct gt_problems *problems,
                  struct gt_office_outcome *out)
{
    gt_problems_init(problems, office->arena);
    return gt_work_office_import(&office->ctx, GT_STR("office.tsv"), gt_str_from(table), write,
                                 problems, out, &office->err);
}

static void tables_are_taken_whole_or_not_at_all(void **state)
{
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        const struct office_case *c = &cases[at];
        struct office *office = office_open(*(enum backend *)*state, false);
        const int64_t before = version_of(office);
        struct gt_office_outcome looked, written, again;
        struct gt_problems problems;
        gt_rc rc = take(office, c->table, false, &problems, &looked);

        if (rc != c->want || problems.errors != c->faults || (rc == GT_OK && looked.lines.count != c->lines))
            fail_msg("%s: %s, %zu faults, %zu lines: %s", c->name, gt_rc_name(rc), problems.errors,
                     looked.lines.count, office->err.text[GT_LANG_EN]);
        if (c->cell != NULL && !gt_str_eq(problems.list.at[0].cell, gt_str_from(c->cell)))
            fail_msg("%s: at %.*s", c->name, GT_FMT(problems.list.at[0].cell));
        assert_int_equal(version_of(office), before); /* it was only looked at */
        rc = take(office, c->table, true, &problems, &written);
        assert_int_equal(rc, c->want);
        assert_int_equal(version_of(office), before + (rc == GT_OK && c->lines > 0));
        if (rc == GT_OK) { /* the same table again changes nothing */
            assert_int_equal(written.lines.count, looked.lines.count);
            WORKS(office, take(office, c->table, true, &problems, &again));
            assert_int_equal(again.lines.count, 0);
        }
        office_close(office);
    }
}

static void units_people_and_accounts_come_out_right(void **state)
{
    static const char table[] = "单位\t简称\t别名\t上级单位\t外单位\t姓名\t职务\t角色\t登录名\n"
                                "省信息研究院\t信息院\t信息所;情报院、情报所\t\t否\t林一\t院长\t领导\tlinyi\n"
                                "信息一所\t一所\t\t省信息研究院\t\t周二\t所长\t\t\n"
                                "省财政厅\t\t\t\t是\t\t\t\t\n";
    struct office *office = office_open(*(enum backend *)*state, false);
    const struct gt_unit_row *institute = NULL, *below = NULL, *outside = NULL;
    struct gt_office_outcome out;
    struct gt_problems problems;
    gt_units units = {0};
    gt_people people = {0};

    WORKS(office, take(office, table, true, &problems, &out));
    assert_int_equal(out.lines.count, 5);
    WORKS(office, gt_work_units(&office->ctx, &units, &office->err));
    WORKS(office, gt_work_people(&office->ctx, &people, &office->err));
    for (size_t at = 0; at < units.count; at++) {
        if (gt_str_eq(units.at[at].name, GT_STR("省信息研究院")))
            institute = &units.at[at];
        if (gt_str_eq(units.at[at].name, GT_STR("信息一所")))
            below = &units.at[at];
        if (gt_str_eq(units.at[at].name, GT_STR("省财政厅")))
            outside = &units.at[at];
    }
    assert_true(institute != NULL && below != NULL && outside != NULL);
    assert_true(gt_str_eq(institute->aliases, GT_STR("信息所\n情报院\n情报所")));
    assert_int_equal(below->parent_id, institute->id);
    assert_int_equal(outside->outside, 1);
    assert_int_equal(institute->outside, 0);
    assert_int_equal(people.count, 2);
    for (size_t at = 0; at < people.count; at++)
        assert_true(gt_str_eq(people.at[at].role, gt_str_eq(people.at[at].name, GT_STR("林一"))
                                                      ? GT_STR("leader") : GT_STR("member")));

    /* Whoever wants an account is named until he has one; then no more. */
    assert_true(gt_str_eq(out.lines.at[1].login, GT_STR("linyi")));
    WORKS(office, take(office, table, false, &problems, &out));
    assert_int_equal(out.lines.count, 1);
    WORKS(office, gt_work_account_put(&office->ctx, out.lines.at[0].person_id, out.lines.at[0].login,
                                      GT_STR("Abcdef-12345678"), &office->err));
    WORKS(office, take(office, table, true, &problems, &out));
    assert_int_equal(out.lines.count, 0);
    same_as_read_anew(office, "an office");
    office_close(office);
}

static void refused_memory_writes_nothing(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t before = version_of(office);

    for (int64_t n = 0;; n++) {
        const struct gt_arena_mark mark = gt_arena_mark(office->arena);
        struct gt_office_outcome out;
        struct gt_problems problems;
        gt_rc rc;

        gt_problems_init(&problems, office->arena);
        (void)gt_alloc_fail_at(n);
        rc = gt_work_office_import(&office->ctx, GT_STR("office.tsv"),
                                   GT_STR("单位\t别名\t姓名\n监督处\t甲;乙\t林一\n人才处\t\t\n"), true, &problems,
                                   &out, &office->err);
        (void)gt_alloc_fail_at(-1);
        if (rc == GT_OK)
            break;
        assert_int_equal(rc, GT_ENOMEM);
        assert_int_equal(version_of(office), before);
        gt_arena_rewind(office->arena, mark);
        assert_true(n < 2000);
    }
    assert_int_equal(version_of(office), before + 1);
    office_close(office);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(tables_are_taken_whole_or_not_at_all, on),
            cmocka_unit_test_prestate(units_people_and_accounts_come_out_right, on),
            cmocka_unit_test_prestate(refused_memory_writes_nothing, on),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
