/* test_light_set.c - the sets that come with the program, each held against
 * the text it was made from; faults of a set, all at once; many lights as one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gauge/light_set.h"

static int64_t weekdays(const void *data, gt_day a, gt_day b)
{
    int64_t count = 0;

    (void)data;
    for (gt_day day = a < b ? a : b; day < (a < b ? b : a); day++)
        count += gt_weekday(day) < 5;
    return a <= b ? count : -count;
}
static const struct gt_light_days days = {.between = weekdays};

static struct gt_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    return gt_arena_create(64 << 20, &arena) == GT_OK ? 0 : 1;
}

static int close_arena(void **state)
{
    (void)state;
    gt_arena_destroy(arena);
    return 0;
}

static bool preset(const char *key, struct gt_light_set *set)
{
    for (size_t at = 0; at < gt_light_files_count; at++) {
        struct gt_problems problems;
        struct gt_err err = {0};

        gt_problems_init(&problems, arena);
        if (gt_light_set_parse(arena, gt_light_files[at].bytes, set, &problems, &err) != GT_OK)
            fail_msg("%s: %s", gt_light_files[at].name, err.text[GT_LANG_EN]);
        if (gt_str_eq(set->key, gt_str_from(key)))
            return true;
    }
    return false;
}

enum { JUN_1 = 20605 /* 2026-06-01, a Monday */, JUN_26 = JUN_1 + 25, D = GT_DAY_NONE };
#define WINDOW .start = JUN_1, .finish = JUN_26, .deadline = JUN_26
/* Red, yellow ... as the text calls it; the word of the light that shows. */
static const struct preset_case {
    const char *set, *name;
    struct gt_light_facts facts;
    int day;                 /* of June */
    enum gt_light_meaning want;
    const char *word;        /* NULL: not looked at */
    enum gt_light_colour colour;
} cases[] = {
    /* 三明: 蓝单 slow or poor, or important and short; 橙单 blue's limit passed, or major directly; 红单 orange's passed */
    {"sanming-slips", "slow: blue", {WINDOW, .percent = 0}, 4, GT_LIGHT_WATCH, "蓝单", GT_LIGHT_C_BLUE},
    {"sanming-slips", "poor: blue", {WINDOW, .percent = 80, .grade = 3}, 4, GT_LIGHT_WATCH, "蓝单", GT_LIGHT_C_BLUE},
    {"sanming-slips", "important and short of time: blue", {WINDOW, .percent = 90, .major = true},
     22, GT_LIGHT_WATCH, "蓝单", GT_LIGHT_C_BLUE},
    {"sanming-slips", "a blue slip within its limit", {WINDOW, .percent = 50, .slip = 1}, 10, GT_LIGHT_WATCH, "蓝单", GT_LIGHT_C_BLUE},
    {"sanming-slips", "a blue slip's limit passed: orange", {WINDOW, .percent = 50, .slip = 1, .slip_expired = true},
     10, GT_LIGHT_BEHIND, "橙单", GT_LIGHT_C_ORANGE},
    {"sanming-slips", "passed with a reason asked for: still blue",
     {WINDOW, .percent = 50, .slip = 1, .slip_expired = true, .pending = true}, 10, GT_LIGHT_WATCH, "蓝单", GT_LIGHT_C_BLUE},
    {"sanming-slips", "a major item that is slow: orange at once", {WINDOW, .percent = 0, .major = true},
     4, GT_LIGHT_BEHIND, "橙单", GT_LIGHT_C_ORANGE},
    {"sanming-slips", "an orange slip's limit passed: red", {WINDOW, .percent = 50, .slip = 2, .slip_expired = true},
     10, GT_LIGHT_OVERDUE, "红单", GT_LIGHT_C_RED},
    {"sanming-slips", "done", {WINDOW, .percent = 100, .slip = 3}, 10, GT_LIGHT_DONE, NULL, GT_LIGHT_C_GREY},
    {"sanming-slips", "in time", {WINDOW, .percent = 50}, 10, GT_LIGHT_ONTRACK, NULL, GT_LIGHT_C_GREEN},
    /* 宿迁: 蓝 near the limit; 黄 behind or poor; 红 overdue */
    {"suqian-slips", "near the limit: blue", {WINDOW, .percent = 99}, 22, GT_LIGHT_DUESOON, "蓝单", GT_LIGHT_C_BLUE},
    {"suqian-slips", "behind: yellow", {WINDOW, .percent = 10}, 10, GT_LIGHT_BEHIND, "黄单", GT_LIGHT_C_YELLOW},
    {"suqian-slips", "poor: yellow", {WINDOW, .percent = 60, .grade = 3}, 10, GT_LIGHT_BEHIND, "黄单", GT_LIGHT_C_YELLOW},
    {"suqian-slips", "overdue: red", {WINDOW, .percent = 99}, 29, GT_LIGHT_OVERDUE, "红单", GT_LIGHT_C_RED},
    {"suqian-slips", "closed: no slip", {WINDOW, .percent = 100}, 29, GT_LIGHT_DONE, NULL, GT_LIGHT_C_GREY},
    /* 陇县: 蓝 good, 黄 average, 红 poor, each quarter */
    {"longxian-warning", "good: blue", {WINDOW, .grade = 1}, 10, GT_LIGHT_AHEAD, "蓝色（好）", GT_LIGHT_C_BLUE},
    {"longxian-warning", "average: yellow", {WINDOW, .grade = 2}, 10, GT_LIGHT_WATCH, "黄色（一般）", GT_LIGHT_C_YELLOW},
    {"longxian-warning", "poor: red", {WINDOW, .percent = 100, .grade = 3}, 10, GT_LIGHT_OVERDUE, "红色（差）", GT_LIGHT_C_RED},
    /* bureau: 绿牌 on node, 黄牌 lagging, 红牌 seriously lagging */
    {"bureau-cards", "on its node: green", {WINDOW, .percent = 50}, 15, GT_LIGHT_ONTRACK, "绿牌", GT_LIGHT_C_GREEN},
    {"bureau-cards", "lagging: yellow", {WINDOW, .percent = 40}, 15, GT_LIGHT_BEHIND, "黄牌", GT_LIGHT_C_YELLOW},
    {"bureau-cards", "seriously lagging: red", {WINDOW, .percent = 0}, 15, GT_LIGHT_OVERDUE, "红牌", GT_LIGHT_C_RED},
    /* 莱州: 1/3 reminder, 2/3 reported on, done and accepted green, missed yellow, adjusted missed red */
    {"laizhou-thirds", "before a third", {WINDOW, .percent = 5}, 9, GT_LIGHT_ONTRACK, "推进", GT_LIGHT_C_GREY},
    {"laizhou-thirds", "a third of the time: reminder", {WINDOW, .percent = 90}, 10, GT_LIGHT_WATCH, "提醒", GT_LIGHT_C_BLUE},
    {"laizhou-thirds", "two thirds: reported on", {WINDOW, .percent = 90}, 19, GT_LIGHT_DUESOON, "通报", GT_LIGHT_C_ORANGE},
    {"laizhou-thirds", "done and accepted: green", {WINDOW, .percent = 100, .accepted = true}, 27, GT_LIGHT_DONE, "绿牌", GT_LIGHT_C_GREEN},
    {"laizhou-thirds", "done but not accepted: missed", {WINDOW, .percent = 100, .issued = true, .has_signed = true},
     29, GT_LIGHT_BEHIND, "黄牌", GT_LIGHT_C_YELLOW},
    {"laizhou-thirds", "the limit missed: yellow", {WINDOW, .percent = 80}, 29, GT_LIGHT_BEHIND, "黄牌", GT_LIGHT_C_YELLOW},
    {"laizhou-thirds", "the adjusted limit missed: red", {WINDOW, .percent = 80, .extensions = 1},
     29, GT_LIGHT_OVERDUE, "红牌", GT_LIGHT_C_RED},
    /* 枣庄: thirds of the rank */
    {"zaozhuang-rank", "first of nine: blue", {WINDOW, .rank = 1, .rank_of = 9}, 10, GT_LIGHT_AHEAD, "蓝牌", GT_LIGHT_C_BLUE},
    {"zaozhuang-rank", "third of nine: blue", {WINDOW, .rank = 3, .rank_of = 9}, 10, GT_LIGHT_AHEAD, "蓝牌", GT_LIGHT_C_BLUE},
    {"zaozhuang-rank", "fifth of nine: yellow", {WINDOW, .rank = 5, .rank_of = 9}, 10, GT_LIGHT_WATCH, "黄牌", GT_LIGHT_C_YELLOW},
    {"zaozhuang-rank", "ninth of nine: red", {WINDOW, .percent = 100, .rank = 9, .rank_of = 9},
     10, GT_LIGHT_OVERDUE, "红牌", GT_LIGHT_C_RED},
    {"zaozhuang-rank", "not ranked: no card", {WINDOW, .percent = 50}, 10, GT_LIGHT_ONTRACK, NULL, GT_LIGHT_C_GREEN},
    /* 隆昌: cards; three reds in a row an interview (below) */
    {"longchang-three-reds", "green", {WINDOW, .percent = 50}, 15, GT_LIGHT_ONTRACK, "绿牌", GT_LIGHT_C_GREEN},
    {"longchang-three-reds", "yellow", {WINDOW, .percent = 40}, 15, GT_LIGHT_BEHIND, "黄牌", GT_LIGHT_C_YELLOW},
    {"longchang-three-reds", "red", {WINDOW, .percent = 99}, 29, GT_LIGHT_OVERDUE, "红牌", GT_LIGHT_C_RED},
    /* 西畴: red is GOOD, black is bad */
    {"xichou-boards", "good: red", {WINDOW, .grade = 1}, 15, GT_LIGHT_AHEAD, "红榜", GT_LIGHT_C_RED},
    {"xichou-boards", "middling: yellow", {WINDOW, .grade = 2}, 15, GT_LIGHT_WATCH, "黄榜", GT_LIGHT_C_YELLOW},
    {"xichou-boards", "bad: black", {WINDOW, .grade = 3}, 15, GT_LIGHT_OVERDUE, "黑榜", GT_LIGHT_C_BLACK},
    /* 福州: 红 out of time, 橙 3 days, 黄 5 days, 绿 7 days */
    {"fuzhou-countdown", "out of time: red", {WINDOW, .percent = 99}, 27, GT_LIGHT_OVERDUE, "超时", GT_LIGHT_C_RED},
    {"fuzhou-countdown", "three days left: orange", {WINDOW, .percent = 99}, 23, GT_LIGHT_DUESOON, "剩3天", GT_LIGHT_C_ORANGE},
    {"fuzhou-countdown", "four days left: yellow", {WINDOW, .percent = 99}, 22, GT_LIGHT_WATCH, "剩5天", GT_LIGHT_C_YELLOW},
    {"fuzhou-countdown", "five days left: yellow", {WINDOW, .percent = 0}, 21, GT_LIGHT_WATCH, "剩5天", GT_LIGHT_C_YELLOW},
    {"fuzhou-countdown", "seven days left: green", {WINDOW, .percent = 0}, 19, GT_LIGHT_ONTRACK, "剩7天", GT_LIGHT_C_GREEN},
    {"fuzhou-countdown", "eight days left", {WINDOW, .percent = 0}, 18, GT_LIGHT_NOTYET, "未到", GT_LIGHT_C_PALE},
    {"fuzhou-countdown", "done", {WINDOW, .percent = 100}, 29, GT_LIGHT_DONE, NULL, GT_LIGHT_C_GREY},
    /* 全流程: four lights, the worst shows */
    {"whole-process", "normal: green", {WINDOW, .percent = 50, .issued = true, .has_signed = true},
     15, GT_LIGHT_ONTRACK, "绿灯", GT_LIGHT_C_GREEN},
    {"whole-process", "less than 20 % of the time: yellow", {WINDOW, .percent = 90}, 23, GT_LIGHT_WATCH, "黄灯", GT_LIGHT_C_YELLOW},
    {"whole-process", "20 % of the time or more: green", {WINDOW, .percent = 90}, 21, GT_LIGHT_ONTRACK, "绿灯", GT_LIGHT_C_GREEN},
    {"whole-process", "8 hours unsigned: yellow", {WINDOW, .percent = 0, .issued = true, .hours_issued = 8},
     2, GT_LIGHT_WATCH, "黄灯", GT_LIGHT_C_YELLOW},
    {"whole-process", "7 hours unsigned: green", {WINDOW, .percent = 0, .issued = true, .hours_issued = 7.9},
     2, GT_LIGHT_ONTRACK, "绿灯", GT_LIGHT_C_GREEN},
    {"whole-process", "a work day unsigned: red", {WINDOW, .percent = 0, .issued = true, .hours_issued = 25, .days_issued = 1},
     3, GT_LIGHT_OVERDUE, "红灯", GT_LIGHT_C_RED},
    {"whole-process", "refused and undecided: red", {WINDOW, .percent = 0, .issued = true, .refused = true},
     2, GT_LIGHT_OVERDUE, "红灯", GT_LIGHT_C_RED},
    {"whole-process", "a request undecided: red", {WINDOW, .percent = 50, .pending = true}, 10, GT_LIGHT_OVERDUE, "红灯", GT_LIGHT_C_RED},
    {"whole-process", "feedback about to lapse: yellow", {WINDOW, .percent = 50, .reports_due = true, .report_left = 1},
     10, GT_LIGHT_WATCH, "黄灯", GT_LIGHT_C_YELLOW},
    {"whole-process", "overdue: red", {WINDOW, .percent = 99}, 29, GT_LIGHT_OVERDUE, "红灯", GT_LIGHT_C_RED},
    {"whole-process", "overdue by ten work days: black", {.start = JUN_1 - 40, .finish = JUN_1 - 10, .deadline = JUN_1 - 10, .percent = 99},
     5, GT_LIGHT_GRAVE, "黑灯", GT_LIGHT_C_BLACK},
    {"whole-process", "a major item overdue: black", {WINDOW, .percent = 99, .major = true}, 29, GT_LIGHT_GRAVE, "黑灯", GT_LIGHT_C_BLACK},
    {"whole-process", "a major item unattended: black", {WINDOW, .percent = 50, .major = true, .quiet_days = 30},
     10, GT_LIGHT_GRAVE, "黑灯", GT_LIGHT_C_BLACK},
    {"whole-process", "acceptance about to lapse: yellow", {WINDOW, .percent = 100, .submitted = true, .submitted_days = 5},
     15, GT_LIGHT_WATCH, "黄灯", GT_LIGHT_C_YELLOW},
    /* by level of the node */
    {"node-levels", "a first-level node late", {WINDOW, .percent = 10, .level = 1}, 27, GT_LIGHT_GRAVE, NULL, GT_LIGHT_C_BLACK},
    {"node-levels", "another late", {WINDOW, .percent = 10, .level = 3}, 27, GT_LIGHT_OVERDUE, NULL, GT_LIGHT_C_RED},
    {"node-levels", "ten days before a first-level node", {WINDOW, .percent = 10, .level = 1},
     16, GT_LIGHT_DUESOON, NULL, GT_LIGHT_C_YELLOW},
    {"node-levels", "ten days before another", {WINDOW, .percent = 10, .level = 2}, 16, GT_LIGHT_ONTRACK, NULL, GT_LIGHT_C_GREEN},
    {"node-levels", "five days before a second-level node", {WINDOW, .percent = 10, .level = 2},
     21, GT_LIGHT_DUESOON, NULL, GT_LIGHT_C_YELLOW},
    {"node-levels", "a milestone counts as first-level", {WINDOW, .percent = 10, .level = 3, .milestone = true},
     16, GT_LIGHT_DUESOON, NULL, GT_LIGHT_C_YELLOW},
    {"node-levels", "done", {WINDOW, .percent = 100, .level = 1}, 27, GT_LIGHT_DONE, NULL, GT_LIGHT_C_GREY},
};

