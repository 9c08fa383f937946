/* table.c - tables for a terminal; a Chinese character is two columns wide. */
#include "base/utf8.h"
#include "cli/cli.h"

void gt_cli_table_init(struct gt_cli_table *table, struct gt_arena *arena)
{
    *table = (struct gt_cli_table){.arena = arena};
}

void gt_cli_table_cell(struct gt_cli_table *table, gt_str text)
{
    gt_str *cell = table->status == GT_OK ? GT_PUSH(table->arena, &table->cells) : NULL;

    if (cell == NULL)
        table->status = GT_ENOMEM;
    else
        *cell = text;
}

void gt_cli_table_column(struct gt_cli_table *table, gt_str head, enum gt_align align,
                         int width_max)
{
    assert(table->columns < GT_CLI_COLUMNS_MAX);
    table->align[table->columns] = align;
    table->width_max[table->columns] = width_max;
    table->columns++;
    gt_cli_table_cell(table, head);
}

/* Bytes of text that fit into `width` columns, and the columns they take. */
static size_t fit(gt_str text, int width, int *taken)
{
    size_t at = 0;

    *taken = 0;
    while (at < text.len) {
        size_t next = at;
        const int w = gt_utf8_width_of(gt_utf8_next(text, &next));

        if (*taken + w > width)
            break;
        *taken += w;
        at = next;
    }
    return at;
}

static void blanks(struct gt_buf *out, int count)
{
    while (count-- > 0)
        gt_buf_char(out, ' ');
}

static void one_line(struct gt_buf *out, gt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.at[i];

        /* Control bytes would let a document drive the reader's terminal. */
        gt_buf_char(out, c < 0x20 || c == 0x7f ? ' ' : (char)c);
    }
}

static void write_cell(struct gt_buf *out, gt_str text, int width, enum gt_align align, bool last)
{
    int taken;
    size_t bytes = fit(text, width, &taken);
    const bool cut = bytes < text.len;

    if (cut)
        bytes = fit(text, width - 1, &taken);
    if (align == GT_RIGHT)
        blanks(out, width - taken - (cut ? 1 : 0));
    one_line(out, (gt_str){text.at, bytes});
    if (cut)
        gt_buf_text(out, "…");
    if (align == GT_LEFT && !last)
        blanks(out, width - taken - (cut ? 1 : 0));
}

void gt_cli_table_write(const struct gt_cli_table *table, struct gt_buf *out)
{
    const size_t columns = table->columns;
    int width[GT_CLI_COLUMNS_MAX] = {0};

    if (table->status != GT_OK) {
        out->status = table->status;
        return;
    }
    for (size_t i = 0; i < table->cells.count; i++) {
        const int max = table->width_max[i % columns];
        int w = (int)gt_utf8_width(table->cells.at[i]);

        if (max > 0 && w > max)
            w = max;
        if (w > width[i % columns])
            width[i % columns] = w;
    }
    for (size_t i = 0; i < table->cells.count; i++) {
        const size_t column = i % columns;

        write_cell(out, table->cells.at[i], width[column], table->align[column],
                   column + 1 == columns);
        gt_buf_text(out, column + 1 == columns ? "\n" : "  ");
        if (i + 1 == columns) {
            for (size_t c = 0; c < columns; c++) {
                for (int n = 0; n < width[c]; n++)
                    gt_buf_text(out, "─");
                gt_buf_text(out, c + 1 == columns ? "\n" : "  ");
            }
        }
    }
}
