/* test_space.c - spaces: made, opened, shared, refused; changes that fail in
 * the middle, and programs that are killed. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "office.h"
#include "work/finding.h"

enum { KILLS = 12 };

static const struct gt_space_new pilot = {.name = {GT_STR_INIT("试点厅"), GT_STR_INIT("Pilot")},
                                          .year = 2026, .now_ms = 1};

static void a_space_is_made_once(void **state)
{
    struct gt_space_new bad = pilot;
    struct gt_space *space = NULL;
    struct gt_err err = {0};
    char url[SPACE_URL_MAX];

    space_url(*(enum backend *)*state, url);
    assert_int_equal(gt_space_open(url, &space, &err), GT_ENOTFOUND);
    bad.year = 1066;
    assert_int_equal(gt_space_init(url, &bad, &err), GT_EINVAL);
    assert_int_equal(gt_space_init(url, &pilot, &err), GT_OK);
    assert_int_equal(gt_space_init(url, &pilot, &err), GT_EEXISTS);
    assert_int_equal(gt_space_open(url, &space, &err), GT_OK);
    gt_space_close(space);
}

/* CONVENTIONS of the State Council's notices, as counted by hand. */
static const struct { const char *from, *to; int64_t days; } counts[] = {
    {"2022-01-01", "2023-01-01", 249}, {"2023-01-01", "2024-01-01", 249},
    {"2024-01-01", "2025-01-01", 251}, {"2025-01-01", "2026-01-01", 248},
    {"2026-01-01", "2027-01-01", 248}, {"2026-09-25", "2026-09-28", 0},
    {"2026-10-10", "2026-10-11", 1},   {"2026-02-14", "2026-03-01", 6},
};

static void the_calendars_come_with_the_space(void **state)
{
    static const char notice[] =
        "{\"calendar\":\"cn\",\"year\":2027,\"provisional\":false,\"source\":\"测试通知\","
        "\"off\":[{\"from\":\"2027-01-01\",\"to\":\"2027-01-03\",\"zh\":\"元旦\",\"en\":\"New Year\"},"
        "{\"from\":\"2027-06-14\",\"to\":\"2027-06-18\",\"zh\":\"试\",\"en\":\"Test\"}],\"work\":[\"2027-06-19\"]}";
    struct office *office = office_open(*(enum backend *)*state, false);
    const struct gt_picture *picture;

    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    for (size_t at = 0; at < GT_LEN(counts); at++)
        if (gt_picture_work_days(picture, day(counts[at].from), day(counts[at].to)) != counts[at].days)
            fail_msg("%s to %s: %lld", counts[at].from, counts[at].to,
                     (long long)gt_picture_work_days(picture, day(counts[at].from), day(counts[at].to)));
    gt_picture_done(&office->ctx);
    assert_int_not_equal(gt_work_calendar_import(&office->ctx, 1, GT_STR("{\"year\":2027}"),
                                                 &office->err), GT_OK);
    assert_int_equal(gt_work_calendar_import(&office->ctx, 99, gt_str_from(notice), &office->err),
                     GT_ENOTFOUND);
    WORKS(office, gt_work_calendar_import(&office->ctx, 1, gt_str_from(notice), &office->err));
    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    assert_int_equal(gt_picture_work_days(picture, day("2027-06-14"), day("2027-06-20")), 1);
    assert_true(gt_holidays_known(&picture->holidays, day("2027-06-01")));
    gt_picture_done(&office->ctx);
    office_close(office);
}