static void every_preset_says_what_its_text_says(void **state)
{
    size_t seen = 0;

    (void)state;
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        const struct preset_case *c = &cases[at];
        struct gt_light_set set = {0};
        struct gt_light light;

        if (!preset(c->set, &set))
            fail_msg("no preset %s", c->set);
        seen += at == 0 || strcmp(cases[at - 1].set, c->set) != 0;
        light = gt_light_of(&c->facts, &set, &days, JUN_1 - 1 + c->day);
        if (light.meaning != c->want || set.marks[light.meaning].colour != c->colour ||
            (c->word != NULL && !gt_str_eq(set.marks[light.meaning].word[GT_LANG_ZH], gt_str_from(c->word))))
            fail_msg("%s, %s: %s, %.*s, %s", c->set, c->name, gt_light_key(light.meaning),
                     GT_FMT(set.marks[light.meaning].word[GT_LANG_ZH]),
                     gt_light_colour_key(set.marks[light.meaning].colour));
    }
    assert_int_equal(seen, 11);
    assert_int_equal(gt_light_files_count, 12); /* and the standard one: test_light.c */
}

static void three_reds_ask_for_an_interview(void **state)
{
    struct gt_light_set set = {0};

    (void)state;
    assert_true(preset("longchang-three-reds", &set));
    assert_int_equal(set.red_run, 3);
    assert_int_equal(set.red, 1u << GT_LIGHT_OVERDUE);
    assert_non_null(strstr(set.red_run_means[GT_LANG_ZH].at, "约谈"));
    assert_true(preset("longxian-warning", &set));
    assert_true(gt_str_eq(set.period, GT_STR("quarter")));
}

