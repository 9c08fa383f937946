/* test_number.c - numbers at the head of paragraphs, and times in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/number.h"
#include "read/when.h"

static const struct {
    const char *name, *text, *printed, *body;
    enum gt_number_kind kind;
    uint32_t value;
} numbers[] = {
    {"a Han number", "一、总体要求", "一", "总体要求", GT_NUMBER_HAN, 1},
    {"above ten", "二十三、对…", "二十三", "对…", GT_NUMBER_HAN, 23},
    {"over a hundred", "一百零三、末", "一百零三", "末", GT_NUMBER_HAN, 103},
    {"full-width brackets", "（十二）落实", "（十二）", "落实", GT_NUMBER_HAN_PAREN, 12},
    {"mixed brackets", "(三）落实", "(三）", "落实", GT_NUMBER_HAN_PAREN, 3},
    {"the opening bracket got lost", "三）落实", "三）", "落实", GT_NUMBER_HAN_PAREN, 3},
    {"the closing bracket got lost", "（三、落实", "（三", "落实", GT_NUMBER_HAN_PAREN, 3},
    {"a blank inside", "（ 三 ）落实", "（ 三 ）", "落实", GT_NUMBER_HAN_PAREN, 3},
    {"one character for it", "㈢落实", "㈢", "落实", GT_NUMBER_HAN_PAREN, 3},
    {"a point", "3.落实", "3", "落实", GT_NUMBER_DEC, 3},
    {"a full-width digit and point", "３．落实", "３", "落实", GT_NUMBER_DEC, 3},
    {"a comma of lists", "12、落实", "12", "落实", GT_NUMBER_DEC, 12},
    {"in brackets", "（1）落实", "（1）", "落实", GT_NUMBER_DEC_PAREN, 1},
    {"half in brackets", "1)落实", "1)", "落实", GT_NUMBER_DEC_PAREN, 1},
    {"in a circle", "③落实", "③", "落实", GT_NUMBER_CIRCLE, 3},
    {"two levels", "1.2 编制依据", "1.2", "编制依据", GT_NUMBER_MULTI, 2},
    {"three levels", "1.2.3国家级", "1.2.3", "国家级", GT_NUMBER_MULTI, 3},
    {"an article", "第十二条 省科技厅", "第十二条", "省科技厅", GT_NUMBER_ARTICLE, 12},
    {"a chapter", "第三章　职责", "第三章", "职责", GT_NUMBER_CHAPTER, 3},
    {"a part", "第一部分 总则", "第一部分", "总则", GT_NUMBER_PART, 1},
    {"a bare number of a heading", "4 应急响应", "4", "应急响应", GT_NUMBER_BARE, 4},
    {"English article", "Article 4. The Office", "Article 4", "The Office", GT_NUMBER_ARTICLE, 4},
    {"English section in Roman", "Section II: Rules", "Section II", "Rules", GT_NUMBER_SECTION, 2},
    {"a letter", "(b) Report", "(b)", "Report", GT_NUMBER_ALPHA, 2},
    {"Roman in brackets", "(iv) Report", "(iv)", "Report", GT_NUMBER_ROMAN, 4},
    {"a year is no number", "2026年6月", NULL, NULL, GT_NUMBER_NONE, 0},
    {"a figure is no number", "1.5亿元用于", NULL, NULL, GT_NUMBER_NONE, 0},
    {"a sum is no number", "10万吨", NULL, NULL, GT_NUMBER_NONE, 0},
    {"一 alone is a word", "一方面加强", NULL, NULL, GT_NUMBER_NONE, 0},
    {"第一 is no article", "第一时间报告", NULL, NULL, GT_NUMBER_NONE, 0},
};

static void numbers_are_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(numbers); i++) {
        struct gt_arena *arena = NULL;
        struct gt_number number;
        struct gt_fold fold;
        bool found;

        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        assert_int_equal(gt_fold_make(arena, gt_str_from(numbers[i].text), &fold), GT_OK);
        found = gt_number_parse(&fold, 0, fold.len, &number);
        if (found != (numbers[i].printed != NULL) || (found && number.kind != numbers[i].kind))
            print_error("%s: %s\n", numbers[i].name, numbers[i].text);
        assert_int_equal(found, numbers[i].printed != NULL);
        if (found) {
            assert_int_equal(number.kind, numbers[i].kind);
            assert_int_equal(number.value, numbers[i].value);
            assert_true(gt_str_eq(gt_fold_slice(&fold, number.start, number.end), gt_str_from(numbers[i].printed)));
            assert_true(gt_str_eq(gt_fold_slice(&fold, number.body, fold.len), gt_str_from(numbers[i].body)));
        }
        gt_arena_destroy(arena);
    }
}

/* Read in a plan of 2026; "" where the words give no day. */
static const struct { const char *text, *day; size_t points; } whens[] = {
    {"2026年6月底前", "2026-06-30", 8}, {"２０２６年６月３０日", "2026-06-30", 10}, {"二〇二六年二月", "2026-02-28", 7},
    {"2028年2月底", "2028-02-29", 8}, {"6月中旬", "2026-06-20", 4}, {"十二月上旬", "2026-12-10", 5},
    {"三季度末", "2026-09-30", 4}, {"第二季度", "2026-06-30", 4}, {"上半年", "2026-06-30", 3}, {"明年一季度", "2027-03-31", 5},
    {"年底", "2026-12-31", 2}, {"今年年底", "2026-12-31", 4}, {"2025年", "2025-12-31", 5}, {"2026-06-30", "2026-06-30", 10},
    {"2026.6.30", "2026-06-30", 9}, {"2月31日", "", 5}, {"年初", "", 2},
};

static void times_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < GT_LEN(whens); i++) {
        struct gt_arena *arena = NULL;
        struct gt_when when;
        struct gt_fold fold;
        char day[GT_DAY_TEXT];

        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        assert_int_equal(gt_fold_make(arena, gt_str_from(whens[i].text), &fold), GT_OK);
        if (!gt_when_at(&fold, 0, fold.len, &when) || when.len != whens[i].points)
            print_error("%s\n", whens[i].text);
        assert_int_equal(when.len, whens[i].points);
        assert_string_equal(gt_day_text(gt_when_day(&when, 2026), day), whens[i].day);
        gt_arena_destroy(arena);
    }
}

/* Folding keeps one unit a code point, and the way back is exact. */
static void folding_keeps_offsets(void **state)
{
    const gt_str text = GT_STR("負責（ＡＢ）　𠮷，牽頭：財政部");
    struct gt_arena *arena = NULL;
    struct gt_fold fold;

    (void)state;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    assert_int_equal(gt_fold_make(arena, text, &fold), GT_OK);
    assert_true(gt_fold_is(&fold, 0, fold.len, u"负责(ab) "));
    assert_int_equal(gt_fold_find(&fold, 0, fold.len, u"牵头:"), 9);
    assert_true(gt_str_eq(gt_fold_slice(&fold, 12, 15), GT_STR("財政部")));
    assert_true(gt_str_eq(gt_fold_slice(&fold, 7, 8), GT_STR("𠮷")));
    assert_int_equal(gt_fold_byte(&fold, fold.len), text.len);
    gt_arena_destroy(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_known),
        cmocka_unit_test(times_are_read),
        cmocka_unit_test(folding_keeps_offsets),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
