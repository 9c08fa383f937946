/* build.c - blocks and tables by byte offsets first, slices at the end. */
#include "read/build.h"

#include "base/utf8.h"

struct raw_block {
    enum gt_block_kind kind;
    size_t   start, end;
    gt_str   style;
    uint32_t level, table;
};

struct raw_cell {
    size_t   start, end;
    uint32_t row, col, row_span, col_span;
    bool     header;
};

struct raw_table {
    struct raw_cell *cells;
    size_t   cell_count;
    uint32_t row_count, col_count;
};

/* A table that is still open. */
struct open_table {
    GT_VEC(struct raw_cell) cells;
    size_t   first_block;
    uint32_t row, col;       /* of the next cell; row counts from 1 here */
    uint32_t cols;
    bool     in_cell, header_row, nested;
    uint32_t busy_until[GT_READ_COLS_MAX]; /* first free row of each column, from 0 */
    uint32_t above[GT_READ_COLS_MAX];      /* 1 + index of the cell last put there */
};

struct gt_build {
    struct gt_arena *arena;
    enum gt_source   source;
    struct gt_buf    text;
    size_t           para; /* where the open paragraph begins */
    GT_VEC(struct raw_block) blocks;
    GT_VEC(struct raw_table) tables;
    struct open_table *open[GT_BUILD_TABLES_OPEN_MAX];
    uint32_t         depth;
    size_t           cells;
    gt_rc            status;
    struct gt_err    err;
};

gt_rc gt_build_create(struct gt_arena *arena, enum gt_source source, struct gt_build **out,
                      struct gt_err *err)
{
    struct gt_build *build = gt_calloc(1, sizeof(*build));

    *out = NULL;
    if (build == NULL)
        return gt_fail(err, GT_ENOMEM, "no memory for the document", "文档内存不足");
    build->arena = arena;
    build->source = source;
    gt_buf_init(&build->text, GT_READ_TEXT_MAX);
    *out = build;
    return GT_OK;
}

void gt_build_destroy(struct gt_build *build)
{
    if (build == NULL)
        return;
    for (uint32_t i = 0; i < GT_BUILD_TABLES_OPEN_MAX; i++)
        gt_free(build->open[i]);
    gt_buf_clear(&build->text);
    gt_free(build);
}

static void no_memory(struct gt_build *build)
{
    if (build->status == GT_OK)
        build->status = gt_fail(&build->err, GT_ENOMEM, "no memory for the document",
                                "文档内存不足");
}

void gt_build_text(struct gt_build *build, gt_str text)
{
    gt_buf_str(&build->text, text);
}

bool gt_build_empty(const struct gt_build *build)
{
    return build->text.len == build->para;
}

void gt_build_drop(struct gt_build *build)
{
    build->text.len = build->para;
}

static struct open_table *innermost(struct gt_build *build)
{
    return build->depth > 0 ? build->open[build->depth - 1] : NULL;
}

void gt_build_para(struct gt_build *build, enum gt_block_kind kind, gt_str style, uint32_t level)
{
    struct raw_block *block;

    if (build->status != GT_OK)
        return;
    while (build->text.len > build->para && build->text.at[build->text.len - 1] == ' ')
        build->text.len--;
    if (gt_build_empty(build))
        return;
    if (build->blocks.count >= GT_READ_BLOCKS_MAX) {
        build->status = gt_fail(&build->err, GT_ELIMIT,
                                "the document has more than %d paragraphs",
                                "文档段落超过%d个", (int)GT_READ_BLOCKS_MAX);
        return;
    }
    if ((block = GT_PUSH(build->arena, &build->blocks)) == NULL) {
        no_memory(build);
        return;
    }
    *block = (struct raw_block){kind, build->para, build->text.len, style, level, 0};
    gt_buf_char(&build->text, '\n');
    build->para = build->text.len;
}

/* ---- tables ------------------------------------------------------------- */

uint32_t gt_build_tables_open(const struct gt_build *build)
{
    return build->depth;
}

void gt_build_table(struct gt_build *build)
{
    struct open_table *table, *outer = innermost(build);

    if (build->status != GT_OK)
        return;
    gt_build_para(build, GT_BLOCK_PARA, (gt_str){"", 0}, 0);
    if (build->depth == GT_BUILD_TABLES_OPEN_MAX) {
        build->status = gt_fail(&build->err, GT_ELIMIT, "tables are nested over %d deep",
                                "表格嵌套超过%d层", (int)GT_BUILD_TABLES_OPEN_MAX);
        return;
    }
    if ((table = build->open[build->depth]) == NULL &&
        (table = build->open[build->depth] = gt_calloc(1, sizeof(*table))) == NULL) {
        no_memory(build);
        return;
    }
    memset(table, 0, sizeof(*table));
    table->first_block = build->blocks.count;
    if (outer != NULL)
        outer->nested = true;
    build->depth++;
}

