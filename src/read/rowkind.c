/* rowkind.c - what a row below the head is. */
#include "read/rowkind.h"

#include "base/utf8.h"

struct sight {
    uint32_t own, all;   /* cells of its own; with those merged down into it */
    uint16_t first;      /* column of the first own cell */
    gt_str   text;       /* of that cell, as shown */
    gt_str   folded;
};

static gt_rc look(const struct gt_row_view *view, struct gt_arena *scratch, struct sight *sight)
{
    char room[GT_CELL_SHOWN_MAX];

    *sight = (struct sight){0};
    for (uint16_t col = 0; col < view->cols; col++) {
        if (view->cells[col] == NULL)
            continue;
        sight->all++;
        if (view->own[col] && sight->own++ == 0)
            sight->first = col;
    }
    if (sight->own == 0)
        return GT_OK;
    if (gt_arena_dup(scratch, gt_sheet_cell_shown(view->cells[sight->first], room), &sight->text) != GT_OK)
        return GT_ENOMEM;
    /* Long texts are told apart by how they begin. */
    return gt_fold_name(scratch, gt_str_sub(sight->text, 0, gt_utf8_offset(sight->text, 80)), &sight->folded);
}

static bool digits_only(gt_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    return s.len > 0;
}

/* 一、 （一） 第一部分 I. : what a band begins with. */
static bool numbered_band(gt_str folded)
{
    static const gt_str han[] = {
        GT_STR_INIT("一"), GT_STR_INIT("二"), GT_STR_INIT("三"), GT_STR_INIT("四"), GT_STR_INIT("五"),
        GT_STR_INIT("六"), GT_STR_INIT("七"), GT_STR_INIT("八"), GT_STR_INIT("九"), GT_STR_INIT("十"),
        GT_STR_INIT("第")};
    gt_str rest = folded;
    bool any = false;

    if (gt_str_starts(rest, GT_STR("(")))
        rest = gt_str_sub(rest, 1, rest.len);
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < GT_LEN(han); i++)
            if (gt_str_starts(rest, han[i])) {
                rest = gt_str_sub(rest, han[i].len, rest.len);
                more = any = true;
            }
    }
    return any && (gt_str_starts(rest, GT_STR("、")) || gt_str_starts(rest, GT_STR(")")) ||
                   gt_str_starts(rest, GT_STR(".")) || gt_str_starts(rest, GT_STR(",")) ||
                   gt_str_starts(rest, GT_STR("部分")) || gt_str_starts(rest, GT_STR("章")));
}

/* 注：, 备注1、, 填表人：, Note: - a word and what makes it a label. */
static bool is_note(gt_str folded)
{
    static const gt_str words[] = {
        GT_STR_INIT("备注"), GT_STR_INIT("附注"), GT_STR_INIT("注"), GT_STR_INIT("填表说明"), GT_STR_INIT("说明"),
        GT_STR_INIT("填表人"), GT_STR_INIT("填报人"), GT_STR_INIT("制表人"), GT_STR_INIT("制表"),
        GT_STR_INIT("审核人"), GT_STR_INIT("审核"), GT_STR_INIT("审签"), GT_STR_INIT("负责人"), GT_STR_INIT("单位负责人"),
        GT_STR_INIT("联系人"), GT_STR_INIT("联系电话"), GT_STR_INIT("填报单位"), GT_STR_INIT("填报日期"),
        GT_STR_INIT("填表日期"), GT_STR_INIT("notes"), GT_STR_INIT("note"), GT_STR_INIT("remarks"),
        GT_STR_INIT("source"), GT_STR_INIT("preparedby")};
    gt_str rest = folded;

    while (gt_str_starts(rest, GT_STR("*")) || gt_str_starts(rest, GT_STR("(")))
        rest = gt_str_sub(rest, 1, rest.len);
    if (gt_str_starts(rest, GT_STR("※")))
        return true;
    for (size_t i = 0; i < GT_LEN(words); i++)
        if (gt_str_starts(rest, words[i])) {
            const gt_str behind = gt_str_sub(rest, words[i].len, rest.len);

            /* 注1 is a note, "source11" is somebody's text. */
            const bool han = (unsigned char)words[i].at[0] >= 0x80;

            if (behind.len > 0 && (behind.at[0] == ':' || (han && (strchr(".1", behind.at[0]) != NULL ||
                                                                   gt_str_starts(behind, GT_STR("、"))))))
                return true;
        }
    return false;
}

