/*
 * test_project.c - project files of other tools: what is read, what comes
 * out again, and, where a folder of real files is named in GUATU_ORACLES,
 * how many of the dates that those tools stored ours agree with.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>

#include "base/file.h"
#include "cli/plan_project.h"

enum { FILE_MAX = 16 << 20 };

static struct gt_arena *arena;
static struct gt_holidays holidays;

static int set_up(void **state)
{
    struct gt_err err = {0};

    (void)state;
    if (gt_arena_create((size_t)2 << 30, &arena) != GT_OK)
        return -1;
    gt_holidays_init(&holidays, arena);
    return gt_holidays_builtin(&holidays, &err) == GT_OK ? 0 : -1;
}
static int tear_down(void **state)
{
    (void)state;
    gt_arena_destroy(arena);
    return 0;
}

static gt_str load(const char *name, char path[static 512])
{
    struct gt_err err = {0};
    gt_str bytes;

    (void)snprintf(path, 512, "%s/test/data/plan/projects/%s", getenv("GUATU_SOURCE"), name);
    if (gt_file_read(arena, path, FILE_MAX, &bytes, &err) != GT_OK)
        fail_msg("%s", err.text[GT_LANG_EN]);
    return bytes;
}

static gt_rc read_doc(const char *path, gt_str bytes, struct gt_plan_doc *doc, struct gt_err *err)
{
    struct gt_problems problems;

    gt_problems_init(&problems, arena);
    return gt_cli_project_load(arena, path, bytes, &holidays, &problems, doc, err);
}

static const struct expected { const char *file, *title, *dates[6]; } files[] = {
    {"testbed.xml", "Test bed",
     {"1 2026-03-02 08:00 2026-03-10 17:00", "2 2026-03-13 08:00 2026-03-17 17:00",
      "3 2026-03-03 08:00 2026-03-10 17:00", "4 2026-03-18 08:00 2026-03-19 17:00",
      "5 2026-03-19 17:00 2026-03-19 17:00"}},
    {"testbed.xer", "TESTBED",
     {"1 2026-03-02 08:00 2026-03-09 17:00", "2 2026-03-12 08:00 2026-03-16 17:00",
      "3 2026-03-10 05:00 2026-03-11 05:00", "4 2026-03-16 17:00 2026-03-16 17:00"}},
    {"testbed.gan", "Test bed", {"2 2026-03-02 2026-03-09", "3 2026-03-12 2026-03-16", "4 2026-03-16 2026-03-16"}},
    {"testbed.mpx", "Test bed, phase one",
     {"11 2026-03-02 08:00 2026-03-09 17:00", "12 2026-03-12 08:00 2026-03-16 17:00",
      "13 2026-03-03 08:00 2026-03-17 17:00", "14 2026-03-17 17:00 2026-03-17 17:00"}},
    {"testbed.tjp", "Test bed",
     {"phase.frame 2026-03-02 08:00 2026-03-09 17:00", "phase.cabling 2026-03-12 08:00 2026-03-16 17:00",
      "phase.curing 2026-03-10 05:00 2026-03-13 05:00", "open 2026-03-16 17:00 2026-03-16 17:00"}},
};

static void expect_dates(const struct gt_plan_doc *doc, const struct gt_plan *plan,
                         const struct expected *want)
{
    size_t at = 0;

    for (uint32_t i = 0; i < doc->tasks.count; i++) {
        struct gt_plan_dates dates = gt_plan_dates(plan, i);
        char line[160], start[GT_TICK_TEXT], finish[GT_TICK_TEXT];

        if (doc->tasks.at[i].summary || doc->facts.at[i].off)
            continue;
        (void)gt_tick_text(doc->unit, dates.start, doc->facts.at[i].duration == 0, start);
        (void)gt_tick_text(doc->unit, dates.finish, true, finish);
        (void)snprintf(line, sizeof(line), "%.*s %s %s", GT_FMT(doc->tasks.at[i].id), start, finish);
        assert_true(at < GT_LEN(want->dates) && want->dates[at] != NULL);
        if (strcmp(line, want->dates[at]) != 0)
            fail_msg("%s: %s, not %s", want->file, line, want->dates[at]);
        at++;
    }
    assert_true(at == GT_LEN(want->dates) || want->dates[at] == NULL);
}

static void five_formats_give_their_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(files); i++) {
        struct gt_plan *plan = NULL;
        struct gt_plan_doc doc;
        struct gt_err err = {0};
        char path[512];
        gt_str bytes = load(files[i].file, path);

        if (read_doc(path, bytes, &doc, &err) != GT_OK)
            fail_msg("%s: %s", files[i].file, err.text[GT_LANG_EN]);
        assert_true(gt_str_eq(doc.title, gt_str_from(files[i].title)));
        assert_int_equal(gt_doc_plan(&doc, arena, NULL, &plan, &err), GT_OK);
        expect_dates(&doc, plan, &files[i]);
        gt_plan_destroy(plan);
    }
}

/* Out as MS Project XML and in again: the same dates, for every format. */
static void out_and_in_again(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(files); i++) {
        struct gt_plan *plan = NULL, *again = NULL;
        struct gt_plan_doc doc, copy;
        struct gt_problems problems;
        struct gt_project project;
        struct gt_buf buf;
        struct gt_err err = {0};
        char path[512];
        gt_str bytes = load(files[i].file, path);

        assert_int_equal(read_doc(path, bytes, &doc, &err), GT_OK);
        assert_int_equal(gt_doc_plan(&doc, arena, NULL, &plan, &err), GT_OK);
        gt_problems_init(&problems, arena);
        assert_int_equal(gt_cli_project_of(arena, &doc, plan, &problems, &project, &err), GT_OK);
        gt_buf_init(&buf, 1 << 24);
        gt_mspdi_write(&project, &buf);
        if (read_doc("again.xml", gt_buf_view(&buf), &copy, &err) != GT_OK)
            fail_msg("%s: %s", files[i].file, err.text[GT_LANG_EN]);
        assert_int_equal(gt_doc_plan(&copy, arena, NULL, &again, &err), GT_OK);
        for (uint32_t t = 0; t < doc.tasks.count; t++) {
            struct gt_plan_dates a = gt_plan_dates(plan, t), b = gt_plan_dates(again, t);
            int64_t tick = doc.unit == GT_UNIT_DAY ? GT_MINUTES_A_DAY : 1;

            if (doc.tasks.at[t].summary || doc.facts.at[t].off)
                continue;
            if (gt_cal_between(&copy.cals.at[1], a.finish * tick, b.finish) != 0)
                fail_msg("%s: task %u finishes elsewhere after out and in", files[i].file, t + 1);
        }
        gt_buf_clear(&buf);
        gt_plan_destroy(plan);
        gt_plan_destroy(again);
    }
}

