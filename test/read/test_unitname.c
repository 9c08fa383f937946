/* test_unitname.c - which unit a printed name means, and what one cell names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "read/unitcell.h"
#include "read/unitname.h"

#define U(name, short_name, aliases) {0, GT_STR_INIT(name), GT_STR_INIT(short_name), {"", 0}, GT_STR_INIT(aliases)}

static const struct gt_unit_entry tree[] = {
    U("办公室", "", ""),                              /* 0 */
    U("规划与资源配置处", "规划处", "资源配置处\n规划与资源处"),
    U("成果转化与区域创新处", "成果处", ""),
    U("高新技术发展及产业化处", "高新处", ""),          /* 3 */
    U("省科学技术厅", "省科技厅", ""),
    U("发展和改革委员会", "", "发改委"),               /* 5 */
    U("杭州市科技局", "", ""),
    U("宁波市科技局", "", ""),                        /* 7 */
    U("省财政厅", "", ""),
    {0, GT_STR_INIT("政策法规处"), GT_STR_INIT("法规处"), GT_STR_INIT("Policy and Law Division"), {"", 0}}, /* 9 */
    U("海州市卫生健康委员会", "", ""),                 /* 10 */
};

static const struct {
    const char *printed;
    enum gt_unit_match_kind kind;
    int64_t entry;
} matches[] = {
    {"办公室", GT_UNIT_EXACT, 0},
    {" 规划与\n资源配置处 ", GT_UNIT_EXACT, 1},
    {"规划处", GT_UNIT_ALIAS, 1},
    {"规划与资源处", GT_UNIT_ALIAS, 1},
    {"厅规划处", GT_UNIT_ALIAS, 1},
    {"厅办公室", GT_UNIT_ALIAS, 0},
    {"科技厅", GT_UNIT_ALIAS, 4},
    {"省科学技术厅", GT_UNIT_EXACT, 4},
    {"浙江省科技厅", GT_UNIT_ALIAS, 4},
    {"财政厅", GT_UNIT_ALIAS, 8},
    {"发展和改革委", GT_UNIT_ALIAS, 5},
    {"省发展和改革委员会", GT_UNIT_ALIAS, 5},
    {"发改委", GT_UNIT_ALIAS, 5},
    {"ＰＯＬＩＣＹ　and Law division", GT_UNIT_ALIAS, 9},
    {"市卫生健康委", GT_UNIT_ALIAS, 10},
    {"卫生健康委", GT_UNIT_ALIAS, 10},
    /* only offered */
    {"资源规划处", GT_UNIT_NEAR, -1},
    {"成果转化处", GT_UNIT_NEAR, 2},
    {"高新技术发展与产业化处", GT_UNIT_NEAR, 3},
    {"政策法规", GT_UNIT_NEAR, 9},
    {"政策法归处", GT_UNIT_NEAR, 9},
    {"卫健委", GT_UNIT_NEAR, 10},
    {"省级成果处", GT_UNIT_NEAR, 2},
    /* 科技局 may be either; 金华 is neither, only near */
    {"金华市科技局", GT_UNIT_NEAR, -1},
    /* nothing like it */
    {"中国人民银行分行营业部", GT_UNIT_NONE, -1},
    {"", GT_UNIT_NONE, -1},
    {"X", GT_UNIT_NONE, -1},
};

static void names_are_matched_or_only_offered(void **state)
{
    struct gt_unitnames names;
    struct gt_arena *arena = NULL;

    (void)state;
    assert_int_equal(gt_arena_create(8 << 20, &arena), GT_OK);
    assert_int_equal(gt_unitnames_init(&names, arena, tree, GT_LEN(tree)), GT_OK);
    for (size_t i = 0; i < GT_LEN(matches); i++) {
        struct gt_unit_match match;
        uint64_t work = 0;

        assert_int_equal(gt_unitnames_match(&names, arena, gt_str_from(matches[i].printed), &work, &match), GT_OK);
        if (match.kind != matches[i].kind || (matches[i].entry >= 0 && match.entry != matches[i].entry))
            print_error("%s: %s, entry %d\n", matches[i].printed, gt_unit_match_name(match.kind), (int)match.entry);
        assert_int_equal(match.kind, matches[i].kind);
        if (matches[i].entry >= 0)
            assert_int_equal(match.entry, matches[i].entry);
    }
    gt_arena_destroy(arena);
}

static void every_name_of_the_tree_finds_itself(void **state)
{
    struct gt_unitnames names;
    struct gt_arena *arena = NULL;

    (void)state;
    assert_int_equal(gt_arena_create(8 << 20, &arena), GT_OK);
    assert_int_equal(gt_unitnames_init(&names, arena, tree, GT_LEN(tree)), GT_OK);
    for (uint32_t i = 0; i < GT_LEN(tree); i++) {
        struct gt_unit_match match;

        assert_int_equal(gt_unitnames_match(&names, arena, tree[i].name, NULL, &match), GT_OK);
        assert_int_equal(match.kind, GT_UNIT_EXACT);
        assert_int_equal(match.entry, i);
    }
    gt_arena_destroy(arena);
}

static void offers_stop_when_their_work_is_spent(void **state)
{
    struct gt_unitnames names;
    struct gt_arena *arena = NULL;
    struct gt_unit_match match;
    uint64_t work = GT_UNITNAME_WORK_MAX;

    (void)state;
    assert_int_equal(gt_arena_create(8 << 20, &arena), GT_OK);
    assert_int_equal(gt_unitnames_init(&names, arena, tree, GT_LEN(tree)), GT_OK);
    assert_int_equal(gt_unitnames_match(&names, arena, GT_STR("成果转化处"), &work, &match), GT_OK);
    assert_int_equal(match.kind, GT_UNIT_NONE);
    gt_arena_destroy(arena);
}

