/* test_light_rule.c - conditions: read, printed, judged, refused with their place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>

#include "gauge/light_rule.h"

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

static const struct read_case { const char *name, *text, *stored, *zh, *en; } reads[] = {
    {"as a clerk types it", "剩余工作日≤5 且 已报完成<100%", "days_left <= 5 and percent < 100",
     "剩余工作日≤5且已报完成<100%", "work days left ≤ 5 and reported < 100 %"},
    {"in keys", "days_left<=5 and percent<100", "days_left <= 5 and percent < 100", "剩余工作日≤5且已报完成<100%",
     "work days left ≤ 5 and reported < 100 %"},
    {"as it is printed in English", "work days left ≤ 5 and reported < 100 %",
     "days_left <= 5 and percent < 100", NULL, NULL},
    {"full-width signs", "（逾期天数＞＝2）", "calendar_late >= 2", "逾期天数≥2", "days late ≥ 2"},
    {"units are read over", "逾期天数≥3天且延期次数=2次", "calendar_late >= 3 and extensions = 2", NULL, NULL},
    {"flags stand alone", "已过时限且非长期坚持", "overdue and not standing", "已过时限且非长期坚持",
     "past its deadline and not standing"},
    {"and binds tighter than or", "overdue or major and pending", "overdue or major and pending", NULL, NULL},
    {"brackets that matter stay", "(overdue or major) and pending", "(overdue or major) and pending",
     "（已过时限或重大紧急）且申请未处理", NULL},
    {"brackets that do not matter go", "((overdue) and (major))", "overdue and major", NULL, NULL},
    {"not over a bracket", "not (overdue or major)", "not (overdue or major)", "非（已过时限或重大紧急）", NULL},
    {"not not", "not not overdue", "not not overdue", NULL, NULL},
    {"two quantities", "已报完成<应完成", "percent < expected", "已报完成<应完成", "reported < should be done"},
    {"a negative number with its point", "rank_change < -2.5", "rank_change < -2.5", NULL, NULL},
    {"always", "总是", "always", "总是", "always"},
    {"on several lines", "overdue\n  and\tmajor", "overdue and major", NULL, NULL},
};

static void conditions_are_read_and_printed(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(reads); at++) {
        const struct read_case *c = &reads[at];
        struct gt_light_code code = {0}, again = {0};
        struct gt_err err = {0};
        const gt_rc rc = gt_light_code_parse(arena, gt_str_from(c->text), &code, &err);

        if (c->stored == NULL) {
            assert_int_not_equal(rc, GT_OK);
            continue;
        }
        if (rc != GT_OK)
            fail_msg("%s: %s", c->name, err.text[GT_LANG_EN]);
        if (!gt_str_eq(code.when, gt_str_from(c->stored)))
            fail_msg("%s: stored as %.*s", c->name, GT_FMT(code.when));
        for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
            const char *want = lang == GT_LANG_ZH ? c->zh : c->en;
            struct gt_buf buf;

            gt_buf_init(&buf, 4096);
            gt_light_code_text(&buf, &code, lang);
            if (want != NULL && strcmp(buf.at, want) != 0)
                fail_msg("%s: printed as %s", c->name, buf.at);
            /* what is shown can be typed back */
            assert_int_equal(gt_light_code_parse(arena, gt_buf_view(&buf), &again, &err), GT_OK);
            assert_true(gt_str_eq(again.when, code.when));
            gt_buf_clear(&buf);
        }
    }
}

static const struct fault_case { const char *name, *text, *place, *zh; } faults[] = {
    {"empty", "", "line 1, column 1", "第1行第1列"},
    {"an unknown word", "days_left <= 5 and colour = 3", "line 1, column 20", "不认识这个量名"},
    {"an unknown word in Chinese", "剩余工作日≤5且颜色=3", "line 1, column 9", "不认识这个量名或符号"},
    {"on the second line", "overdue\nand days_lft < 3", "line 2, column 5", "第2行第5列"},
    {"a number is missing", "days_left <=", "line 1, column 13", "缺少数字"},
    {"a quantity without comparison", "days_left and overdue", "line 1, column 1", "与数字比较"},
    {"a flag compared", "overdue = 1", "line 1, column 9", "不作比较"},
    {"a bracket too many", "overdue)", "line 1, column 8", "多出"},
    {"a bracket not closed", "(overdue", "line 1, column 9", "没有合上"},
    {"nothing between", "overdue major", "line 1, column 9", "且"},
    {"ends on and", "overdue and", "line 1, column 12", "缺少量名"},
    {"a number first", "5 < days_left", "line 1, column 1", "缺少量名"},
    {"a number too large", "days_left < 10000000", "line 1, column 13", "1000000"},
    {"compared with a flag", "days_left < overdue", "line 1, column 13", "缺少数字"},
};

static void faults_are_told_with_their_place(void **state)
{
    (void)state;
    for (size_t at = 0; at < GT_LEN(faults); at++) {
        struct gt_light_code code = {0};
        struct gt_err err = {0};

        if (gt_light_code_parse(arena, gt_str_from(faults[at].text), &code, &err) == GT_OK)
            fail_msg("%s: taken", faults[at].name);
        if (strstr(err.text[GT_LANG_EN], faults[at].place) == NULL ||
            strstr(err.text[GT_LANG_ZH], faults[at].zh) == NULL)
            fail_msg("%s: %s | %s", faults[at].name, err.text[GT_LANG_EN], err.text[GT_LANG_ZH]);
    }
}