static void units_and_people_are_checked(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_unit_row unit = {.name = GT_STR("高新技术处")};
    struct gt_person person = {.name = GT_STR("林一"), .role = GT_STR("king")};

    assert_int_equal(gt_work_unit_put(&office->ctx, &unit, &office->err), GT_EEXISTS);
    unit = (struct gt_unit_row){.id = office->units[0], .revision = 1, .name = GT_STR("规划处"),
                                .parent_id = office->units[0]};
    assert_int_equal(gt_work_unit_put(&office->ctx, &unit, &office->err), GT_ECYCLE);
    unit.parent_id = 999;
    assert_int_equal(gt_work_unit_put(&office->ctx, &unit, &office->err), GT_EINVAL);
    assert_int_equal(gt_work_person_put(&office->ctx, &person, &office->err), GT_EINVAL);
    person.role = GT_STR("leader");
    person.unit_id = 999;
    assert_int_equal(gt_work_person_put(&office->ctx, &person, &office->err), GT_ENOTFOUND);
    person.unit_id = office->units[1];
    WORKS(office, gt_work_person_put(&office->ctx, &person, &office->err));
    office_close(office);
}

static void two_programs_see_each_other(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_space *other = NULL;
    struct gt_ctx ctx = office->ctx;
    const struct gt_picture *picture;
    struct gt_task_put put = {.task = GT_TASK_NEW};
    uint32_t count;

    WORKS(office, gt_space_open(office->url, &other, &office->err));
    ctx.space = other;
    (void)add_task(office, 0, "from the first", "2026-09-30", 5);
    ctx.now_ms += GT_PICTURE_CHECK_MS + 1;
    WORKS(office, gt_picture_hold(&ctx, &picture, &office->err));
    count = picture->order_count;
    gt_picture_done(&ctx);
    assert_int_equal(count, 1);
    put.task.title = GT_STR("from the second");
    WORKS(office, gt_work_task_put(&ctx, &put, NULL, &office->err));
    office->ctx.now_ms += 3 * GT_PICTURE_CHECK_MS;
    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    count = picture->order_count;
    gt_picture_done(&office->ctx);
    assert_int_equal(count, 2);
    gt_space_close(other);
    same_as_read_anew(office, "both wrote");
    office_close(office);
}

static int heard;
static void listener(void *data, int64_t version, gt_str object)
{
    assert_ptr_equal(data, &heard);
    assert_true(version > 0);
    assert_true(gt_str_eq(object, GT_STR("task")));
    heard++;
}

static void a_change_is_heard_once_when_it_is_on_disk(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    struct gt_task_put put = {.task = GT_TASK_NEW};

    heard = 0;
    WORKS(office, gt_space_listen(office->space, listener, &heard, &office->err));
    (void)add_task(office, 0, "one", NULL, 5);
    assert_int_equal(heard, 1);
    assert_int_equal(gt_work_task_put(&office->ctx, &put, NULL, &office->err), GT_EINVAL);
    assert_int_equal(heard, 1);
    office_close(office);
}

static int heard_of_others;
static void listener_of_others(void *data, int64_t version, gt_str object)
{
    assert_ptr_equal(data, &heard_of_others);
    assert_true(version > 0 && object.len == 0);
    __atomic_add_fetch(&heard_of_others, 1, __ATOMIC_SEQ_CST);
}

static void another_program_s_change_is_heard_within_seconds(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const struct gt_picture *picture;
    struct gt_space *other = NULL;
    struct gt_ctx ctx = office->ctx;
    uint32_t count;

    WORKS(office, gt_space_open(office->url, &other, &office->err));
    ctx.space = other;
    WORKS(office, gt_space_listen(other, listener_of_others, &heard_of_others, &office->err));
    WORKS(office, gt_picture_hold(&ctx, &picture, &office->err));
    gt_picture_done(&ctx);
    heard_of_others = 0;
    (void)add_task(office, 0, "from elsewhere", NULL, 5);
    for (int at = 0; at < 500 && __atomic_load_n(&heard_of_others, __ATOMIC_SEQ_CST) == 0; at++)
        (void)usleep(10000);
    assert_int_equal(__atomic_load_n(&heard_of_others, __ATOMIC_SEQ_CST), 1);
    /* and whoever asks then, at the same clock time, sees it */
    WORKS(office, gt_picture_hold(&ctx, &picture, &office->err));
    count = picture->order_count;
    gt_picture_done(&ctx);
    assert_int_equal(count, 1);
    gt_space_close(other);
    office_close(office);
}