/* 小计, 合计（12项）, Total: 14 */
static bool is_subtotal(gt_str folded)
{
    static const gt_str words[] = {GT_STR_INIT("小计"), GT_STR_INIT("合计"), GT_STR_INIT("总计"),
                                   GT_STR_INIT("共计"), GT_STR_INIT("累计"), GT_STR_INIT("subtotal"),
                                   GT_STR_INIT("sub-total"), GT_STR_INIT("grandtotal"), GT_STR_INIT("total"),
                                   GT_STR_INIT("本页小计"), GT_STR_INIT("本页合计")};

    for (size_t i = 0; i < GT_LEN(words); i++)
        if (gt_str_starts(folded, words[i])) {
            const gt_str behind = gt_str_sub(folded, words[i].len, folded.len);

            if (behind.len == 0 || strchr(":(0123456789", behind.at[0]) != NULL)
                return true;
        }
    return false;
}

/* 第1页 共3页, 续表, （接上页）: the printer's business. */
static bool is_page_mark(gt_str folded)
{
    static const gt_str words[] = {GT_STR_INIT("续表"), GT_STR_INIT("(续)"), GT_STR_INIT("(接上页"),
                                   GT_STR_INIT("接上页"), GT_STR_INIT("转下页"), GT_STR_INIT("(转下页")};

    for (size_t i = 0; i < GT_LEN(words); i++)
        if (gt_str_starts(folded, words[i]))
            return true;
    return gt_utf8_count(folded) <= 14 && gt_str_find(folded, GT_STR("页"), 0) != SIZE_MAX &&
           (gt_str_starts(folded, GT_STR("第")) || gt_str_starts(folded, GT_STR("共")));
}

static gt_rc folded_cell(const struct gt_row_view *view, uint16_t col, struct gt_arena *scratch, gt_str *out)
{
    char room[GT_CELL_SHOWN_MAX];
    gt_str text = gt_sheet_cell_shown(view->cells[col], room);

    return gt_fold_name(scratch, gt_str_sub(text, 0, gt_utf8_offset(text, GT_HEAD_POINTS_MAX)), out);
}

static gt_rc is_head_again(const struct gt_row_view *view, const struct gt_header *header,
                           uint32_t own, struct gt_arena *scratch, bool *yes)
{
    uint32_t same = 0;

    *yes = false;
    for (uint16_t col = 0; col < view->cols && own >= 2; col++) {
        gt_str folded;

        if (view->cells[col] == NULL || !view->own[col] || header->folded[col].len == 0)
            continue;
        if (folded_cell(view, col, scratch, &folded) != GT_OK)
            return GT_ENOMEM;
        same += gt_str_eq(folded, header->folded[col]);
    }
    *yes = same >= 2 && same * 2 >= own;
    return GT_OK;
}

enum { OTHER_HEAD_WORDS = 4, HEAD_BYTES = 60 };

/* Four different words of the dictionary in short cells, without a figure:
 * somebody's second table. */
static gt_rc is_other_head(const struct gt_row_view *view, const struct gt_map *words, uint32_t own,
                           struct gt_arena *scratch, bool *yes)
{
    uint32_t known = 0, meanings = 0;

    *yes = false;
    if (own < OTHER_HEAD_WORDS)
        return GT_OK;
    for (uint16_t col = 0; col < view->cols; col++) /* most rows end here */
        if (view->cells[col] != NULL && view->own[col] &&
            (view->cells[col]->kind != GT_CELL_TEXT || view->cells[col]->text_len > HEAD_BYTES))
            return GT_OK;
    for (uint16_t col = 0; col < view->cols; col++) {
        gt_str folded;
        uint32_t is;

        if (view->cells[col] == NULL || !view->own[col])
            continue;
        if (folded_cell(view, col, scratch, &folded) != GT_OK)
            return GT_ENOMEM;
        if (gt_map_find(words, folded, &is)) {
            known++;
            meanings |= 1u << is;
        }
    }
    *yes = __builtin_popcount(meanings) >= OTHER_HEAD_WORDS && known * 3 >= own * 2;
    return GT_OK;
}

/* (1) (2) (3) below the head: a form's column numbers. */
static gt_rc is_column_numbers(const struct gt_row_view *view, uint32_t own, struct gt_arena *scratch,
                               bool *yes)
{
    int64_t want = 1;

    *yes = false;
    for (uint16_t col = 0; col < view->cols && own >= 3; col++) {
        gt_str folded;
        int64_t value;

        if (view->cells[col] == NULL || !view->own[col])
            continue;
        if (folded_cell(view, col, scratch, &folded) != GT_OK)
            return GT_ENOMEM;
        if (gt_str_starts(folded, GT_STR("(")) && gt_str_ends(folded, GT_STR(")")))
            folded = gt_str_sub(folded, 1, folded.len - 1);
        if (!gt_str_i64(folded, &value) || value != want++)
            return GT_OK;
    }
    *yes = own >= 3;
    return GT_OK;
}

