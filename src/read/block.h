/*
 * block.h - what every reader makes of a file: one text, and the blocks
 * and tables that stand in it.
 *
 * The text is UTF-8 and is the document's only coordinate system: every
 * block, cell and clause is a slice of it.  A place is given twice: as a
 * slice (bytes, for us) and as code points from the start of the text (for
 * the screen, for JSON, for people).  For .txt the text is the file itself
 * (a byte order mark left out, GB18030 turned into UTF-8); for .docx and
 * .html paragraphs end with a line feed, cells of a row are parted by a
 * tab, rows by a line feed.
 *
 * Everything belongs to the arena that the reader was given.
 */
#ifndef GT_READ_BLOCK_H
#define GT_READ_BLOCK_H

#include "base/base.h"

/* Limits of one document; each is refused with its name and place. */
enum {
    GT_READ_FILE_MAX   = 128 * 1024 * 1024, /* bytes of the file */
    GT_READ_TEXT_MAX   = 128 * 1024 * 1024, /* bytes of the text made of it */
    GT_READ_BLOCKS_MAX = 4 * 1000 * 1000,   /* paragraphs */
    GT_READ_TABLES_MAX = 10 * 1000,
    GT_READ_CELLS_MAX  = 4 * 1000 * 1000,   /* cells of all tables, merged ones once */
    GT_READ_COLS_MAX   = 1024,              /* columns of one text table */
    GT_READ_DEPTH_MAX  = 256,               /* nesting of elements, XML and HTML */
};

enum gt_source { GT_SOURCE_TEXT, GT_SOURCE_HTML, GT_SOURCE_DOCX, GT_SOURCE_XLSX, GT_SOURCE_CSV };

struct gt_span { uint32_t start, end; }; /* code points of the text, end exclusive */

enum gt_block_kind {
    GT_BLOCK_PARA,
    GT_BLOCK_TABLE, /* text covers the whole table; see table */
    GT_BLOCK_NOTE,  /* a footnote or endnote, gathered behind the body */
};

struct gt_block {
    enum gt_block_kind kind;
    gt_str   text;    /* slice of the document's text, its line end left out */
    struct gt_span span;
    gt_str   style;   /* as the document calls it: "heading 1", "h2", "Title"; or "" */
    uint32_t level;   /* 1..9 of a heading by style or markup, 0 body text */
    uint32_t line;    /* place for people: line of a .txt, else paragraph number, from 1 */
    uint32_t table;   /* index of the table, GT_BLOCK_TABLE only */
};

/* A merged area is one cell that stands at its upper left corner. */
struct gt_cell {
    gt_str   text;    /* slice of the document's text; paragraphs parted by '\n' */
    struct gt_span span;
    uint32_t row, col;           /* from 0 */
    uint32_t row_span, col_span; /* at least 1 */
    bool     header;             /* marked as heading: <th>, w:tblHeader */
};

#define GT_CELL_NONE UINT32_MAX

struct gt_table {
    uint32_t row_count, col_count;
    struct gt_cell *cells;  /* in reading order */
    size_t    cell_count;
    uint32_t *grid;         /* [row * col_count + col]: index into cells, GT_CELL_NONE where empty */
    gt_str    title;        /* caption, or the paragraph just above the table; or "" */
    struct gt_span span;
    uint32_t  block;        /* index of its block */
};

struct gt_doc {
    enum gt_source source;
    gt_str   text;
    uint32_t points;        /* code points of the text */
    struct gt_block *blocks;
    size_t   block_count;
    struct gt_table *tables;
    size_t   table_count;
};

/* The cell that covers a place, also inside a merged area; NULL where none. */
static inline const struct gt_cell *gt_table_cell(const struct gt_table *table,
                                                  uint32_t row, uint32_t col)
{
    uint32_t index = table->grid[(size_t)row * table->col_count + col];

    return index == GT_CELL_NONE ? NULL : &table->cells[index];
}

#endif
