/* test_rights.c - the whole matrix of role, use case and scope against
 * rights.txt, the table that a reader can check; and what the table cannot
 * say: holdings, acting, dates, tokens, secrecy, a use case that forgot to ask. */
#include "office.h"

#include "base/buf.h"
#include "base/file.h"
#include "work/rights.h"

/* One letter each, in this order; a cell names those that pass. */
enum { OWN, UNIT, BELOW, SUPPORT, ABOVE, OTHER, GIVEN, SPACE, SCOPES };
static const char letters[] = "oubsaxgw";

struct world {
    struct office *office;
    int64_t above, unit, below, other;
};

static int64_t add_unit(struct office *office, const char *name, int64_t parent)
{
    struct gt_unit_row unit = {.name = gt_str_from(name), .parent_id = parent};

    WORKS(office, gt_work_unit_put(&office->ctx, &unit, &office->err));
    return unit.id;
}

static struct world make(enum backend backend)
{
    struct world world = {.office = office_open(backend, false)};

    world.above = add_unit(world.office, "科技创新委", 0);
    world.unit = add_unit(world.office, "综合局", world.above);
    world.below = add_unit(world.office, "数据科", world.unit);
    world.other = add_unit(world.office, "宣传处", 0);
    return world;
}

static bool passes(struct world *world, enum gt_use use, int scope)
{
    const struct gt_task_support support = {.unit_id = world->unit};
    struct gt_scope of = {.lead = world->other};
    struct gt_ctx ctx = world->office->ctx;
    struct gt_err err = {0};
    gt_rc rc;

    switch (scope) {
    case OWN: of.owner = ctx.person_id; break;
    case UNIT: of.lead = world->unit; break;
    case BELOW: of.lead = world->below; break;
    case SUPPORT: of.supports = &support; of.support_count = 1; break;
    case ABOVE: of.lead = world->above; break;
    case GIVEN: of.given = true; break;
    default: break;
    }
    rc = gt_may(&ctx, use, scope == SPACE ? NULL : &of, &err);
    assert_true(rc == GT_OK || rc == GT_EDENIED);
    if (rc == GT_EDENIED) { /* and it says who may, in both languages */
        assert_non_null(strstr(err.text[GT_LANG_EN], gt_use_at(use)->text[GT_LANG_EN]));
        assert_non_null(strstr(err.text[GT_LANG_ZH], "有权办理的是："));
    }
    assert_int_equal(rc == GT_OK, gt_may_quiet(&ctx, use, scope == SPACE ? NULL : &of));
    return rc == GT_OK;
}

static const char head[] =
    "Who may do what. One row a use case, one column a role; a cell names the cases that pass:\n"
    "  o  his own            u  of his unit       b  of a unit below his   s  his unit supports it\n"
    "  a  of the unit above  x  of another unit   g  it was given to him   w  the whole space\n"
    "  all  every one of these        .  none\n"
    "Compared with the program by test/work/test_rights.c; GUATU_WRITE=1 writes it anew.\n\n";

/* cells[use][as] */
static char cells[GT_USE_COUNT][GT_AS_COUNT][SCOPES + 1];

static void fill_cells(struct world *world)
{
    for (int as = 0; as < GT_AS_COUNT; as++) {
        stand_for(world->office, gt_as_code((enum gt_as)as), world->unit);
        for (int use = 0; use < GT_USE_COUNT; use++) {
            char *cell = cells[use][as];
            size_t len = 0;

            for (int scope = 0; scope < SCOPES; scope++)
                if (passes(world, (enum gt_use)use, scope))
                    cell[len++] = letters[scope];
            cell[len] = '\0';
            assert_int_equal(len > 0, gt_may_ever(&world->office->ctx, (enum gt_use)use));
        }
    }
}

static void the_matrix_is_the_table(void **state)
{
    const char *source = getenv("GUATU_SOURCE");
    struct world world = make(*(enum backend *)*state);
    char path[4096];
    struct gt_err err = {0};
    struct gt_buf out;
    gt_str want;

    fill_cells(&world);
    gt_buf_init(&out, 1 << 20);
    gt_buf_text(&out, head);
    gt_buf_printf(&out, "%-18s", "");
    for (int as = 0; as < GT_AS_COUNT; as++)
        gt_buf_printf(&out, as + 1 < GT_AS_COUNT ? " %-10s" : " %s", gt_as_code((enum gt_as)as));
    gt_buf_char(&out, '\n');
    for (int use = 0; use < GT_USE_COUNT; use++) {
        gt_buf_printf(&out, "%-18s", gt_use_at((enum gt_use)use)->name);
        for (int as = 0; as < GT_AS_COUNT; as++) {
            const char *cell = cells[use][as];

            gt_buf_printf(&out, as + 1 < GT_AS_COUNT ? " %-10s" : " %s",
                          cell[0] == '\0' ? "." : strcmp(cell, letters) == 0 ? "all" : cell);
        }
        gt_buf_char(&out, '\n');
    }
    (void)snprintf(path, sizeof path, "%s/test/work/rights.txt", source);
    if (getenv("GUATU_WRITE") != NULL)
        assert_int_equal(gt_file_replace(path, gt_buf_view(&out), &err), GT_OK);
    assert_int_equal(gt_file_read(world.office->arena, path, 1 << 20, &want, &err), GT_OK);
    if (!gt_str_eq(want, gt_buf_view(&out)))
        fail_msg("the rights are not those of test/work/rights.txt (GUATU_WRITE=1 once they are right):\n%.*s", (int)out.len, out.at);
    gt_buf_clear(&out);
    office_close(world.office);
}