static bool has_own(const struct gt_row_view *view, const struct gt_header *header, enum gt_col is)
{
    return header->col[is] != GT_COL_ABSENT && view->cells[header->col[is]] != NULL &&
           view->own[header->col[is]];
}

/* 一 | 强化科技创新: a numbered heading in two cells, in a table whose tasks
 * have units or dates. */
static bool is_split_band(const struct gt_row_view *view, const struct gt_header *header,
                          const struct sight *sight)
{
    const gt_str number = sight->folded;
    const uint16_t task = header->col[GT_COL_TASK];
    size_t at = 0;

    if (sight->own != 2 || sight->all != 2 || header->col[GT_COL_NUMBER] != sight->first || task <= sight->first ||
        (header->col[GT_COL_LEAD] == GT_COL_ABSENT && header->col[GT_COL_DUE] == GT_COL_ABSENT))
        return false;
    for (uint16_t col = (uint16_t)(sight->first + 1); col < view->cols; col++)
        if (view->cells[col] != NULL && col > task)
            return false;
    while (at < number.len) {
        const uint32_t c = gt_utf8_next(number, &at);

        if (c != '(' && c != ')' && c != 0x3001 && c != 0x4e00 && c != 0x4e8c && c != 0x4e09 && c != 0x56db &&
            c != 0x4e94 && c != 0x516d && c != 0x4e03 && c != 0x516b && c != 0x4e5d && c != 0x5341)
            return false; /* not of （ ） 、 一 to 十 */
    }
    return true;
}

/* One cell alone in its row. */
static enum gt_row_kind lone_cell(const struct gt_row_view *view, const struct gt_header *header,
                                  const struct sight *sight, gt_str title, bool in_notes)
{
    const uint16_t col = sight->first;
    const bool wide = view->span[col] >= 2 && view->span[col] * 2 >= view->cols;

    if ((title.len > 0 && gt_str_starts(sight->text, title)) || is_page_mark(sight->folded))
        return GT_ROW_SKIP;
    /* A number made ready for a task that nobody wrote. */
    if (header->col[GT_COL_NUMBER] == col && digits_only(sight->folded) && sight->all == 1)
        return GT_ROW_SKIP;
    if (in_notes)
        return GT_ROW_NOTE;
    if (sight->all > 1) /* beside a group merged down into this row */
        return GT_ROW_TASK;
    if (wide || (header->col[GT_COL_NUMBER] == col && !digits_only(sight->folded)) ||
        header->col[GT_COL_PARENT] == col || numbered_band(sight->folded))
        return GT_ROW_BAND;
    if (header->col[GT_COL_TASK] == col || header->col[GT_COL_MEASURE] == col ||
        header->col[GT_COL_TARGET] == col)
        return GT_ROW_TASK;
    /* Text left of the tasks without anything else groups what follows. */
    return col < header->col[GT_COL_TASK] && !digits_only(sight->folded) ? GT_ROW_BAND : GT_ROW_TASK;
}

gt_rc gt_row_kind(const struct gt_row_view *view, const struct gt_header *header, gt_str title,
                  bool in_notes, const struct gt_map *words, struct gt_arena *scratch,
                  enum gt_row_kind *out)
{
    struct sight sight;
    bool again = false, numbers = false, other = false;

    if (look(view, scratch, &sight) != GT_OK ||
        is_head_again(view, header, sight.own, scratch, &again) != GT_OK ||
        is_column_numbers(view, sight.own, scratch, &numbers) != GT_OK ||
        is_other_head(view, words, sight.own, scratch, &other) != GT_OK)
        return GT_ENOMEM;
    *out = GT_ROW_TASK;
    if (sight.own == 0)
        *out = GT_ROW_SKIP; /* wholly inside merged ranges: nothing of its own */
    else if (again)
        *out = GT_ROW_HEAD;
    else if (other)
        *out = GT_ROW_OTHER;
    else if (numbers)
        *out = GT_ROW_SKIP;
    else if (is_note(sight.folded) && (sight.first == 0 || sight.own == 1 || !has_own(view, header, GT_COL_NUMBER)))
        *out = GT_ROW_NOTE;
    else if (is_subtotal(sight.folded) && sight.first <= header->col[GT_COL_TASK])
        *out = GT_ROW_SUBTOTAL;
    else if (is_split_band(view, header, &sight))
        *out = GT_ROW_BAND;
    else if (sight.own == 1)
        *out = lone_cell(view, header, &sight, title, in_notes);
    else if (in_notes && !has_own(view, header, GT_COL_TASK))
        *out = GT_ROW_NOTE;
    return GT_OK;
}