static const char rich[] =
    "{\"title\": \"丰富\", \"unit\": \"minute\", \"from\": \"2026-03-02\", \"mode\": \"forward\","
    " \"calendars\": {\"lab\": {\"week\": [[\"08:00-20:00\"], true, true, true, true, true, []], \"holidays\": \"none\"}},"
    " \"resources\": [{\"id\": \"panel\", \"name\": \"专家组\", \"capacity\": 3, \"calendar\": \"work\","
    "   \"steps\": [{\"from\": \"2026-04-01\", \"capacity\": 1}, {\"from\": \"2026-05-01\", \"capacity\": 2}]},"
    "  {\"id\": \"bench\", \"calendar\": \"lab\"}],"
    " \"tasks\": [{\"id\": \"a\", \"duration\": 900, \"needs\": [\"bench\"]},"
    "  {\"id\": \"b\", \"duration\": 450, \"needs\": [{\"resource\": \"panel\", \"amount\": 2}, \"bench\"]},"
    "  {\"id\": \"c\", \"duration\": 450, \"calendar\": \"lab\", \"needs\": [\"panel\"],"
    "   \"baseline_start\": \"2026-03-03\", \"baseline_finish\": \"2026-03-04\"},"
    "  {\"id\": \"d\", \"duration\": 0, \"due\": \"2026-06-30\"}],"
    " \"links\": [{\"from\": \"a\", \"to\": \"b\", \"lag\": 90, \"lag_max\": 900},"
    "  {\"from\": \"b\", \"to\": \"c\", \"kind\": \"SS\", \"lag\": null, \"lag_max\": 4320, \"calendar\": \"days\"},"
    "  {\"from\": \"a\", \"to\": \"c\", \"kind\": \"FF\", \"lag\": 120, \"calendar\": \"work\"},"
    "  {\"from\": \"c\", \"to\": \"d\", \"kind\": \"FS\", \"lag\": -60}]}";