/* ---- changes that fail in the middle ---------------------------------------------------- */

struct state_of { int64_t version, rows; uint32_t tasks; };

static struct state_of look(struct office *office)
{
    const struct gt_picture *picture;
    struct gt_journal_check check;
    struct state_of now;
    struct gt_picture *fresh = NULL;

    WORKS(office, gt_picture_read(office->space->pool, &fresh, &office->err));
    now = (struct state_of){.version = fresh->version, .tasks = (uint32_t)fresh->tasks.count};
    gt_picture_destroy(fresh);
    WORKS(office, gt_work_journal_verify(&office->ctx, &check, &office->err));
    if (!check.whole)
        fail_msg("the journal is broken at %lld: %s", (long long)check.bad_seq,
                 check.what[GT_LANG_EN].at);
    now.rows = check.rows;
    WORKS(office, gt_picture_hold(&office->ctx, &picture, &office->err));
    gt_picture_done(&office->ctx);
    return now;
}

static gt_rc compound(struct office *office)
{
    const struct gt_task_support supports[] = {{.unit_id = office->units[1], .duty = GT_STR("甲")},
                                               {.unit_id = office->units[2], .duty = GT_STR("")}};
    const struct gt_figure figure = {.name = GT_STR("企业"), .op = GT_STR(">="), .value = 4000,
                                     .unit = GT_STR("家"), .text = GT_STR("")};
    struct gt_task_put put = {.task = GT_TASK_NEW, .supports = supports, .support_count = 2,
                              .figures = &figure, .figure_count = 1};

    put.task.title = GT_STR("all or nothing");
    put.task.deadline = day("2026-09-30");
    return gt_work_task_put(&office->ctx, &put, NULL, &office->err);
}

static void a_failing_database_leaves_nothing_half_written(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, true);
    const struct state_of before = look(office);
    int64_t n = 0;

    for (;; n++) {
        struct state_of after;
        gt_rc rc;
        bool reached;

        (void)gt_db_fault_at(n);
        rc = compound(office);
        reached = gt_db_fault_at(-1) < 0;
        after = look(office);
        if (rc == GT_OK) { /* the call that failed came after the commit, or none did */
            assert_int_equal(after.tasks, before.tasks + 1);
            assert_int_equal(after.rows, before.rows + 1);
            assert_int_equal(after.version, before.version + 1);
            same_as_read_anew(office, "a fault");
            if (!reached)
                break;
            office_close(office);
            office = office_open(*(enum backend *)*state, true);
            continue;
        }
        assert_int_equal(rc, GT_EDB);
        assert_int_equal(after.tasks, before.tasks);
        assert_int_equal(after.rows, before.rows);
        assert_int_equal(after.version, before.version);
        assert_true(n < 500);
    }
    assert_true(n > 10);
    office_close(office);
}

static void refused_memory_leaves_nothing_half_written(void **state)
{
    struct office *office = office_open(*(enum backend *)*state, false);
    const struct state_of before = look(office);
    int64_t n = 0;

    for (;; n++) {
        const struct gt_arena_mark mark = gt_arena_mark(office->arena);
        struct state_of after;
        gt_rc rc;
        bool reached;

        (void)gt_alloc_fail_at(n);
        rc = compound(office);
        reached = gt_alloc_fail_at(-1) < 0;
        after = look(office);
        if (rc == GT_OK) {
            assert_int_equal(after.tasks, before.tasks + 1);
            if (!reached)
                break;
            office_close(office);
            office = office_open(*(enum backend *)*state, false);
            continue;
        }
        assert_int_equal(rc, GT_ENOMEM);
        assert_int_equal(after.tasks, before.tasks);
        assert_int_equal(after.version, before.version);
        gt_arena_rewind(office->arena, mark);
        assert_true(n < 2000);
    }
    assert_true(n > 3);
    office_close(office);
}

/* ---- programs that are killed -------------------------------------------------------------- */