static void limits_are_kept(void **state)
{
    char text[4096] = "";
    struct gt_light_code code = {0};
    struct gt_err err = {0};
    size_t len = 0;

    (void)state;
    for (int at = 0; at <= GT_LIGHT_DEPTH_MAX; at++)
        text[len++] = '(';
    (void)snprintf(text + len, sizeof text - len, "overdue");
    assert_int_equal(gt_light_code_parse(arena, gt_str_from(text), &code, &err), GT_EPARSE);
    len = 0;
    for (int at = 0; at < 40; at++)
        len += (size_t)snprintf(text + len, sizeof text - len, "major and ");
    (void)snprintf(text + len, sizeof text - len, "major");
    assert_int_equal(gt_light_code_parse(arena, gt_str_from(text), &code, &err), GT_EPARSE);
    memset(text, ' ', sizeof text);
    assert_int_equal(gt_light_code_parse(arena, (gt_str){text, sizeof text}, &code, &err), GT_ELIMIT);
}

static bool holds(const char *text, const double *quantities)
{
    struct gt_light_code code = {0};

    assert_int_equal(gt_light_code_parse(arena, gt_str_from(text), &code, NULL), GT_OK);
    return gt_light_code_holds(&code, quantities);
}

static void the_unknown_makes_comparisons_false(void **state)
{
    double q[GT_LIGHT_QUANTITIES] = {0};

    (void)state;
    q[GT_LQ_RANK] = NAN;
    q[GT_LQ_DAYS_LEFT] = 3;
    q[GT_LQ_MAJOR] = 1;
    assert_false(holds("rank < 5", q));
    assert_false(holds("rank >= 5", q));
    assert_false(holds("rank <> 5", q));
    assert_false(holds("rank = 5", q));
    assert_true(holds("not rank = 5", q));
    assert_true(holds("rank < 5 or days_left <= 3", q));
    assert_true(holds("overdue or days_left <= 3 and major", q));
    assert_false(holds("(major or overdue) and days_left > 3", q));
    assert_true(holds("days_left < 4 and days_left > 2 and days_left <> 4", q));
    assert_true(holds("always", q));
}

/* ---- conditions made at random, judged by a second way ---------------------------- */

static uint64_t seed;

static unsigned roll(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((seed >> 33) % below);
}

/* Writes a condition and says what it is; depth is small, so it may call itself. */
static bool make(char *text, size_t size, int depth, const double *q)
{
    char a[1024], b[1024];
    bool x, y;

    switch (depth == 0 ? 0 : roll(4)) {
    case 1:
        x = make(a, sizeof a, depth - 1, q);
        (void)snprintf(text, size, "not (%.1000s)", a);
        return !x;
    case 2:
        x = make(a, sizeof a, depth - 1, q);
        y = make(b, sizeof b, depth - 1, q);
        (void)snprintf(text, size, "(%.480s) and (%.480s)", a, b);
        return x && y;
    case 3:
        x = make(a, sizeof a, depth - 1, q);
        y = make(b, sizeof b, depth - 1, q);
        (void)snprintf(text, size, "(%.480s) 或 (%.480s)", a, b);
        return x || y;
    default: {
        const int number = (int)roll(7);

        (void)snprintf(text, size, "days_left %s %d", roll(2) ? "<=" : ">", number);
        return strstr(text, "<=") != NULL ? q[GT_LQ_DAYS_LEFT] <= number : q[GT_LQ_DAYS_LEFT] > number;
    }
    }
}

static void random_conditions_mean_what_they_say(void **state)
{
    (void)state;
    for (uint64_t round = 1; round <= 20000; round++) {
        const struct gt_arena_mark mark = gt_arena_mark(arena);
        double q[GT_LIGHT_QUANTITIES] = {0};
        struct gt_light_code code = {0}, again = {0};
        char text[1024];
        bool want;

        seed = round;
        q[GT_LQ_DAYS_LEFT] = roll(7);
        want = make(text, sizeof text, 4, q);
        if (gt_light_code_parse(arena, gt_str_from(text), &code, NULL) != GT_OK) {
            gt_arena_rewind(arena, mark); /* too long or too deep */
            continue;
        }
        if (gt_light_code_holds(&code, q) != want)
            fail_msg("seed %llu: %s is not %d", (unsigned long long)round, text, want);
        /* the stored form, without needless brackets, is the same */
        assert_int_equal(gt_light_code_parse(arena, code.when, &again, NULL), GT_OK);
        if (gt_light_code_holds(&again, q) != want || !gt_str_eq(again.when, code.when))
            fail_msg("seed %llu: stored as %.*s", (unsigned long long)round, GT_FMT(code.when));
        gt_arena_rewind(arena, mark);
    }
}

static void a_refused_allocation_is_an_error(void **state)
{
    (void)state;
    for (int64_t n = 0;; n++) {
        struct gt_arena *own = NULL;
        struct gt_light_code code = {0};
        gt_rc rc;

        assert_int_equal(gt_arena_create(1 << 20, &own), GT_OK);
        (void)gt_alloc_fail_at(n);
        rc = gt_light_code_parse(own, GT_STR("overdue and (days_late >= 3 or major)"), &code, NULL);
        (void)gt_alloc_fail_at(-1);
        gt_arena_destroy(own);
        if (rc == GT_OK)
            break;
        assert_int_equal(rc, GT_ENOMEM);
        assert_true(n < 100);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_are_read_and_printed),
        cmocka_unit_test(faults_are_told_with_their_place),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(the_unknown_makes_comparisons_false),
        cmocka_unit_test(random_conditions_mean_what_they_say),
        cmocka_unit_test(a_refused_allocation_is_an_error),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