void gt_build_row(struct gt_build *build, bool header)
{
    struct open_table *table = innermost(build);

    if (build->status != GT_OK || table == NULL)
        return;
    if (table->in_cell)
        gt_build_cell_end(build);
    if (table->row == 0) /* a caption stays a paragraph */
        table->first_block = build->blocks.count;
    table->row++;
    table->col = 0;
    table->header_row = header;
}

static void carry_on(struct open_table *table, uint32_t row, uint32_t col_span)
{
    uint32_t above = table->above[table->col];
    struct raw_cell *cell;

    /* Only a cell with the same left edge can be carried on. */
    if (above == 0 || table->cells.at[above - 1].col != table->col)
        return;
    cell = &table->cells.at[above - 1];
    if (cell->row + cell->row_span == row)
        cell->row_span++;
    (void)col_span;
}

void gt_build_cell(struct gt_build *build, uint32_t row_span, uint32_t col_span, bool header,
                   bool below)
{
    struct open_table *table = innermost(build);
    struct raw_cell *cell;
    uint32_t row;

    if (build->status != GT_OK || table == NULL)
        return;
    if (table->row == 0)
        gt_build_row(build, false); /* a cell without a row */
    if (table->in_cell)
        gt_build_cell_end(build);
    gt_build_drop(build);
    row = table->row - 1;
    while (!below && table->col < GT_READ_COLS_MAX && table->busy_until[table->col] > row)
        table->col++;
    if (col_span > GT_READ_COLS_MAX || table->col + col_span > GT_READ_COLS_MAX) {
        build->status = gt_fail(&build->err, GT_ELIMIT, "a table has more than %d columns",
                                "有表格超过%d列", (int)GT_READ_COLS_MAX);
        return;
    }
    if (++build->cells > GT_READ_CELLS_MAX || row >= GT_READ_CELLS_MAX) {
        build->status = gt_fail(&build->err, GT_ELIMIT, "the tables have more than %d cells",
                                "表格单元格超过%d个", (int)GT_READ_CELLS_MAX);
        return;
    }
    table->in_cell = true;
    if (below)
        carry_on(table, row, col_span);
    if ((cell = GT_PUSH(build->arena, &table->cells)) == NULL) {
        no_memory(build);
        return;
    }
    *cell = (struct raw_cell){build->text.len, 0, row, table->col, below ? 0 : row_span, col_span,
                              header || table->header_row};
    for (uint32_t i = 0; i < col_span; i++) {
        if (!below) {
            table->busy_until[table->col + i] = row + row_span;
            table->above[table->col + i] = (uint32_t)table->cells.count;
        }
    }
    table->col += col_span;
    if (table->col > table->cols)
        table->cols = table->col;
}

void gt_build_cell_end(struct gt_build *build)
{
    struct open_table *table = innermost(build);
    struct raw_cell *cell;

    if (build->status != GT_OK || table == NULL || !table->in_cell)
        return;
    gt_build_para(build, GT_BLOCK_PARA, (gt_str){"", 0}, 0);
    if (table->cells.count == 0)
        return;
    cell = &table->cells.at[table->cells.count - 1];
    if (build->text.len == cell->start) { /* keeps its place in the row */
        gt_buf_char(&build->text, '\n');
        build->para = build->text.len;
    }
    cell->end = build->text.len - (build->text.len > 0 ? 1 : 0);
    table->in_cell = false;
}

static bool is_layout(const struct open_table *table)
{
    return table->nested || table->row < 2 || table->cols < 2 || table->cells.count < 4;
}

/* The paragraphs of the cells become one block, the table. */
static void keep_table(struct gt_build *build, struct open_table *open)
{
    struct raw_table *table;
    struct raw_block *block;
    size_t kept = 0;

    if ((table = GT_PUSH(build->arena, &build->tables)) == NULL) {
        no_memory(build);
        return;
    }
    for (size_t i = 0; i < open->cells.count; i++) {
        struct raw_cell *cell = &open->cells.at[i];

        if (build->text.status == GT_OK && cell->col > 0 && cell->start > 0)
            build->text.at[cell->start - 1] = '\t';
        if (cell->row_span == 0)
            continue; /* its upper neighbour stands for it */
        if (cell->row_span > open->row - cell->row)
            cell->row_span = open->row - cell->row;
        open->cells.at[kept++] = *cell;
    }
    *table = (struct raw_table){open->cells.at, kept, open->row, open->cols};
    build->blocks.count = open->first_block;
    if ((block = GT_PUSH(build->arena, &build->blocks)) == NULL) {
        no_memory(build);
        return;
    }
    *block = (struct raw_block){GT_BLOCK_TABLE, kept > 0 ? open->cells.at[0].start : 0,
                                build->text.len - 1, {"", 0}, 0,
                                (uint32_t)build->tables.count - 1};
}

