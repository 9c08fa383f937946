/*
 * bench_read.c - how fast plain text becomes clauses and proposals.
 *
 * usage: bench_read FILE...
 * The files are repeated up to 24 MB of one text, which is read five times;
 * the best run counts, in seconds of processor time of one thread.
 */
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "read/read.h"

enum { TEXT_BYTES = 24 * 1000 * 1000, RUNS = 5 };

static double processor_s(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* One long text out of the files, as often as they fit. */
static bool gather(int argc, char **argv, struct gt_buf *out)
{
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    bool fine = gt_arena_create((size_t)TEXT_BYTES * 4, &arena) == GT_OK;
    size_t before;

    do {
        before = out->len;
        for (int i = 1; fine && i < argc && out->len < TEXT_BYTES; i++) {
            struct gt_arena_mark mark = gt_arena_mark(arena);
            gt_str bytes;

            fine = gt_file_read(arena, argv[i], TEXT_BYTES, &bytes, &err) == GT_OK;
            if (fine) {
                gt_buf_str(out, bytes);
                gt_buf_char(out, '\n');
                gt_arena_rewind(arena, mark);
            }
        }
    } while (fine && out->len < TEXT_BYTES && out->len > before);
    if (!fine)
        fprintf(stderr, "bench_read: %s\n", err.text[GT_LANG_EN]);
    gt_arena_destroy(arena);
    return fine && out->len > 0 && out->status == GT_OK;
}

int main(int argc, char **argv)
{
    double best = 0;
    size_t clauses = 0;
    struct gt_buf text;

    gt_buf_init(&text, (size_t)TEXT_BYTES * 4);
    if (argc < 2 || !gather(argc, argv, &text)) {
        fprintf(stderr, "usage: bench_read FILE...\n");
        gt_buf_clear(&text);
        return 2;
    }
    for (int run = 0; run < RUNS; run++) {
        struct gt_arena *arena = NULL;
        struct gt_reading reading;
        struct gt_err err = {0};
        double begin = processor_s(), took;

        if (gt_arena_create(gt_read_budget(text.len), &arena) != GT_OK ||
            gt_read(arena, gt_buf_view(&text), NULL, &reading, &err) != GT_OK) {
            fprintf(stderr, "bench_read: %s\n", err.text[GT_LANG_EN]);
            gt_arena_destroy(arena);
            return 1;
        }
        took = processor_s() - begin;
        clauses = reading.clause_count;
        if (run == 0 || took < best)
            best = took;
        gt_arena_destroy(arena);
    }
    printf("read: %.1f MB of plain text, %zu clauses, in %.2f s of one core: %.1f MB/s (target 20)\n",
           (double)text.len / 1e6, clauses, best, (double)text.len / 1e6 / best);
    gt_buf_clear(&text);
    return 0;
}
