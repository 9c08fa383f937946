/* fuzz_read_table.c - separated text, then the table in it, with a tree of
 * units: everything between the bytes of a .csv and its tasks. */
#include "read/tasktable.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct gt_unit_entry tree[] = {
    {.name = GT_STR_INIT("规划与资源配置处"), .short_name = GT_STR_INIT("规划处"), .name_en = {"", 0}, .aliases = {"", 0}},
    {.name = GT_STR_INIT("省科学技术厅"), .short_name = {"", 0}, .name_en = {"", 0}, .aliases = GT_STR_INIT("科技厅\n省科技厅")},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gt_book book = {0};
    struct gt_problems problems;
    struct gt_unitnames names;
    struct gt_err err = {0};
    gt_tasktables tables = {0};

    if (gt_arena_create(256 * 1024 * 1024, &book.arena) != GT_OK)
        return 0;
    gt_problems_init(&problems, book.arena);
    if (gt_unitnames_init(&names, book.arena, tree, GT_LEN(tree)) == GT_OK &&
        gt_csv_read((gt_str){(const char *)data, size}, &book, &problems, &err) == GT_OK) {
        const struct gt_tasktable_options options = {.name = GT_STR("fuzz.csv"), .units = &names};

        if (gt_tasktables_read(&book, &options, book.arena, &tables, &problems, &err) == GT_OK)
            for (size_t i = 0; i < tables.at[0].rows.count; i++)
                assert(tables.at[0].rows.at[i].row > tables.at[0].head_last);
    }
    gt_arena_destroy(book.arena);
    return 0;
}
