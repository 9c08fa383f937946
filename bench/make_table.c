/* make_table.c - a task table of any size, as .xlsx or .csv, for bench/table:
 * merged groups, two header rows, dates beside words, 20 columns. */
#include <xlsxwriter.h>

#include "base/base.h"

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
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, "分解表");
    lxw_format *day = workbook_add_format(book);
    char text[256];

    format_set_num_format(day, "yyyy\"年\"m\"月\"d\"日\"");
    (void)worksheet_merge_range(sheet, 0, 0, 0, COLUMNS - 1, "某厅2026年度重点工作任务分解表", NULL);
    for (int col = 0; col < COLUMNS; col++)
        if (col == 3)
            (void)worksheet_merge_range(sheet, 1, 3, 1, 4, "责任分工", NULL);
        else if (col != 4)
            (void)worksheet_merge_range(sheet, 1, (lxw_col_t)col, 2, (lxw_col_t)col, heads[col], NULL);
    (void)worksheet_write_string(sheet, 2, 3, heads[3], NULL);
    (void)worksheet_write_string(sheet, 2, 4, heads[4], NULL);
    for (int row = 0; row < rows; row++)
        for (int col = 0; col < COLUMNS; col++) {
            const lxw_row_t at = (lxw_row_t)row + 3;
            const int rest = rows - row < GROUP ? rows - row : GROUP;

            if (col < 2 && row % GROUP != 0)
                continue;
            if (!cell_text(row, col, text, sizeof(text)))
                continue;
            if (col < 2 && rest > 1)
                (void)worksheet_merge_range(sheet, at, (lxw_col_t)col, at + (lxw_row_t)rest - 1, (lxw_col_t)col, text, NULL);
            else if (col == 5 && row % 3 != 0)
                (void)worksheet_write_number(sheet, at, 5, 46023 + row % 365, day);
            else if (col == 18)
                (void)worksheet_write_number(sheet, at, 18, row % 10, NULL);
            else
                (void)worksheet_write_string(sheet, at, (lxw_col_t)col, text, NULL);
        }
    if (workbook_close(book) != LXW_NO_ERROR)
        exit(1);
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
