/* test_wall_pdf.c - the printed wall: packing, limits, text that can be found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/file.h"
#include "paper/wall_layout.h"
#include "paper/wall_pdf.h"

enum { LANES = 5, BARS = 400 };

static uint64_t state;

static unsigned roll(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((state >> 33) % n);
}

struct chart {
    struct gt_wall_bar bar[BARS];
    struct gt_wall_lane lane[LANES];
    struct gt_wall_view view;
};

static void make_chart(struct chart *c, size_t bars)
{
    const gt_day from = gt_day_from_ymd(2026, 1, 1);

    *c = (struct chart){0};
    for (size_t i = 0; i < bars; i++) {
        const gt_day start = from + (gt_day)roll(350);

        c->bar[i] = (struct gt_wall_bar){
            .lane = roll(LANES), .name = GT_STR("论证与评审"), .start = start,
            .finish = start + (gt_day)roll(60), .deadline = GT_DAY_NONE,
            .base_start = GT_DAY_NONE, .base_finish = GT_DAY_NONE,
            .percent = (int)roll(101), .light = (enum gt_wall_light)roll(GT_WALL_LIGHTS),
            .critical = roll(9) == 0, .milestone = roll(20) == 0,
        };
    }
    for (int i = 0; i < LANES; i++)
        c->lane[i] = (struct gt_wall_lane){GT_STR("规划处"), GT_STR("8项")};
    c->view = (struct gt_wall_view){
        .title = GT_STR("年度挂图"), .office = GT_STR("某厅"), .from = from,
        .to = from + 364, .today = from + 180, .lanes = c->lane, .lane_count = LANES,
        .bars = c->bar, .bar_count = bars,
    };
}

/* Whatever the bars: in one row no bar and no label touches the next, every
 * bar is in its own lane's rows, and all rows stand inside the box. */
static void test_packing(void **unused)
{
    (void)unused;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        const struct gt_wall_box box = {100, 900, 50, 550, 20};
        struct gt_wall_layout layout = {0};
        static double label[BARS];
        struct gt_arena *arena = NULL;
        static struct chart c;

        state = seed;
        make_chart(&c, 1 + roll(BARS));
        for (size_t i = 0; i < c.view.bar_count; i++)
            label[i] = 2 + roll(12);
        assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
        assert_int_equal(gt_wall_layout(arena, &c.view, &box, label, &layout), GT_OK);
        assert_true(layout.rows * layout.pitch <= 500.001);
        for (size_t i = 0; i < c.view.bar_count; i++) {
            const struct gt_wall_place *a = &layout.bars[i];

            assert_true(a->row >= layout.lane_row[c.bar[i].lane]);
            assert_true(a->row < layout.lane_row[c.bar[i].lane + 1]);
            for (size_t j = 0; j < i; j++) {
                const struct gt_wall_place *b = &layout.bars[j];

                if (a->row == b->row && a->label_x + label[i] * layout.em > b->label_x + 0.001 &&
                    b->label_x + label[j] * layout.em > a->label_x + 0.001)
                    fail_msg("seed %llu: labels of bars %zu and %zu overlap",
                             (unsigned long long)seed, i, j);
                if (a->row == b->row && a->x1 > b->x0 + 0.001 && b->x1 > a->x0 + 0.001)
                    fail_msg("seed %llu: bars %zu and %zu overlap", (unsigned long long)seed, i, j);
            }
        }
        gt_arena_destroy(arena);
    }
}

