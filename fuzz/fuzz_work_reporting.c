/* fuzz_work_reporting.c - what people type and send about reports: periods, due
 * rules, numbered answers, the report's JSON, and the comparison with last time. */
#include "base/utf8.h"
#include "work/progress_said.h"
#include "work/reporting.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { BYTES_MAX = 4000 };

static void period(gt_str text)
{
    struct gt_period out, back;
    char key[GT_PERIOD_KEY];

    if (!gt_period_parse(text, &out))
        return;
    assert(gt_period_parse(gt_str_from(gt_period_key(out, key)), &back) && gt_period_eq(out, back));
}

static void rule(gt_str text)
{
    struct gt_due_rule out, back;
    char kept[GT_DUE_TEXT];

    if (gt_due_parse(text, &out))
        assert(gt_due_parse(gt_str_from(gt_due_text(out, kept)), &back) && back.n == out.n && back.kind == out.kind);
}

static void words(struct gt_arena *arena, gt_str text)
{
    const size_t half = gt_utf8_offset(text, gt_utf8_count(text) / 2);
    struct gt_same same;
    gt_items items;
    size_t bytes = 0;

    if (gt_items_split(arena, text, &items) == GT_OK)
        for (size_t at = 0; at < items.count; at++)
            assert(gt_utf8_valid(items.at[at], &bytes));
    if (gt_same_of(arena, text, gt_str_sub(text, 0, half), &same) != GT_OK)
        return;
    bytes = 0;
    for (size_t at = 0; at < same.parts.count; at++)
        bytes += same.parts.at[at].text.len;
    assert(bytes == text.len && same.same_chars <= same.chars && same.share >= 0 && same.share <= 1);
}

/* What was read is written and read again as the same. */
static void said(struct gt_arena *arena, gt_str text)
{
    struct gt_said out, back;
    gt_str json, again;

    if (gt_said_parse(arena, text, &out, NULL) != GT_OK || gt_said_json(arena, &out, &json) != GT_OK)
        return;
    assert(gt_said_parse(arena, json, &back, NULL) == GT_OK);
    assert(gt_said_json(arena, &back, &again) == GT_OK && gt_str_eq(json, again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const gt_str text = {(const char *)data, size < BYTES_MAX ? size : BYTES_MAX};
    struct gt_arena *arena = NULL;
    size_t bad_at;

    if (gt_arena_create(64 << 20, &arena) != GT_OK)
        return 0;
    if (gt_utf8_valid(text, &bad_at)) {
        period(text);
        rule(text);
        words(arena, text);
        said(arena, text);
    }
    gt_arena_destroy(arena);
    return 0;
}