/* Greatest lags, calendars of lags, resources with steps, assignments and
 * baselines come back from MS Project XML as they went. */
static void nothing_is_lost_on_the_way(void **state)
{
    struct gt_plan *plan = NULL;
    struct gt_plan_doc doc, copy;
    struct gt_problems problems;
    struct gt_project project;
    struct gt_buf buf;
    struct gt_err err = {0};

    (void)state;
    gt_problems_init(&problems, arena);
    if (gt_doc_parse(arena, gt_str_from(rich), &holidays, &problems, &doc, &err) != GT_OK)
        fail_msg("%s", err.text[GT_LANG_EN]);
    assert_int_equal(gt_doc_plan(&doc, arena, NULL, &plan, &err), GT_OK);
    assert_int_equal(gt_cli_project_of(arena, &doc, plan, &problems, &project, &err), GT_OK);
    assert_int_equal(problems.warnings, 2); /* the greatest lags, one by one */
    gt_buf_init(&buf, 1 << 24);
    gt_mspdi_write(&project, &buf);
    if (read_doc("again.xml", gt_buf_view(&buf), &copy, &err) != GT_OK)
        fail_msg("%s", err.text[GT_LANG_EN]);
    assert_int_equal(copy.links.count, doc.links.count);
    for (size_t i = 0; i < doc.links.count; i++) {
        const struct gt_link *was = &doc.links.at[i], *is = NULL;

        for (size_t k = 0; k < copy.links.count; k++)
            if (copy.links.at[k].from == was->from && copy.links.at[k].to == was->to)
                is = &copy.links.at[k];
        assert_non_null(is);
        assert_int_equal(is->kind, was->kind);
        assert_int_equal(is->lag_min, was->lag_min);
        assert_int_equal(is->lag_max, was->lag_max);
        assert_true(gt_str_eq(copy.cals.at[is->calendar].name, doc.cals.at[was->calendar].name));
    }
    assert_int_equal(copy.res.count, 2);
    assert_int_equal(copy.res.at[0].steps.count, 3);
    for (int k = 0; k < 3; k++) {
        assert_int_equal(copy.res.at[0].steps.at[k].capacity, 100 * doc.res.at[0].steps.at[k].capacity);
        assert_int_equal(copy.res.at[0].steps.at[k].at, doc.res.at[0].steps.at[k].at);
    }
    assert_int_equal(copy.needs.count, doc.needs.count);
    for (size_t i = 0; i < doc.needs.count; i++) {
        assert_int_equal(copy.needs.at[i].act, doc.needs.at[i].act);
        assert_int_equal(copy.needs.at[i].res, doc.needs.at[i].res);
        assert_int_equal(copy.needs.at[i].amount, 100 * doc.needs.at[i].amount);
    }
    assert_int_equal(copy.tasks.at[2].base_start, doc.tasks.at[2].base_start);
    assert_int_equal(copy.facts.at[3].finish_max, doc.facts.at[3].finish_max);
    gt_buf_clear(&buf);
    gt_plan_destroy(plan);
}