/* ---- cells ----------------------------------------------------------------------------- */

/* Roles: L lead, S support, P plain, p person, l leader. */
static const struct { const char *cell, *want; enum gt_unit_role otherwise; } cells[] = {
    {"规划处", "P规划处", GT_ROLE_PLAIN},
    {"规划处、成果处,高新处", "P规划处 P成果处 P高新处", GT_ROLE_PLAIN},
    {"规划处\n成果处", "S规划处 S成果处", GT_ROLE_SUPPORT},
    {"牵头:甲处;配合:乙处、丙处", "L甲处 S乙处 S丙处", GT_ROLE_PLAIN},
    {"牵头单位：甲处\n配合单位：乙处，丙处", "L甲处 S乙处 S丙处", GT_ROLE_PLAIN},
    {"甲处（牵头）、乙处、丙处（配合）", "L甲处 P乙处 S丙处", GT_ROLE_PLAIN},
    {"甲处牵头，乙处、丙处配合", "L甲处 S乙处 S丙处", GT_ROLE_PLAIN},
    {"甲处、乙处按职责分工负责", "P甲处 P乙处", GT_ROLE_PLAIN},
    {"由省科技厅会同省财政厅负责", "P省科技厅 S省财政厅", GT_ROLE_PLAIN},
    {"发展和改革委员会、人力资源和社会保障厅", "P发展和改革委员会 P人力资源和社会保障厅", GT_ROLE_PLAIN},
    {"办公室和人事处", "P办公室 P人事处", GT_ROLE_PLAIN},
    {"规划 处", "P规划处", GT_ROLE_PLAIN},
    {"规划处 成果处", "P规划处 P成果处", GT_ROLE_PLAIN},
    {"各市、县（市、区）人民政府", "P各市 P县（市、区）人民政府", GT_ROLE_PLAIN},
    {"省科技厅、省财政厅和省教育厅等部门", "P省科技厅 P省财政厅 P省教育厅", GT_ROLE_PLAIN},
    {"1.规划处 2.成果处", "P规划处 P成果处", GT_ROLE_PLAIN},
    {"1.规划处；2、成果处", "P规划处 P成果处", GT_ROLE_PLAIN},
    {"牵头：甲处；配合：乙处；责任人：张三；分管领导：李四", "L甲处 S乙处 p张三 l李四", GT_ROLE_PLAIN},
    {"Lead: X; Support: Y, Z", "LX SY SZ", GT_ROLE_PLAIN},
    {"Finance Office (lead), Legal Division and IT Team", "LFinance Office PLegal Division PIT Team", GT_ROLE_PLAIN},
    {"Department of Science and Technology", "PDepartment of Science and Technology", GT_ROLE_PLAIN},
    {"—", "", GT_ROLE_SUPPORT},
    {"无", "", GT_ROLE_SUPPORT},
    {"N/A", "", GT_ROLE_SUPPORT},
    {"、，；", "", GT_ROLE_PLAIN},
    {"（（（", "P（（（", GT_ROLE_PLAIN},
    {"", "", GT_ROLE_PLAIN},
};

static void cells_are_taken_apart(void **state)
{
    static const char letters[] = {'P', 'L', 'S', 'p', 'l'};

    (void)state;
    for (size_t i = 0; i < GT_LEN(cells); i++) {
        struct gt_arena *arena = NULL;
        struct gt_unit_cell cell;
        struct gt_buf got;

        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        gt_buf_init(&got, 4096);
        assert_int_equal(gt_unit_cell_read(gt_str_from(cells[i].cell), cells[i].otherwise, 100, arena, &cell), GT_OK);
        for (size_t k = 0; k < cell.items.count; k++) {
            if (k > 0)
                gt_buf_char(&got, ' ');
            gt_buf_char(&got, letters[cell.items.at[k].role]);
            gt_buf_str(&got, cell.items.at[k].name);
        }
        if (!gt_str_eq(gt_buf_view(&got), gt_str_from(cells[i].want)))
            print_error("%s: got %.*s\n", cells[i].cell, (int)got.len, got.len ? got.at : "");
        assert_true(gt_str_eq(gt_buf_view(&got), gt_str_from(cells[i].want)));
        gt_buf_clear(&got);
        gt_arena_destroy(arena);
    }
}

static void memory_may_fail_anywhere(void **state)
{
    gt_rc rc = GT_ENOMEM;

    (void)state;
    for (int64_t n = 0; rc != GT_OK; n++) {
        struct gt_arena *arena = NULL;
        struct gt_unitnames names;
        struct gt_unit_match match;
        struct gt_unit_cell cell;

        assert_true(n < 1000);
        assert_int_equal(gt_arena_create(8 << 20, &arena), GT_OK);
        (void)gt_alloc_fail_at(n);
        if ((rc = gt_unitnames_init(&names, arena, tree, GT_LEN(tree))) == GT_OK &&
            (rc = gt_unitnames_match(&names, arena, GT_STR("成果转化处"), NULL, &match)) == GT_OK)
            rc = gt_unit_cell_read(GT_STR("牵头:甲处;配合:乙处、丙处"), GT_ROLE_PLAIN, 9, arena, &cell);
        (void)gt_alloc_fail_at(-1);
        assert_true(rc == GT_OK || rc == GT_ENOMEM);
        gt_arena_destroy(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_matched_or_only_offered),
        cmocka_unit_test(every_name_of_the_tree_finds_itself),
        cmocka_unit_test(offers_stop_when_their_work_is_spent),
        cmocka_unit_test(cells_are_taken_apart),
        cmocka_unit_test(memory_may_fail_anywhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
