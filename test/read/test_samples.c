/*
 * test_samples.c - invented documents under test/data/read, each with what a
 * careful clerk takes out of it: NAME.txt and NAME.want.
 *
 * One clause a line: number;kind;lead;support;due;recur;figures;first words
 * ...last words.  Support is joined by '+', a figure is op, value and unit,
 * line ends of the text are shown as '/'.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "read/read.h"

enum { ARENA = 256 * 1024 * 1024, FILE_MAX = 1 << 20, EDGE = 8 /* characters shown of each end */ };

static const char *const names[] = {
    "english-minutes", "english-orders", "formula-scan", "group-duty", "levels-table", "minutes-weak", "news", "news-late",
    "notice-plain", "results", "speech-plain",
};

static void edge(struct gt_buf *out, gt_str text, size_t from, size_t to)
{
    size_t at = 0, i = 0;

    while (at < text.len) {
        size_t start = at;
        uint32_t c = gt_utf8_next(text, &at);

        if (i >= from && i < to) {
            if (c == '\n')
                gt_buf_char(out, '/');
            else
                gt_buf_str(out, gt_str_sub(text, start, at));
        }
        i++;
    }
}

static void write_clause(struct gt_buf *out, const struct gt_reading *reading, size_t i)
{
    const struct gt_proposal *p = &reading->proposals[i];
    const gt_str text = reading->clauses[i].text;
    const size_t points = gt_utf8_count(text);
    char day[GT_DAY_TEXT];

    gt_buf_str(out, reading->clauses[i].number);
    gt_buf_printf(out, ";%s;%.*s;", gt_clause_kind_name(p->kind), GT_FMT(p->lead));
    for (size_t k = 0; k < p->support_count; k++)
        gt_buf_printf(out, "%s%.*s", k > 0 ? "+" : "", GT_FMT(p->support[k]));
    gt_buf_printf(out, ";%s;%s;", gt_day_text(p->due, day), gt_recur_name(p->recur));
    for (size_t k = 0; k < p->figure_count; k++)
        gt_buf_printf(out, "%s%s%g%.*s", k > 0 ? " " : "", gt_figure_op_name(p->figures[k].op), p->figures[k].value,
                      GT_FMT(p->figures[k].unit));
    gt_buf_char(out, ';');
    edge(out, text, 0, points > 2 * EDGE ? EDGE : points);
    if (points > 2 * EDGE) {
        gt_buf_str(out, GT_STR("..."));
        edge(out, text, points - EDGE, points);
    }
    gt_buf_char(out, '\n');
}

static gt_str load(struct gt_arena *arena, const char *name, const char *suffix)
{
    const char *source = getenv("GUATU_SOURCE");
    struct gt_err err = {0};
    gt_str path = {"", 0}, bytes = {"", 0};

    assert_int_equal(gt_arena_printf(arena, &path, "%s/test/data/read/%s.%s", source != NULL ? source : ".", name, suffix), GT_OK);
    if (gt_file_read(arena, path.at, FILE_MAX, &bytes, &err) != GT_OK)
        fail_msg("%s", err.text[GT_LANG_EN]);
    return bytes;
}

static void samples_read_as_wanted(void **state)
{
    size_t failed = 0;

    (void)state;
    for (size_t i = 0; i < GT_LEN(names); i++) {
        const struct gt_read_options options = {{"", 0}, 0};
        struct gt_arena *arena = NULL;
        struct gt_reading reading;
        struct gt_err err = {0};
        struct gt_buf got;
        gt_str want;

        gt_buf_init(&got, FILE_MAX);
        assert_int_equal(gt_arena_create(ARENA, &arena), GT_OK);
        want = load(arena, names[i], "want");
        assert_int_equal(gt_read(arena, load(arena, names[i], "txt"), &options, &reading, &err), GT_OK);
        for (size_t c = 0; c < reading.clause_count; c++)
            write_clause(&got, &reading, c);
        if (!gt_str_eq(gt_buf_view(&got), want)) {
            print_error("%s\n--- got\n%.*s--- want\n%.*s", names[i], (int)got.len, got.len > 0 ? got.at : "", GT_FMT(want));
            failed++;
        }
        gt_buf_clear(&got);
        gt_arena_destroy(arena);
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(samples_read_as_wanted)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
