/*
 * tasktable.h - a sheet read as a table of tasks: which rows are its head,
 * which column is what, what each row says, and what is wrong with it.
 *
 * The steps, one file each: header.c finds the head and names the columns
 * (fieldname.c has the words), rowkind.c tells tasks from bands, subtotals,
 * repeated heads and notes, unitcell.c takes units apart, duecell.c reads
 * deadlines, unitname.c finds units in the office's tree.
 *
 * A merged cell counts for all rows it covers, and for no other row: an empty
 * cell below a merged range stays empty.
 */
#ifndef GT_READ_TASKTABLE_H
#define GT_READ_TASKTABLE_H

#include "read/sheet.h"
#include "read/unitname.h"

enum {
    GT_TASKTABLE_ROWS_MAX = 100000,  /* task rows of one sheet */
    GT_TASKTABLE_HEAD_MAX = 6,       /* rows of one head */
    GT_TASKTABLE_SEARCH_MAX = 80,    /* rows searched for the head */
    GT_TASKTABLE_SUPPORT_MAX = 200,  /* units of one row */
};

/*
 * Columns that mean something: name in JSON, English and Chinese label.
 * A table need not have them all.  q1 to q4 are the year's stages.
 */
#define GT_COL_MAP(X)                                          \
    X(NUMBER,    "number",    "No.",            "序号")        \
    X(PARENT,    "parent",    "Group",          "类别")        \
    X(TASK,      "task",      "Task",           "任务")        \
    X(TARGET,    "target",    "Target",         "目标")        \
    X(MEASURE,   "measure",   "Measure",        "举措")        \
    X(LEAD,      "lead",      "Lead",           "牵头单位")    \
    X(SUPPORT,   "support",   "Support",        "配合单位")    \
    X(UNIT,      "unit",      "Unit",           "单位")        \
    X(LEADER,    "leader",    "Leader",         "分管领导")    \
    X(PERSON,    "person",    "Person",         "责任人")      \
    X(START,     "start",     "Start",          "开始时间")    \
    X(DUE,       "due",       "Due",            "完成时限")    \
    X(FREQUENCY, "frequency", "Frequency",      "报送频率")    \
    X(Q1,        "q1",        "Q1",             "一季度")      \
    X(Q2,        "q2",        "Q2",             "二季度")      \
    X(Q3,        "q3",        "Q3",             "三季度")      \
    X(Q4,        "q4",        "Q4",             "四季度")      \
    X(STATUS,    "status",    "Status",         "状态")        \
    X(DONE,      "done",      "Done",           "完成情况")    \
    X(PROGRESS,  "progress",  "Progress",       "进展")        \
    X(PROBLEMS,  "problems",  "Problems",       "存在问题")    \
    X(NEXT,      "next",      "Next",           "下一步打算")  \
    X(RESULT,    "result",    "Result",         "成果形式")    \
    X(SOURCE,    "source",    "Source",         "来源")        \
    X(NOTE,      "note",      "Note",           "备注")        \
    X(KEY,       "key",       "Key",            "数据标识")

enum gt_col {
#define GT_COL_ENUM(id, name, en, zh) GT_COL_##id,
    GT_COL_MAP(GT_COL_ENUM)
#undef GT_COL_ENUM
    GT_COLS,
    GT_COL_OTHER = GT_COLS /* a column that means nothing to us */
};

const char *gt_col_key(enum gt_col col);                       /* "lead" */
const char *gt_col_label(enum gt_col col, enum gt_lang lang);
bool gt_col_from(gt_str key, enum gt_col *out);

enum { GT_COL_ABSENT = UINT16_MAX };

/* A correction: this column is that. GT_COL_OTHER takes a column out. */
struct gt_col_choice { uint16_t col; enum gt_col is; };

struct gt_tasktable_options {
    int    year;              /* the plan's year; 0: from the title */
    int    book_year;         /* where the table itself does not say one; 0: unknown */
    gt_str name;              /* of the file: may hold the year where the title does not */
    uint32_t head_first, head_last; /* from 1, as people count; 0: find it */
    const struct gt_col_choice *choices; /* columns set by hand */
    size_t choice_count;
    const struct gt_unitnames *units;    /* NULL: names are taken as printed */
    bool   units_quiet;       /* names are looked up, but what is unknown is the caller's to tell */
};

struct gt_taskrow {
    uint32_t row;               /* from 1 */
    bool     hidden, standing;
    bool     dated;             /* due stands there as a date, not in words */
    gt_str   text[GT_COLS];     /* as printed, trimmed; lead is the lead unit alone */
    gt_str  *support;
    uint32_t support_count;
    gt_day   due, start;        /* GT_DAY_NONE where there is none */
    gt_str   due_text;
    gt_str   recur;             /* yearly, quarterly, monthly, weekly or "" */
};

/* A unit name as printed somewhere in the table, once, and what it may be. */
struct gt_table_unit {
    gt_str   printed;
    struct gt_unit_match match; /* of options.units */
    uint32_t row;               /* where it stands first, from 1 */
    uint16_t col;
};

/* A head cell that was not recognised, for correction. */
struct gt_col_unknown { uint16_t col; bool hidden; gt_str head; };

struct gt_tasktable {
    gt_str   sheet;
    bool     hidden;             /* the sheet itself */
    gt_str   title;              /* the words above the head, the longest line */
    int      year;               /* 0 where nobody said */
    uint32_t head_first, head_last; /* from 1; 0 where columns were set by hand without a head */
    uint16_t col[GT_COLS];       /* GT_COL_ABSENT where the table has none */
    gt_str   head[GT_COLS];      /* the head as printed, levels joined by '/' */
    bool     col_hidden[GT_COLS];
    GT_VEC(struct gt_col_unknown) others;
    GT_VEC(struct gt_taskrow) rows;
    GT_VEC(struct gt_table_unit) units; /* only where options.units was given */
    struct gt_map unit_index;    /* a printed name to its index in units */
    GT_VEC(gt_str) notes;        /* below the table */
};

/*
 * One sheet.  Strings point into the book or into arena.  What is wrong with single cells goes to problems, with sheet
 * and cell.
 * GT_EPARSE  no head is found (and none was given)
 * GT_ELIMIT  more than GT_TASKTABLE_ROWS_MAX tasks
 */
gt_rc gt_tasktable_read(const struct gt_sheet *sheet, const struct gt_tasktable_options *options,
                        struct gt_arena *arena, struct gt_tasktable *out,
                        struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;

typedef GT_VEC(struct gt_tasktable) gt_tasktables;

/*
 * Every visible sheet of the book that is a task table, the best one first;
 * hidden ones only where no visible one is.  Sheets without a head are
 * passed over as long as one has some.
 */
gt_rc gt_tasktables_read(const struct gt_book *book, const struct gt_tasktable_options *options,
                         struct gt_arena *arena, gt_tasktables *out,
                         struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;

/* 各处室, 有关单位: a duty that everybody shares, no unit of the tree. */
bool gt_unit_is_many(gt_str printed);

/* The year a title speaks of ("2026年度…", "二〇二六年…", "FY2026"): the
 * latest one, or 0. */
int gt_title_year(gt_str title);

#endif