/* Each preset says why, in both languages, with no blank between Chinese and figures. */
static void every_preset_says_why(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(cases); at++) {
        const struct preset_case *c = &cases[at];
        const gt_day today = JUN_1 - 1 + c->day;
        struct gt_light_set set = {0};
        struct gt_light light;

        assert_true(preset(c->set, &set));
        light = gt_light_of(&c->facts, &set, &days, today);
        for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
            struct gt_buf buf;

            gt_buf_init(&buf, 4096);
            gt_light_why(&buf, &light, &set, &c->facts, &days, today, lang);
            assert_int_equal(buf.status, GT_OK);
            if (strstr(buf.at, lang == GT_LANG_ZH ? "规则：" : "Rule: ") == NULL ||
                (lang == GT_LANG_ZH && strchr(buf.at, ' ') != NULL))
                fail_msg("%s, %s: %s", c->set, c->name, buf.at);
            gt_buf_clear(&buf);
        }
    }
}

static void a_set_written_is_the_same_set(void **state)
{
    (void)state;
    for (size_t at = 0; at < gt_light_files_count; at++) {
        struct gt_light_set set = {0}, again = {0};
        struct gt_problems problems;
        struct gt_buf first, second;
        struct gt_json json;

        gt_problems_init(&problems, arena);
        gt_buf_init(&first, GT_LIGHT_SET_BYTES_MAX);
        gt_buf_init(&second, GT_LIGHT_SET_BYTES_MAX);
        assert_int_equal(gt_light_set_parse(arena, gt_light_files[at].bytes, &set, &problems, NULL), GT_OK);
        gt_json_init(&json, &first);
        gt_light_set_write(&json, NULL, &set);
        assert_int_equal(gt_light_set_parse(arena, gt_buf_view(&first), &again, &problems, NULL), GT_OK);
        gt_json_init(&json, &second);
        gt_light_set_write(&json, NULL, &again);
        assert_true(gt_str_eq(gt_buf_view(&first), gt_buf_view(&second)));
        gt_buf_clear(&first);
        gt_buf_clear(&second);
    }
}

