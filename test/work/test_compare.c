/* test_compare.c - what changed in a text, and which clause is which. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "work/compare.h"

/* [-gone-] and {+new+}, as a person would mark it. */
static const struct diff_case { const char *name, *a, *b, *want; } diffs[] = {
    {"nothing changed", "年底前完成", "年底前完成", "年底前完成"},
    {"a number is one token", "新增400家", "新增4000家", "新增[-400-]{+4000+}家"},
    {"a day moved", "6月30日前完成", "9月30日前完成", "[-6-]{+9+}月30日前完成"},
    {"words put in", "完成平台建设", "完成平台一期建设", "完成平台{+一期+}建设"},
    {"words taken out", "完成平台一期建设", "完成平台建设", "完成平台[-一期-]建设"},
    {"from nothing", "", "新条款", "{+新条款+}"},
    {"to nothing", "旧条款", "", "[-旧条款-]"},
    {"both empty", "", "", ""},
    {"an island of one character is no island", "甲乙丙丁戊己", "甲子丑丁寅己", "甲[-乙丙丁戊-]{+子丑丁寅+}己"},
    {"English by words", "by 30 June", "by 15 July", "by [-30 June-]{+15 July+}"},
    {"all else", "一二三", "四五六", "[-一二三-]{+四五六+}"},
};

static void mark(const gt_text_parts *parts, struct gt_buf *out)
{
    static const char *const marks[][2] = {
        [GT_TEXT_SAME] = {"", ""}, [GT_TEXT_ADD] = {"{+", "+}"}, [GT_TEXT_DEL] = {"[-", "-]"}};

    for (size_t i = 0; i < parts->count; i++) {
        gt_buf_text(out, marks[parts->at[i].op][0]);
        gt_buf_str(out, parts->at[i].text);
        gt_buf_text(out, marks[parts->at[i].op][1]);
    }
}

static void changes_are_marked(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(diffs); i++) {
        struct gt_arena *arena = NULL;
        gt_text_parts parts;
        struct gt_buf text;

        assert_int_equal(gt_arena_create(64 << 20, &arena), GT_OK);
        gt_buf_init(&text, 1 << 20);
        assert_int_equal(gt_text_diff(arena, gt_str_from(diffs[i].a), gt_str_from(diffs[i].b), &parts),
                         GT_OK);
        mark(&parts, &text);
        if (!gt_str_eq(gt_buf_view(&text), gt_str_from(diffs[i].want)))
            fail_msg("%s: %.*s", diffs[i].name, GT_FMT(gt_buf_view(&text)));
        gt_buf_clear(&text);
        gt_arena_destroy(arena);
    }
}

static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

static gt_str random_text(struct gt_arena *arena, uint64_t *seed, int length)
{
    static const char *const words[] = {"推", "进", "平", "台", "6", "月", "完成", "30", "。", "A"};
    struct gt_buf buf;
    gt_str text;

    gt_buf_init(&buf, 1 << 16);
    gt_buf_text(&buf, " ");
    for (int i = 0; i < length; i++)
        gt_buf_text(&buf, words[next(seed) % GT_LEN(words)]);
    assert_int_equal(gt_arena_dup(arena, gt_buf_view(&buf), &text), GT_OK);
    gt_buf_clear(&buf);
    return text;
}

/* Whatever the texts: what is kept and deleted is the old one, what is kept
 * and added the new one. */
static void the_parts_are_always_both_texts(void **state)
{
    uint64_t seed = 20260708;

    (void)state;
    printf("seed %llu\n", (unsigned long long)seed);
    for (int round = 0; round < 2000; round++) {
        struct gt_arena *arena = NULL;
        struct gt_buf olds, news;
        gt_text_parts parts;
        gt_str a, b;

        assert_int_equal(gt_arena_create(64 << 20, &arena), GT_OK);
        a = random_text(arena, &seed, (int)(next(&seed) % 40));
        b = random_text(arena, &seed, (int)(next(&seed) % 40));
        gt_buf_init(&olds, 1 << 16);
        gt_buf_init(&news, 1 << 16);
        assert_int_equal(gt_text_diff(arena, a, b, &parts), GT_OK);
        for (size_t i = 0; i < parts.count; i++) {
            assert_true(gt_utf8_valid(parts.at[i].text, NULL));
            assert_true(i == 0 || parts.at[i].op != parts.at[i - 1].op ||
                        parts.at[i].op == GT_TEXT_SAME);
            if (parts.at[i].op != GT_TEXT_ADD)
                gt_buf_str(&olds, parts.at[i].text);
            if (parts.at[i].op != GT_TEXT_DEL)
                gt_buf_str(&news, parts.at[i].text);
        }
        if (!gt_str_eq(gt_buf_view(&olds), a) || !gt_str_eq(gt_buf_view(&news), b))
            fail_msg("round %d: %.*s | %.*s", round, GT_FMT(a), GT_FMT(b));
        gt_buf_clear(&olds);
        gt_buf_clear(&news);
        gt_arena_destroy(arena);
    }
}

static void a_text_too_long_is_struck_out_whole(void **state)
{
    struct gt_arena *arena = NULL;
    gt_text_parts parts;
    uint64_t seed = 7;
    gt_str a, b;

    (void)state;
    assert_int_equal(gt_arena_create(64 << 20, &arena), GT_OK);
    a = random_text(arena, &seed, 9000);
    b = random_text(arena, &seed, 9000);
    assert_int_equal(gt_text_diff(arena, a, b, &parts), GT_OK);
    assert_true(parts.count <= 4);
    gt_arena_destroy(arena);
}