/* The three do none of each other's work and none of the office's. */
static void administrators_are_apart(void **state)
{
    static const enum gt_as three[] = {GT_AS_system, GT_AS_security, GT_AS_audit};

    (void)state;
    for (int use = 0; use < GT_USE_COUNT; use++) {
        const struct gt_use_row *row = gt_use_at((enum gt_use)use);
        int writers = 0;

        assert_true(!row->writes || row->reach[GT_AS_inspector] == GT_REACH_no ||
                    row->area == GT_AREA_self);
        for (size_t at = 0; at < GT_LEN(three); at++) {
            if (row->area == GT_AREA_self)
                continue;
            writers += row->writes && row->reach[three[at]] != GT_REACH_no;
            if (row->area == GT_AREA_wall || row->area == GT_AREA_docs || row->area == GT_AREA_figures)
                assert_int_equal(row->reach[three[at]], GT_REACH_no);
        }
        if (writers > 1)
            fail_msg("%s is the work of two administrators", row->name);
    }
}

static void hold(struct world *world, const char *role, int64_t unit, const char *from, const char *to,
                 int64_t acting_for)
{
    struct office *office = world->office;
    struct gt_change *change = NULL;
    struct gt_ctx system = office->ctx;
    struct gt_person person = {0};
    struct gt_holding holding = {.person_id = office->ctx.person_id, .unit_id = unit,
                                 .role = gt_str_from(role), .from = day(from),
                                 .to = to != NULL ? day(to) : 0, .acting_for = acting_for};

    system.person_id = 0;
    WORKS(office, gt_change_begin(&system, &change, &office->err));
    WORKS(office, gt_holding_store_insert(gt_change_db(change), &holding, &office->err));
    WORKS(office, gt_person_store_get(gt_change_db(change), holding.person_id, office->arena, &person,
                                      &office->err));
    WORKS(office, gt_change_log(change, "create", "holding", holding.id, GT_STR(""), GT_STR("{}"),
                                &office->err));
    WORKS(office, gt_change_commit(change, NULL, &office->err));
    gt_change_release(change);
    WORKS(office, gt_ctx_speak_for(&office->ctx, &person, &office->err));
}

static void holdings_count_from_their_first_day_to_their_last(void **state)
{
    static const struct { const char *name, *from, *to; bool counts; } rows[] = {
        {"began today", "2026-07-08", NULL, true},
        {"ends today", "2026-01-01", "2026-07-08", true},
        {"ended yesterday", "2026-01-01", "2026-07-07", false},
        {"begins tomorrow", "2026-07-09", NULL, false},
    };

    for (size_t at = 0; at < GT_LEN(rows); at++) {
        struct world world = make(*(enum backend *)*state);

        stand_for(world.office, "member", world.unit);
        assert_false(passes(&world, GT_USE_task_put, OTHER));
        hold(&world, "head", world.other, rows[at].from, rows[at].to, 0);
        if (passes(&world, GT_USE_task_put, OTHER) != rows[at].counts)
            fail_msg("%s", rows[at].name);
        assert_false(passes(&world, GT_USE_task_put, UNIT)); /* head there, member here */
        office_close(world.office);
    }
}

static void who_acts_for_another_stands_in_his_place(void **state)
{
    struct world world = make(*(enum backend *)*state);
    struct gt_scope his = {.lead = world.other};

    stand_for(world.office, "member", world.other);
    his.owner = world.office->ctx.person_id;
    stand_for(world.office, "member", world.unit);
    assert_int_equal(gt_may(&world.office->ctx, GT_USE_report_put, &his, &world.office->err), GT_EDENIED);
    hold(&world, "member", world.other, "2026-07-01", "2026-07-31", his.owner);
    WORKS(world.office, gt_may(&world.office->ctx, GT_USE_report_put, &his, &world.office->err));
    office_close(world.office);
}

