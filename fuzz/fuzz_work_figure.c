/* fuzz_work_figure.c - what people type into tables of readings: periods,
 * figures, steps of a score. */
#include <math.h>

#include "work/indicator_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const gt_str text = {(const char *)data, size};
    struct gt_score_rule rule = {.kind = GT_SCORE_STEPS, .weight = 1};
    const int64_t month = gt_fig_month(text, (int)(size % 3) * 1013);
    double value = NAN;
    gt_str offer;

    if (month >= 0 && (month / 12 < 0 || month / 12 > GT_IND_YEAR_MAX))
        abort();
    if (gt_fig_number(text, GT_STR("%"), &value, &offer)) {
        if (!isfinite(value))
            abort();
    } else if (offer.len > size) {
        abort();
    }
    if (gt_ind_steps_parse(text, &rule) && rule.step_count > GT_SCORE_STEPS_MAX)
        abort();
    (void)gt_ind_likeness(text, GT_STR("技术合同成交额"));
    return 0;
}