static const struct staffed { const char *path, *text, *name; int32_t capacity, amount; } staffed[] = {
    {"a.xer",
     "ERMHDR\t8.4\n%T\tPROJECT\n%F\tproj_id\tplan_start_date\n%R\t1\t2026-03-02 08:00\n"
     "%T\tRSRC\n%F\trsrc_id\trsrc_name\trsrc_type\n%R\t7\tWelder\tRT_Labor\n%R\t8\tSteel\tRT_Mat\n"
     "%T\tRSRCRATE\n%F\trsrc_id\tmax_qty_per_hr\tstart_date\n%R\t7\t2\t2026-01-01 00:00\n"
     "%T\tTASK\n%F\ttask_id\ttask_name\ttarget_drtn_hr_cnt\n%R\t1\tWeld\t16\n"
     "%T\tTASKRSRC\n%F\ttask_id\trsrc_id\ttarget_qty_per_hr\n%R\t1\t7\t1.5\n%R\t1\t8\t4\n%E\n",
     "Welder", 200, 150},
    {"a.gan",
     "<project name=\"p\"><tasks><task id=\"0\" name=\"t\" start=\"2026-03-02\" duration=\"3\"/></tasks>"
     "<resources><resource id=\"1\" name=\"Ann\"/></resources>"
     "<allocations><allocation task-id=\"0\" resource-id=\"1\" load=\"50.0\"/></allocations>"
     "<vacations><vacation start=\"2026-03-03\" end=\"2026-03-05\" resourceid=\"1\"/></vacations></project>",
     "Ann", 100, 50},
    {"a.mpx",
     "MPX,Microsoft Project,4.0\n20,Standard,0,1,1,1,1,1,0\n30,p,,,Standard,02/03/26\n41,1,40,41\n50,Bob,1,2\n"
     "55,Standard,2,2,2,2,2,2,2\n57,03/03/26,03/03/26,0\n61,90,98,1,40\n70,1,1,Paint,2d\n75,1,0.5\n",
     "Bob", 200, 50},
    {"a.tjp",
     "project p \"P\" 2026-03-02 +1y\nresource crew \"Crew\" { resource eve \"Eve\" { vacation 2026-03-03 } }\n"
     "task a \"A\" { effort 2d\n allocate eve }\n",
     "Eve", 100, 100},
    {"a.xml",
     "<Project><StartDate>2026-03-02T08:00:00</StartDate><Tasks><Task><UID>1</UID><Duration>PT16H0M0S</Duration></Task>"
     "</Tasks><Resources><Resource><UID>3</UID><Name>Kay</Name><Type>1</Type><MaxUnits>1.00</MaxUnits></Resource>"
     "<Resource><UID>4</UID><Name>Sand</Name><Type>0</Type></Resource></Resources><Assignments>"
     "<Assignment><TaskUID>1</TaskUID><ResourceUID>3</ResourceUID><Units>0.25</Units></Assignment>"
     "<Assignment><TaskUID>1</TaskUID><ResourceUID>4</ResourceUID></Assignment>"
     "<Assignment><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID></Assignment></Assignments></Project>",
     "Kay", 100, 25},
};

static void five_formats_tell_who_works(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(staffed); i++) {
        const struct staffed *want = &staffed[i];
        struct gt_plan_doc doc;
        struct gt_err err = {0};
        struct gt_net net;
        uint32_t res;

        if (read_doc(want->path, gt_str_from(want->text), &doc, &err) != GT_OK)
            fail_msg("%s: %s", want->path, err.text[GT_LANG_EN]);
        if (doc.needs.count != 1)
            fail_msg("%s: %zu needs", want->path, doc.needs.count);
        res = doc.needs.at[0].res;
        assert_int_equal(doc.needs.at[0].amount, want->amount);
        if (!gt_str_eq(doc.res.at[res].name, gt_str_from(want->name)))
            fail_msg("%s: it is %.*s", want->path, GT_FMT(doc.res.at[res].name));
        assert_int_equal(doc.res.at[res].steps.at[doc.res.at[res].steps.count - 1].capacity, want->capacity);
        assert_int_equal(gt_doc_net(&doc, arena, NULL, &net, &err), GT_OK);
        assert_int_equal(net.demand_at[doc.needs.at[0].act + 1], 1);
    }
}

/* Three days of work, and Ann is away on two of the first three. */
static void a_holiday_of_one_person_moves_her_task(void **state)
{
    struct gt_plan *plan = NULL;
    struct gt_plan_doc doc;
    struct gt_err err = {0};

    (void)state;
    assert_int_equal(read_doc(staffed[1].path, gt_str_from(staffed[1].text), &doc, &err), GT_OK);
    assert_int_equal(gt_doc_plan(&doc, arena, NULL, &plan, &err), GT_OK);
    assert_int_equal(gt_plan_dates(plan, 0).finish, gt_day_from_ymd(2026, 3, 6) + 1);
    gt_plan_destroy(plan);
}