static void outsiders_see_what_they_were_given_and_nothing_else(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t given = add_task(office, 0, "揭榜攻关", "2026-12-31", 5);
    const int64_t step = add_task(office, given, "中试", "2026-11-30", 5);
    const int64_t other = add_task(office, 0, "别的", "2026-12-31", 5);
    struct gt_change *change = NULL;
    struct gt_person person = {0};
    struct gt_given row = {.object = GT_STR("task"), .object_id = given};
    const struct gt_picture *picture;
    struct gt_ctx system = office->ctx;

    stand_for(office, "expert", 0);
    row.person_id = office->ctx.person_id;
    WORKS(office, gt_change_begin(&system, &change, &office->err));
    WORKS(office, gt_given_store_insert(gt_change_db(change), &row, &office->err));
    WORKS(office, gt_person_store_get(gt_change_db(change), row.person_id, office->arena, &person,
                                      &office->err));
    WORKS(office, gt_change_log(change, "create", "given", row.id, GT_STR(""), GT_STR("{}"), &office->err));
    WORKS(office, gt_change_commit(change, NULL, &office->err));
    gt_change_release(change);
    WORKS(office, gt_ctx_speak_for(&office->ctx, &person, &office->err));
    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    assert_true(gt_sees_task(&office->ctx, picture, gt_picture_task(picture, given)));
    assert_true(gt_sees_task(&office->ctx, picture, gt_picture_task(picture, step)));
    assert_false(gt_sees_task(&office->ctx, picture, gt_picture_task(picture, other)));
    gt_picture_done(&office->ctx);
    /* One that may not be seen is not there. */
    assert_int_equal(gt_may_task(&office->ctx, GT_USE_task_read, other, &office->err), GT_ENOTFOUND);
    assert_int_equal(gt_may_task(&office->ctx, GT_USE_task_put, given, &office->err), GT_EDENIED);
    office_close(office);
}

static void make_named(struct gt_task *task) { task->secrecy = GT_SECRECY_NAMED; }

static void what_is_restricted_is_seen_by_those_concerned(void **state)
{
    static const struct { const char *role; int unit; bool sees; } rows[] = {
        {"leader", 2, true}, {"office", 2, true}, {"inspector", 2, true}, {"head", 0, true},
        {"liaison", 0, true}, {"head", 1, false}, {"liaison", 1, false}, {"member", 0, false},
        {"system", 0, false},
    };

    struct office *office = office_open(*(enum backend *)*state, false);
    const int64_t id = add_task(office, 0, "限定范围", "2026-12-31", 5);

    edit_task(office, id, make_named);
    for (size_t at = 0; at < GT_LEN(rows); at++) {
        const struct gt_picture *picture;
        bool sees;

        stand_for(office, rows[at].role, office->units[rows[at].unit]);
        WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
        sees = gt_sees_task(&office->ctx, picture, gt_picture_task(picture, id));
        gt_picture_done(&office->ctx);
        if (sees != rows[at].sees)
            fail_msg("%s of unit %d", rows[at].role, rows[at].unit);
    }
    office_close(office);
}

static void a_change_for_which_nobody_asked_is_refused(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_change *change = NULL;

    stand_for(office, "office", office->units[0]);
    assert_int_equal(gt_change_begin(&office->ctx, &change, &office->err), GT_EDENIED);
    gt_change_release(change);
    WORKS(office, gt_may(&office->ctx, GT_USE_node_put, NULL, &office->err));
    WORKS(office, gt_change_begin(&office->ctx, &change, &office->err));
    gt_change_release(change);
    office_close(office);
}

static void token_scopes_are_read(void **state)
{
    static const struct { const char *text; bool good; uint32_t read, write; } rows[] = {
        {"wall:read", true, 1u << GT_AREA_wall, 0},
        {"wall:write", true, 1u << GT_AREA_wall, 1u << GT_AREA_wall},
        {" wall:read  docs:write ", true, 1u << GT_AREA_wall | 1u << GT_AREA_docs, 1u << GT_AREA_docs},
        {"", false, 0, 0}, {"wall", false, 0, 0}, {"wall:", false, 0, 0}, {"king:read", false, 0, 0},
        {"wall:read x", false, 0, 0}, {"self:write", false, 0, 0},
    };

    (void)state;
    for (size_t at = 0; at < GT_LEN(rows); at++) {
        uint32_t read, write;
        const bool good = gt_token_scopes(gt_str_from(rows[at].text), &read, &write);

        if (good != rows[at].good || (good && (read != rows[at].read || write != rows[at].write)))
            fail_msg("\"%s\"", rows[at].text);
    }
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(the_matrix_is_the_table, on),
            cmocka_unit_test_prestate(administrators_are_apart, on),
            cmocka_unit_test_prestate(holdings_count_from_their_first_day_to_their_last, on),
            cmocka_unit_test_prestate(who_acts_for_another_stands_in_his_place, on),
            cmocka_unit_test_prestate(outsiders_see_what_they_were_given_and_nothing_else, on),
            cmocka_unit_test_prestate(what_is_restricted_is_seen_by_those_concerned, on),
            cmocka_unit_test_prestate(a_change_for_which_nobody_asked_is_refused, on),
            cmocka_unit_test_prestate(token_scopes_are_read, on),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