static void test_receiver_below_giver(void **unused)
{
    const gt_day from = gt_day_from_ymd(2026, 1, 1);
    const struct gt_wall_bar bars[] = {
        {.start = from + 10, .finish = from + 40, .deadline = GT_DAY_NONE},
        {.start = from, .finish = from + 5, .deadline = GT_DAY_NONE},
        {.start = from + 30, .finish = from + 60, .deadline = GT_DAY_NONE},
        {.start = from + 12, .finish = from + 20, .deadline = GT_DAY_NONE},
    };
    const struct gt_wall_overlap overlap = {0, 2, from + 30, from + 40};
    const struct gt_wall_lane lane = {GT_STR("a"), GT_STR("")};
    const struct gt_wall_view view = {.from = from, .to = from + 99, .lanes = &lane, .lane_count = 1,
                                      .bars = bars, .bar_count = 4, .overlaps = &overlap,
                                      .overlap_count = 1};
    const struct gt_wall_box box = {0, 1000, 0, 500, 20};
    const double label[4] = {1, 1, 1, 1};
    struct gt_wall_layout layout = {0};
    struct gt_arena *arena = NULL;

    (void)unused;
    assert_int_equal(gt_arena_create(1 << 20, &arena), GT_OK);
    assert_int_equal(gt_wall_layout(arena, &view, &box, label, &layout), GT_OK);
    assert_int_equal(layout.bars[2].row, layout.bars[0].row + 1);
    gt_arena_destroy(arena);
}

/* Every title can be found again by a reader of PDF files that is not ours. */
static void test_text_is_text(void **unused)
{
    static struct chart c;
    const struct gt_wall_page page = {GT_WALL_A3, true, 0};
    char path[] = "/tmp/guatu-wall-XXXXXX", command[128], found[1 << 15];
    struct gt_err err = {0};
    struct gt_buf out;
    size_t len;
    FILE *pipe;
    int fd;

    (void)unused;
    state = 5;
    make_chart(&c, 60);
    c.bar[17].name = GT_STR("独一无二的名字");
    gt_buf_init(&out, GT_WALL_PDF_BYTES_MAX);
    assert_int_equal(gt_wall_pdf(&c.view, &page, &out, &err), GT_OK);
    assert_true(out.len > 1000 && memcmp(out.at, "%PDF-", 5) == 0);
    fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(gt_file_replace(path, gt_buf_view(&out), &err), GT_OK);
    snprintf(command, sizeof command, "pdftotext -enc UTF-8 %s - && pdfinfo %s", path, path);
    pipe = popen(command, "r");
    assert_non_null(pipe);
    len = fread(found, 1, sizeof found - 1, pipe);
    found[len] = '\0';
    assert_int_equal(pclose(pipe), 0);
    assert_non_null(strstr(found, "独一无二的名字"));
    assert_non_null(strstr(found, "年度挂图"));
    assert_non_null(strstr(found, "Pages:           1"));
    unlink(path);
    gt_buf_clear(&out);
}

static void test_refusals(void **unused)
{
    static struct chart c;
    struct gt_wall_page page = {GT_WALL_A0, false, 0};
    enum gt_wall_paper paper;
    struct gt_err err = {0};
    struct gt_buf out;

    (void)unused;
    state = 9;
    make_chart(&c, 3);
    gt_buf_init(&out, GT_WALL_PDF_BYTES_MAX);
    c.view.bar_count = GT_WALL_BARS_MAX + 1;
    assert_int_equal(gt_wall_pdf(&c.view, &page, &out, &err), GT_ELIMIT);
    c.view.bar_count = 3;
    c.view.to = c.view.from - 1;
    assert_int_equal(gt_wall_pdf(&c.view, &page, &out, &err), GT_EINVAL);
    assert_string_equal(err.field, "from");
    c.view.to = c.view.from + 364;
    out.max = 100; /* a buffer that is too small is an error, not a torn file */
    assert_int_equal(gt_wall_pdf(&c.view, &page, &out, &err), GT_ELIMIT);
    gt_buf_clear(&out);
    assert_true(gt_wall_paper_parse(GT_STR("a1"), &paper) && paper == GT_WALL_A1);
    assert_false(gt_wall_paper_parse(GT_STR("A4"), &paper));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_packing),
        cmocka_unit_test(test_receiver_below_giver),
        cmocka_unit_test(test_text_is_text),
        cmocka_unit_test(test_refusals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