static void calendar_files_are_folded(void **state)
{
    struct gt_project project = {.title = GT_STR("计划")};
    struct gt_project_task *task;
    struct gt_buf buf;
    struct gt_err err = {0};
    size_t line = 0;

    (void)state;
    task = gt_project_task_add(arena, &project, &err);
    task->id = GT_STR("a/1");
    task->name = GT_STR("一个名字很长很长的任务，里面有逗号；也有分号，用来看看行是否在七十五个字节以内折断");
    task->start = gt_project_minute(GT_STR("2026-03-02"));
    task->finish = gt_project_minute(GT_STR("2026-03-05"));
    gt_buf_init(&buf, 1 << 20);
    gt_project_ics(&project, 0, &buf);
    assert_int_equal(buf.status, GT_OK);
    for (size_t i = 0; i < buf.len; i++) {
        line = buf.at[i] == '\n' ? 0 : line + 1;
        assert_true(line <= 76); /* 75 octets and the carriage return */
    }
    assert_non_null(strstr(buf.at, "UID:a_2f1@guatu\r\n"));
    assert_non_null(strstr(buf.at, "DTSTART;VALUE=DATE:20260302\r\nDTEND;VALUE=DATE:20260305\r\n"));
    assert_non_null(strstr(buf.at, "DTSTAMP:19700101T000000Z\r\n"));
    gt_buf_clear(&buf);
}

/* Cut anywhere, a file is read or refused with a message; nothing else. */
static void torn_files_are_answered(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(files); i++) {
        char path[512];
        gt_str bytes = load(files[i].file, path);

        for (size_t len = 0; len < bytes.len; len += 61) {
            struct gt_arena_mark mark = gt_arena_mark(arena);
            struct gt_plan_doc doc;
            struct gt_err err = {0};

            if (read_doc(path, gt_str_sub(bytes, 0, len), &doc, &err) != GT_OK &&
                (err.text[GT_LANG_EN][0] == '\0' || err.text[GT_LANG_ZH][0] == '\0'))
                fail_msg("%s cut at %zu: no message", files[i].file, len);
            gt_arena_rewind(arena, mark);
        }
    }
}

static const struct { const char *name, *path, *text; gt_rc want; } bad[] = {
    {"no project at all", "a.xml", "<Project", GT_EPARSE},
    {"Primavera's XML", "a.xml", "<?xml version=\"1.0\"?><APIBusinessObjects><Project/></APIBusinessObjects>", GT_EUNSUPPORTED},
    {"a DOCTYPE", "a.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><Project><Title>&a;</Title></Project>", GT_EPARSE},
    {"a duration that is none", "a.xml", "<Project><Tasks><Task><UID>1</UID><Duration>soon</Duration></Task></Tasks></Project>", GT_EPARSE},
    {"a UID twice", "a.xml", "<Project><Tasks><Task><UID>1</UID></Task><Task><UID>1</UID></Task></Tasks></Project>", GT_EPARSE},
    {"a task id twice", "a.xer", "ERMHDR\n%T\tTASK\n%F\ttask_id\n%R\t1\n%R\t1\n", GT_EPARSE},
    {"no project", "a.tjp", "task a \"A\" { length 1d }\n", GT_EPARSE},
    {"a task that never ends", "a.tjp", "project p \"P\" 2026-01-01 +1y\ntask a \"A\" { length 1d\n", GT_EPARSE},
    {"macros without end", "a.tjp", "macro a [${a}${a}]\nproject p \"P\" 2026-01-01 +1y\n${a}\n", GT_ELIMIT},
    {"a date that is none", "a.tjp", "project p \"P\" 2026-01-01 +1y\ntask a \"A\" { start 2026-02-31 }\n", GT_EPARSE},
    {"a duration out of range", "a.gan", "<project><tasks><task id=\"1\" duration=\"-4\"/></tasks></project>", GT_EPARSE},
};

static void bad_files_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(bad); i++) {
        struct gt_plan_doc doc;
        struct gt_err err = {0};
        gt_rc rc = read_doc(bad[i].path, gt_str_from(bad[i].text), &doc, &err);

        if (rc != bad[i].want)
            fail_msg("%s: %s %s", bad[i].name, gt_rc_name(rc), err.text[GT_LANG_EN]);
    }
}