/* A child adds pairs of tasks, each pair one change, until it is killed; it
 * says when it begins. */
static void add_pairs_for_ever(const char *url, int begun)
{
    struct gt_space *space = NULL;
    struct gt_arena *arena = NULL;
    struct gt_err err;
    struct gt_ctx ctx;

    if (gt_space_open(url, &space, &err) != GT_OK || gt_arena_create(1u << 30, &arena) != GT_OK)
        _exit(3);
    ctx = (struct gt_ctx){.space = space, .arena = arena, .lang = GT_LANG_EN,
                          .today = day("2026-07-08"), .now_ms = 1};
    if (write(begun, "", 1) != 1)
        _exit(7);
    for (;;) {
        const struct gt_arena_mark mark = gt_arena_mark(arena);
        struct gt_change *change = NULL;

        if (gt_change_begin(&ctx, &change, &err) != GT_OK)
            _exit(4);
        for (int half = 0; half < 2; half++) {
            struct gt_task_put put = {.task = GT_TASK_NEW};

            put.task.title = half == 0 ? GT_STR("left") : GT_STR("right");
            if (gt_work_task_put_in(change, &ctx, &put, NULL, &err) != GT_OK)
                _exit(5);
        }
        if (gt_change_commit(change, NULL, &err) != GT_OK)
            _exit(6);
        gt_change_release(change);
        gt_arena_rewind(arena, mark);
    }
}

static void killed_at_any_moment_the_space_is_whole(void **state)
{
    const enum backend backend = *(enum backend *)*state;
    struct office *office = office_open(backend, false);
    uint32_t pairs = 0;
    unsigned seed = 20260708;

    for (int kill_no = 0; kill_no < KILLS; kill_no++) {
        struct state_of now;
        int status, ends[2];
        pid_t child;
        char byte;

        assert_int_equal(pipe(ends), 0);
        if ((child = fork()) == 0)
            add_pairs_for_ever(office->url, ends[1]);
        (void)close(ends[1]);
        assert_int_equal(read(ends[0], &byte, 1), 1);
        (void)close(ends[0]);
        (void)usleep((useconds_t)(rand_r(&seed) % 120000));
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status));
        if (backend == ON_PG) /* the server notices its client's death a moment later */
            (void)usleep(100000);
        now = look(office); /* the journal verifies */
        assert_int_equal(now.tasks % 2, 0);
        /* space, 3 units, then two rows a pair; a version a pair */
        assert_int_equal(now.rows, 4 + (int64_t)now.tasks);
        assert_int_equal(now.version, 4 + (int64_t)now.tasks / 2);
        assert_true(now.tasks / 2 >= pairs);
        pairs = now.tasks / 2;
    }
    assert_true(pairs > 0);
    office_close(office);
}

int main(void)
{
    static enum backend backends[BACKENDS] = {ON_SQLITE, ON_PG};
    int failed = 0;

    for (int at = 0; at < BACKENDS; at++) {
        enum backend *on = &backends[at];
        const struct CMUnitTest tests[] = {
            cmocka_unit_test_prestate(a_space_is_made_once, on),
            cmocka_unit_test_prestate(the_calendars_come_with_the_space, on),
            cmocka_unit_test_prestate(units_and_people_are_checked, on),
            cmocka_unit_test_prestate(two_programs_see_each_other, on),
            cmocka_unit_test_prestate(a_change_is_heard_once_when_it_is_on_disk, on),
            cmocka_unit_test_prestate(another_program_s_change_is_heard_within_seconds, on),
            cmocka_unit_test_prestate(a_failing_database_leaves_nothing_half_written, on),
            cmocka_unit_test_prestate(refused_memory_leaves_nothing_half_written, on),
            cmocka_unit_test_prestate(killed_at_any_moment_the_space_is_whole, on),
        };

        if (backend_ready(*on))
            failed += cmocka_run_group_tests_name(backend_names[*on], tests, NULL, NULL);
    }
    return failed;
}