static void all_faults_are_told_at_once(void **state)
{
    static const char text[] =
        "{\"name\":{\"zh\":\"甲\"},\"roll\":{\"unit\":\"own\"},\"red\":[\"pink\"],\"red_run\":1000,\"period\":\"day\","
        "\"rules\":[{\"channel\":\"weather\",\"when\":\"overdue and\",\"meaning\":\"bad\",\"show\":\"size\"}],"
        "\"theme\":{\"overdue\":{\"colour\":\"pink\"},\"behind\":{\"shape\":\"square\"}}}";
    static const char *const fields[] = {"name", "roll", "red", "red_run", "period", "rules[0].channel",
                                         "rules[0].when", "rules[0].meaning", "rules[0].show", "overdue",
                                         "behind", "red_run_means"};
    struct gt_light_set set = {0};
    struct gt_problems problems;

    (void)state;
    gt_problems_init(&problems, arena);
    assert_int_equal(gt_light_set_parse(arena, gt_str_from(text), &set, &problems, NULL), GT_EINVAL);
    for (size_t at = 0; at < GT_LEN(fields); at++) {
        bool told = false;

        for (size_t one = 0; one < problems.list.count; one++)
            told |= gt_str_eq(problems.list.at[one].field, gt_str_from(fields[at]));
        if (!told)
            fail_msg("nothing is said of %s", fields[at]);
    }
}

