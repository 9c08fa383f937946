/* read_any.h - what must hold for every document that was read. */
#ifndef GT_FUZZ_READ_ANY_H
#define GT_FUZZ_READ_ANY_H

#include "base/utf8.h"
#include "read/read.h"

enum { GT_FUZZ_ARENA = 256 * 1024 * 1024 };

static inline void gt_fuzz_check(const struct gt_reading *reading)
{
    size_t bad;

    assert(gt_utf8_valid(reading->doc.text, &bad));
    assert(reading->doc.points == gt_utf8_count(reading->doc.text));
    for (size_t i = 0; i < reading->doc.block_count; i++)
        assert(reading->doc.blocks[i].span.end <= reading->doc.points);
    for (size_t i = 0; i < reading->clause_count; i++) {
        const struct gt_read_clause *clause = &reading->clauses[i];
        const struct gt_proposal *p = &reading->proposals[i];

        assert(clause->span.start < clause->span.end && clause->span.end <= reading->doc.points);
        assert(gt_utf8_count(clause->text) == clause->span.end - clause->span.start);
        assert(gt_utf8_count(p->title) <= GT_TITLE_MAX);
        for (int f = 0; f < GT_FIELD_COUNT; f++)
            assert(p->why[f].confidence >= 0 && p->why[f].confidence <= 1 && p->why[f].text[0].len > 0);
    }
}

static inline int gt_fuzz_read(gt_str bytes)
{
    struct gt_arena *arena = NULL;
    struct gt_reading reading;
    struct gt_err err = {0};

    if (gt_arena_create(GT_FUZZ_ARENA, &arena) != GT_OK)
        return 0;
    if (gt_read(arena, bytes, NULL, &reading, &err) == GT_OK)
        gt_fuzz_check(&reading);
    else
        assert(err.rc != GT_OK && err.text[GT_LANG_EN][0] != 0 && err.text[GT_LANG_ZH][0] != 0);
    gt_arena_destroy(arena);
    return 0;
}

#endif