static void refused_memory_is_an_error(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(files); i++) {
        char path[512];
        gt_str bytes = load(files[i].file, path);
        gt_rc rc = GT_ENOMEM;

        for (int64_t n = 0; rc != GT_OK && n < 400; n++) {
            struct gt_arena *own = NULL;
            struct gt_problems problems;
            struct gt_plan_doc doc;
            struct gt_err err = {0};

            assert_int_equal(gt_arena_create((size_t)256 << 20, &own), GT_OK);
            gt_problems_init(&problems, own);
            gt_alloc_fail_at(n);
            rc = gt_cli_project_load(own, path, bytes, &holidays, &problems, &doc, &err);
            gt_alloc_fail_at(-1);
            if (rc != GT_OK && rc != GT_ENOMEM)
                fail_msg("%s, allocation %d: %s %s", files[i].file, (int)n, gt_rc_name(rc), err.text[GT_LANG_EN]);
            gt_arena_destroy(own);
        }
        assert_int_equal(rc, GT_OK);
    }
}

/* ---- oracles: the dates that other tools stored -------------------------------------------- */

struct tally { unsigned files, same, different; };

static bool same_work(const struct gt_cal *cal, gt_tick a, gt_tick b)
{
    return a == b || gt_cal_between(cal, a, b) == 0;
}

static void compare_file(const char *path, struct tally *tally)
{
    struct gt_arena_mark mark = gt_arena_mark(arena);
    struct gt_plan *plan = NULL;
    struct gt_plan_doc doc;
    struct gt_err err = {0};
    unsigned same = 0, different = 0;
    gt_str bytes;

    assert_int_equal(gt_file_read(arena, path, FILE_MAX, &bytes, &err), GT_OK);
    if (read_doc(path, bytes, &doc, &err) == GT_OK &&
        gt_doc_plan(&doc, arena, NULL, &plan, &err) == GT_OK) {
        for (uint32_t i = 0; i < doc.tasks.count; i++) {
            const struct gt_doc_task *said = &doc.tasks.at[i];
            struct gt_plan_dates dates = gt_plan_dates(plan, i);
            const gt_tick theirs[4] = {said->early_start, said->early_finish, said->late_start, said->late_finish};
            const gt_tick ours[4] = {dates.early_start, dates.early_finish, dates.late_start, dates.late_finish};

            for (int k = 0; k < 4 && !said->summary && !doc.facts.at[i].off; k++)
                if (theirs[k] != GT_TICK_NONE)
                    *(same_work(&doc.cals.at[doc.facts.at[i].calendar], theirs[k], ours[k]) ? &same : &different) += 1;
        }
        tally->files++;
    }
    print_message("%-60s %4u agree, %3u differ %s\n", strrchr(path, '/') + 1, same, different,
                  plan == NULL ? err.text[GT_LANG_EN] : "");
    tally->same += same;
    tally->different += different;
    gt_plan_destroy(plan);
    gt_arena_rewind(arena, mark);
}

static void dates_that_other_tools_stored(void **state)
{
    static const char *const folders[] = {"mspdi", "xer", "mpx", "gan", "tjp"};
    const char *root = getenv("GUATU_ORACLES");
    struct tally tally = {0};

    (void)state;
    if (root == NULL) {
        print_message("SKIPPED: GUATU_ORACLES names no folder of real project files (mspdi/, xer/, mpx/, gan/, tjp/)\n");
        skip();
    }
    for (size_t i = 0; i < GT_LEN(folders); i++) {
        char folder[512];
        const struct dirent *entry;
        DIR *dir;

        (void)snprintf(folder, sizeof(folder), "%s/%s", root, folders[i]);
        if ((dir = opendir(folder)) == NULL)
            continue;
        while ((entry = readdir(dir)) != NULL) {
            char path[1024];

            if (entry->d_name[0] == '.')
                continue;
            (void)snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
            compare_file(path, &tally);
        }
        (void)closedir(dir);
    }
    print_message("%u files: %u dates agree, %u differ (docs/PLAN-FILE.md says why)\n", tally.files, tally.same,
                  tally.different);
    assert_true(tally.files > 0 && tally.same > 20 * tally.different);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_formats_give_their_dates),
        cmocka_unit_test(out_and_in_again),
        cmocka_unit_test(nothing_is_lost_on_the_way),
        cmocka_unit_test(five_formats_tell_who_works),
        cmocka_unit_test(a_holiday_of_one_person_moves_her_task),
        cmocka_unit_test(calendar_files_are_folded),
        cmocka_unit_test(torn_files_are_answered),
        cmocka_unit_test(bad_files_are_refused),
        cmocka_unit_test(refused_memory_is_an_error),
        cmocka_unit_test(dates_that_other_tools_stored),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