static const struct roll_case {
    const char *name;
    enum gt_light_roll roll;
    struct { enum gt_light_meaning meaning; double weight; } of[6];
    int count, want;
} rolls[] = {
    {"nothing", GT_LIGHT_ROLL_WORST, {{0}}, 0, GT_LIGHT_SILENT},
    {"the worst of three", GT_LIGHT_ROLL_WORST, {{GT_LIGHT_DONE, 1}, {GT_LIGHT_BEHIND, 1}, {GT_LIGHT_ONTRACK, 9}}, 3, GT_LIGHT_BEHIND},
    {"the most of three", GT_LIGHT_ROLL_MAJORITY, {{GT_LIGHT_DONE, 1}, {GT_LIGHT_BEHIND, 9}, {GT_LIGHT_DONE, 1}}, 3, GT_LIGHT_DONE},
    {"of equals the worse", GT_LIGHT_ROLL_MAJORITY, {{GT_LIGHT_DONE, 1}, {GT_LIGHT_BEHIND, 1}}, 2, GT_LIGHT_BEHIND},
    {"half the weight is bad", GT_LIGHT_ROLL_WEIGHTED, {{GT_LIGHT_OVERDUE, 10}, {GT_LIGHT_DONE, 5}, {GT_LIGHT_DONE, 5}},
     3, GT_LIGHT_OVERDUE},
    {"less than half is bad", GT_LIGHT_ROLL_WEIGHTED, {{GT_LIGHT_OVERDUE, 4}, {GT_LIGHT_ONTRACK, 20}, {GT_LIGHT_DONE, 5}},
     3, GT_LIGHT_ONTRACK},
    {"all weigh nothing", GT_LIGHT_ROLL_WEIGHTED, {{GT_LIGHT_OVERDUE, 0}, {GT_LIGHT_DONE, 0}}, 2, GT_LIGHT_OVERDUE},
};

