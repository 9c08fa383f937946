/* make_table.c - a task table of any size, as .xlsx or .csv, for bench/table:
 * merged groups, two header rows, dates beside words, 20 columns. */
#include "base/file.h"
#include "paper/xlsx_tasks.h"

enum { COLUMNS = 20, GROUP = 5 };

static const char *const heads[COLUMNS] = {
    "序号", "重点任务", "具体举措", "牵头单位", "配合单位", "完成时限", "责任人", "分管领导", "年度目标", "完成情况",
    "存在问题", "下一步打算", "备注", "来源", "报送频率", "状态", "成果形式", "联系电话", "分值", "邮箱"};
static const char *const units[] = {"规划处", "成果处", "高新处", "社发处", "办公室", "法规处", "资管处"};

/* The text of one cell; false where it is empty or covered. */
static bool cell_text(int row, int col, char *text, size_t size)
{
    const int group = row / GROUP;

    switch (col) {
    case 0: (void)snprintf(text, size, "%d", group + 1); break;
    case 1: (void)snprintf(text, size, "重点任务第%d项：推进科技创新平台体系建设", group + 1); break;
    case 2: (void)snprintf(text, size, "具体举措%d：制定工作方案并组织实施，形成阶段性成果", row + 1); break;
    case 3: (void)snprintf(text, size, "%s", units[row % 7]); break;
    case 4: (void)snprintf(text, size, "%s、%s", units[(row + 1) % 7], units[(row + 3) % 7]); break;
    case 5: (void)snprintf(text, size, "2026年%d月底前", row % 12 + 1); break;
    case 12: return false;
    case 14: (void)snprintf(text, size, "每月"); break;
    case 18: (void)snprintf(text, size, "%d", row % 10); break;
    default: (void)snprintf(text, size, "%s之%d", heads[col], row % 997); break;
    }
    return true;
}

static void write_xlsx(const char *path, int rows)
{
    struct gt_xlsx_column columns[COLUMNS];
    struct gt_xlsx_row *lines = gt_calloc((size_t)rows, sizeof(*lines));
    struct gt_xlsx_cell *cells = gt_calloc((size_t)rows * COLUMNS, sizeof(*cells));
    struct gt_xlsx_view view = {.sheet = GT_STR("分解表"), .title = GT_STR("某厅2026年度重点工作任务分解表"),
                                .note = {"", 0}, .columns = columns, .column_count = COLUMNS, .rows = lines,
                                .row_count = (size_t)rows};
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    struct gt_buf file;
    char text[256];

    if (lines == NULL || cells == NULL || gt_arena_create((size_t)2 << 30, &arena) != GT_OK)
        exit(1);
    for (int col = 0; col < COLUMNS; col++)
        columns[col] = (struct gt_xlsx_column){.head = gt_str_from(heads[col]), .width = 14, .merge = col < 2,
                                               .group = col == 3 || col == 4 ? GT_STR("责任分工") : GT_STR("")};
    for (int row = 0; row < rows; row++) {
        lines[row] = (struct gt_xlsx_row){.cells = &cells[row * COLUMNS], .merge = (uint32_t)(row / GROUP) + 1};
        for (int col = 0; col < COLUMNS; col++) {
            struct gt_xlsx_cell *cell = &cells[row * COLUMNS + col];

            *cell = (struct gt_xlsx_cell){GT_STR(""), GT_DAY_NONE};
            if (col == 5 && row % 3 != 0)
                cell->day = 20454 + row % 365;
            else if (cell_text(row, col, text, sizeof(text)) &&
                     gt_arena_dup(arena, gt_str_from(text), &cell->text) != GT_OK)
                exit(1);
        }
    }
    gt_buf_init(&file, GT_XLSX_BYTES_MAX);
    if (gt_xlsx_write(&view, &file, &err) != GT_OK || gt_file_replace(path, gt_buf_view(&file), &err) != GT_OK) {
        fprintf(stderr, "%s\n", err.text[GT_LANG_EN]);
        exit(1);
    }
    gt_buf_clear(&file);
    gt_arena_destroy(arena);
    gt_free(cells);
    gt_free(lines);
}

static void write_csv(const char *path, int rows)
{
    FILE *file = fopen(path, "w");
    char text[256];

    if (file == NULL)
        exit(1);
    fputs("某厅2026年度重点工作任务分解表\n", file);
    for (int col = 0; col < COLUMNS; col++)
        fprintf(file, "%s%s", heads[col], col + 1 < COLUMNS ? "," : "\n");
    for (int row = 0; row < rows; row++)
        for (int col = 0; col < COLUMNS; col++) {
            const bool full = cell_text(row, col, text, sizeof(text));

            fprintf(file, "%s%s", full ? text : "", col + 1 < COLUMNS ? "," : "\n");
        }
    if (fclose(file) != 0)
        exit(1);
}

int main(int argc, char **argv)
{
    const int rows = argc > 2 ? atoi(argv[2]) : 50000;

    if (argc < 2 || rows < 1) {
        fputs("usage: bench_make_table FILE.xlsx|FILE.csv [ROWS]\n", stderr);
        return 2;
    }
    if (strstr(argv[1], ".csv") != NULL)
        write_csv(argv[1], rows);
    else
        write_xlsx(argv[1], rows);
    return 0;
}