void gt_build_table_end(struct gt_build *build)
{
    struct open_table *table = innermost(build);

    if (build->status != GT_OK || table == NULL)
        return;
    if (table->in_cell)
        gt_build_cell_end(build);
    build->depth--;
    if (is_layout(table))
        return;
    if (build->tables.count >= GT_READ_TABLES_MAX ||
        (uint64_t)table->row * table->cols > GT_READ_CELLS_MAX) {
        build->status = gt_fail(&build->err, GT_ELIMIT,
                                "the document has more than %d tables or a table over %d cells",
                                "文档表格超过%d个，或有表格超过%d个单元格",
                                (int)GT_READ_TABLES_MAX, (int)GT_READ_CELLS_MAX);
        return;
    }
    keep_table(build, table);
}

/* ---- the document --------------------------------------------------------- */

/* Byte offsets to code points for ascending offsets, in one walk. */
struct walk { gt_str text; size_t at; uint32_t points; };

static uint32_t points_at(struct walk *walk, size_t offset)
{
    if (offset < walk->at)
        *walk = (struct walk){walk->text, 0, 0};
    for (; walk->at < offset; walk->at++)
        walk->points += ((unsigned char)walk->text.at[walk->at] & 0xc0) != 0x80;
    return walk->points;
}

static struct gt_span span_of(struct walk *walk, size_t start, size_t end)
{
    struct gt_span span;

    span.start = points_at(walk, start);
    span.end = points_at(walk, end);
    return span;
}

static bool finish_table(struct gt_build *build, const struct raw_table *raw,
                         const struct gt_block *block, uint32_t block_index, struct walk *walk,
                         struct gt_table *out)
{
    size_t room = (size_t)raw->row_count * raw->col_count;

    *out = (struct gt_table){.row_count = raw->row_count, .col_count = raw->col_count,
                             .cell_count = raw->cell_count, .span = block->span,
                             .block = block_index};
    if ((out->cells = GT_NEW_N(build->arena, struct gt_cell, raw->cell_count)) == NULL ||
        (out->grid = GT_NEW_N(build->arena, uint32_t, room)) == NULL)
        return false;
    memset(out->grid, 0xff, room * sizeof(*out->grid));
    for (size_t i = 0; i < raw->cell_count; i++) {
        const struct raw_cell *from = &raw->cells[i];

        out->cells[i] = (struct gt_cell){
            {walk->text.at + from->start, from->end - from->start},
            span_of(walk, from->start, from->end),
            from->row, from->col, from->row_span, from->col_span, from->header};
        for (uint32_t r = from->row; r < from->row + from->row_span; r++)
            for (uint32_t c = from->col; c < from->col + from->col_span; c++)
                out->grid[(size_t)r * raw->col_count + c] = (uint32_t)i;
    }
    return true;
}

static bool finish_blocks(struct gt_build *build, struct gt_doc *doc)
{
    struct walk walk = {doc->text, 0, 0};

    for (size_t i = 0; i < doc->block_count; i++) {
        const struct raw_block *raw = &build->blocks.at[i];
        struct gt_block *block = &doc->blocks[i];

        *block = (struct gt_block){raw->kind, {doc->text.at + raw->start, raw->end - raw->start},
                                   span_of(&walk, raw->start, raw->end), raw->style, raw->level,
                                   (uint32_t)i + 1, raw->table};
        if (raw->kind != GT_BLOCK_TABLE)
            continue;
        if (!finish_table(build, &build->tables.at[raw->table], block, (uint32_t)i, &walk,
                          &doc->tables[raw->table]))
            return false;
        if (i > 0 && doc->blocks[i - 1].kind == GT_BLOCK_PARA)
            doc->tables[raw->table].title = doc->blocks[i - 1].text;
    }
    doc->points = points_at(&walk, doc->text.len);
    return true;
}

gt_rc gt_build_finish(struct gt_build *build, struct gt_doc *out, struct gt_err *err)
{
    struct gt_doc doc = {.source = build->source};

    gt_build_para(build, GT_BLOCK_PARA, (gt_str){"", 0}, 0);
    while (build->depth > 0 && build->status == GT_OK)
        gt_build_table_end(build);
    if (build->status == GT_OK && build->text.status == GT_ELIMIT)
        build->status = gt_fail(&build->err, GT_ELIMIT, "the document's text is over %d MB",
                                "文档文字超过%d MB", (int)(GT_READ_TEXT_MAX >> 20));
    if (build->status == GT_OK && build->text.status != GT_OK)
        no_memory(build);
    doc.block_count = build->blocks.count;
    doc.table_count = build->tables.count;
    if (build->status == GT_OK &&
        (gt_arena_dup(build->arena, gt_buf_view(&build->text), &doc.text) != GT_OK ||
         (doc.blocks = GT_NEW_N(build->arena, struct gt_block, doc.block_count + 1)) == NULL ||
         (doc.tables = GT_NEW_N(build->arena, struct gt_table, doc.table_count + 1)) == NULL ||
         !finish_blocks(build, &doc)))
        no_memory(build);
    if (build->status != GT_OK)
        return gt_fail_text(err, build->status, build->err.text[GT_LANG_EN],
                            build->err.text[GT_LANG_ZH]);
    *out = doc;
    return GT_OK;
}