#define CLAUSE(number, text) {GT_STR_INIT(number), GT_STR_INIT(text)}
enum { CLAUSES = 6 };

static const struct pair_case {
    const char *name;
    size_t      olds, news;
    struct gt_compare_clause old_clauses[CLAUSES], new_clauses[CLAUSES];
    const char *want; /* state letter and old:new for each row */
} pairs[] = {
    {"the same document", 2, 2,
     {CLAUSE("一", "一、培育企业。"), CLAUSE("二", "二、转化成果。")},
     {CLAUSE("一", "一、培育企业。"), CLAUSE("二", "二、转化成果。")}, "s0:0 s1:1"},
    {"a clause put in shifts the numbers, not the clauses", 2, 3,
     {CLAUSE("一", "一、培育企业。"), CLAUSE("二", "二、转化成果。")},
     {CLAUSE("一", "一、培育企业。"), CLAUSE("二", "二、引进人才队伍。"), CLAUSE("三", "三、转化成果。")},
     "s0:0 n-:1 s1:2"},
    {"a clause taken out is told where it stood", 3, 2,
     {CLAUSE("一", "一、培育企业。"), CLAUSE("二", "二、引进人才。"), CLAUSE("三", "三、转化成果。")},
     {CLAUSE("一", "一、培育企业。"), CLAUSE("二", "二、转化成果。")}, "s0:0 g1:- s2:1"},
    {"the last one moved to the front", 3, 3,
     {CLAUSE("一", "一、培育企业。"), CLAUSE("二", "二、引进人才。"), CLAUSE("三", "三、转化成果。")},
     {CLAUSE("一", "一、转化成果。"), CLAUSE("二", "二、培育企业。"), CLAUSE("三", "三、引进人才。")},
     "m2:0 s0:1 s1:2"},
    {"other figures, the same clause", 1, 1,
     {CLAUSE("一", "一、全年新增高新技术企业400家以上，由高新处牵头。")},
     {CLAUSE("一", "一、全年新增高新技术企业500家以上，由高新处牵头。")}, "c0:0"},
    {"another clause under the same number", 1, 1,
     {CLAUSE("一", "一、全年新增高新技术企业400家以上。")},
     {CLAUSE("一", "一、举办青年人才培训班两期。")}, "n-:0 g0:-"},
    {"words that stand twice are paired in their order", 2, 2,
     {CLAUSE("一", "一、责任单位另行通知。"), CLAUSE("二", "二、责任单位另行通知。")},
     {CLAUSE("一", "一、责任单位另行通知。"), CLAUSE("二", "二、责任单位另行通知。")}, "s0:0 s1:1"},
    {"all new", 0, 1, {CLAUSE("", "")}, {CLAUSE("一", "一、甲。")}, "n-:0"},
    {"all gone", 1, 0, {CLAUSE("一", "一、甲。")}, {CLAUSE("", "")}, "g0:-"},
    {"nothing at all", 0, 0, {CLAUSE("", "")}, {CLAUSE("", "")}, ""},
};

static void put_index(struct gt_buf *out, size_t index)
{
    if (index == SIZE_MAX)
        gt_buf_char(out, '-');
    else
        gt_buf_i64(out, (int64_t)index);
}

static void clauses_find_their_counterparts(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(pairs); i++) {
        const struct pair_case *c = &pairs[i];
        struct gt_arena *arena = NULL;
        gt_compare_pairs rows;
        struct gt_buf text;

        assert_int_equal(gt_arena_create(16 << 20, &arena), GT_OK);
        gt_buf_init(&text, 1 << 16);
        assert_int_equal(gt_compare_clauses(arena, c->old_clauses, c->olds, c->new_clauses, c->news,
                                            &rows), GT_OK);
        for (size_t r = 0; r < rows.count; r++) {
            gt_buf_text(&text, r > 0 ? " " : "");
            gt_buf_char(&text, gt_compare_state_name(rows.at[r].state)[0]);
            put_index(&text, rows.at[r].old_index);
            gt_buf_char(&text, ':');
            put_index(&text, rows.at[r].new_index);
        }
        if (!gt_str_eq(gt_buf_view(&text), gt_str_from(c->want)))
            fail_msg("%s: %.*s", c->name, GT_FMT(gt_buf_view(&text)));
        gt_buf_clear(&text);
        gt_arena_destroy(arena);
    }
}

static void memory_may_be_refused_anywhere(void **state)
{
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int n = 0; rc != GT_OK; n++) {
        struct gt_arena *arena = NULL;
        gt_compare_pairs rows;
        gt_text_parts parts;

        assert_true(n < 200);
        assert_int_equal(gt_arena_create(16 << 20, &arena), GT_OK);
        gt_alloc_fail_at(n);
        if ((rc = gt_compare_clauses(arena, pairs[2].old_clauses, 3, pairs[4].new_clauses, 1, &rows)) ==
            GT_OK)
            rc = gt_text_diff(arena, GT_STR("甲乙丙"), GT_STR("甲子丙"), &parts);
        gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_are_marked),
        cmocka_unit_test(the_parts_are_always_both_texts),
        cmocka_unit_test(a_text_too_long_is_struck_out_whole),
        cmocka_unit_test(clauses_find_their_counterparts),
        cmocka_unit_test(memory_may_be_refused_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
