/*
 * bench_wall_pdf.c - how long the printed wall takes: 2,000 bars in 14 lanes.
 *
 *     build/bench/bench_wall_pdf [A0|A1|A3] [bars] [file.pdf] [ink]
 */
#include "base/date.h"
#include "base/file.h"
#include "paper/wall_pdf.h"

enum { LANES = 14, RUNS = 5 };

static const char *const words[] = {"指南编制", "专家论证", "现场评审", "项目签约", "经费拨付",
                                    "成果发布", "平台建设", "年度考核", "政策宣讲", "中期检查"};

static uint64_t state = 20260708;

static unsigned roll(unsigned n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((state >> 33) % n);
}

static struct gt_wall_bar random_bar(unsigned i, gt_day from, gt_day today)
{
    const gt_day start = from + (gt_day)roll(330);
    const gt_day finish = start + 5 + (gt_day)roll(40);
    const int span = finish - start + 1;
    const int expect = today < start ? 0 : today > finish ? 100 : (today - start) * 100 / span;
    struct gt_wall_bar bar = {
        .lane = i % LANES, .name = gt_str_from(words[roll(GT_LEN(words))]),
        .start = start, .finish = finish, .deadline = roll(3) == 0 ? finish + (gt_day)roll(9) : GT_DAY_NONE,
        .base_start = roll(4) == 0 ? start - 3 : GT_DAY_NONE, .base_finish = finish - 3,
        .percent = expect, .expect = expect, .critical = roll(12) == 0,
    };

    if (expect == 0)
        bar.light = GT_WALL_NOTYET;
    else if (expect == 100 && roll(8) != 0)
        bar.light = GT_WALL_DONE;
    else if (expect == 100)
        bar.light = GT_WALL_OVERDUE, bar.percent = 70, bar.note = GT_STR("逾期8天");
    else if (roll(4) == 0)
        bar.light = GT_WALL_BEHIND, bar.percent = expect / 2, bar.note = GT_STR("滞后4天");
    else if (roll(6) == 0)
        bar.light = GT_WALL_AHEAD, bar.percent = (expect + 100) / 2;
    else
        bar.light = roll(5) == 0 ? GT_WALL_DUESOON : GT_WALL_ONTRACK;
    return bar;
}

int main(int argc, char **argv)
{
    enum gt_wall_paper size = GT_WALL_A0;
    const size_t bars = argc > 2 ? (size_t)atoi(argv[2]) : 2000;
    const gt_day from = gt_day_from_ymd(2026, 1, 1), today = gt_day_from_ymd(2026, 7, 8);
    struct gt_wall_bar *bar = gt_calloc(bars + 1, sizeof *bar);
    struct gt_wall_lane lane[LANES];
    struct gt_wall_dayoff off[9];
    struct gt_wall_overlap *overlap = gt_calloc(bars + 1, sizeof *overlap);
    size_t overlaps = 0;
    double best = 1e9;
    struct gt_err err = {0};
    struct gt_buf out;

    if (argc > 1 && !gt_wall_paper_parse(gt_str_from(argv[1]), &size))
        return 2;
    for (unsigned i = 0; i < bars; i++)
        bar[i] = random_bar(i, from, today);
    for (unsigned i = 0; i + LANES < bars; i += 3) {
        const gt_day start = bar[i].finish - 4;

        if (bar[i + LANES].start < start && bar[i + LANES].finish > bar[i].finish)
            overlap[overlaps++] = (struct gt_wall_overlap){i, i + LANES, start, bar[i].finish};
    }
    for (int i = 0; i < LANES; i++)
        lane[i] = (struct gt_wall_lane){GT_STR("基础研究处"), GT_STR("12项")};
    for (int i = 0; i < 9; i++)
        off[i] = (struct gt_wall_dayoff){gt_day_from_ymd(2026, 2, 15) + i, false};
    const struct gt_wall_node nodes[] = {
        {GT_STR("开门红"), from + 89, from + 89, true, true, false, false},
        {GT_STR("半年红"), from + 180, from + 180, true, true, false, false},
        {GT_STR("二季度交流会"), from + 192, from + 192, false, false, false, true},
    };
    const struct gt_wall_view view = {
        .lang = GT_LANG_ZH, .title = GT_STR("2026年度重点工作挂图"), .office = GT_STR("澜江省科学技术厅"),
        .secrecy = GT_STR("内部资料"), .cutoff = GT_STR("数据截至2026年7月8日"),
        .baseline = GT_STR("基线:3月5日厅党组会审定"), .digest = GT_STR("摘要 1f2e3d"),
        .notes = {GT_STR("■ 成果交易博览会招展逾期8天"), GT_STR("关键链:征集需求→评审发榜→签约")},
        .from = from, .to = gt_day_from_ymd(2026, 12, 31), .today = today,
        .lanes = lane, .lane_count = LANES, .bars = bar, .bar_count = bars,
        .overlaps = overlap, .overlap_count = overlaps, .nodes = nodes, .node_count = GT_LEN(nodes),
        .days = off, .day_count = GT_LEN(off),
    };
    const struct gt_wall_page page = {size, argc <= 4, 1783468800000};

    gt_buf_init(&out, GT_WALL_PDF_BYTES_MAX);
    for (int run = 0; run < RUNS; run++) {
        const int64_t started = gt_clock_mono_ns();
        double ms;

        gt_buf_reset(&out);
        if (gt_wall_pdf(&view, &page, &out, &err) != GT_OK) {
            fprintf(stderr, "%s\n", err.text[GT_LANG_EN]);
            return 1;
        }
        ms = (double)(gt_clock_mono_ns() - started) / 1e6;
        best = ms < best ? ms : best;
        printf("wall pdf: %zu bars, run %d: %.0f ms, %zu KB\n", bars, run + 1, ms, out.len / 1024);
    }
    printf("wall pdf: %zu bars, best %.0f ms (target 300 ms)\n", bars, best);
    if (argc > 3 && gt_file_replace(argv[3], gt_buf_view(&out), &err) != GT_OK)
        return 1;
    gt_buf_clear(&out);
    gt_free(bar);
    gt_free(overlap);
    return 0;
}