static void many_lights_become_one(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(rolls); at++) {
        struct gt_light_sum sum = {0};

        for (int one = 0; one < rolls[at].count; one++)
            gt_light_sum_add(&sum, rolls[at].of[one].meaning, rolls[at].of[one].weight);
        if (gt_light_sum_of(&sum, rolls[at].roll) != rolls[at].want)
            fail_msg("%s: %d", rolls[at].name, gt_light_sum_of(&sum, rolls[at].roll));
    }
}

static void a_refused_allocation_is_an_error(void **state)
{
    (void)state;
    for (int64_t n = 0;; n++) {
        struct gt_arena *own = NULL;
        struct gt_problems problems;
        struct gt_light_set set = {0};
        gt_rc rc;

        assert_int_equal(gt_arena_create(16 << 20, &own), GT_OK);
        gt_problems_init(&problems, own);
        (void)gt_alloc_fail_at(n);
        rc = gt_light_set_parse(own, gt_light_files[10].bytes, &set, &problems, NULL);
        (void)gt_alloc_fail_at(-1);
        gt_arena_destroy(own);
        if (rc == GT_OK)
            break;
        assert_int_equal(rc, GT_ENOMEM);
        assert_true(n < 2000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_preset_says_what_its_text_says),
        cmocka_unit_test(three_reds_ask_for_an_interview),
        cmocka_unit_test(every_preset_says_why),
        cmocka_unit_test(a_set_written_is_the_same_set),
        cmocka_unit_test(all_faults_are_told_at_once),
        cmocka_unit_test(many_lights_become_one),
        cmocka_unit_test(a_refused_allocation_is_an_error),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
