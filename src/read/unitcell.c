/* unitcell.c - taking a cell of units apart. */
#include "read/unitcell.h"

#include "base/utf8.h"
#include "read/unitname.h"

/* ---- role words ---------------------------------------------------------------- */

static const struct { enum gt_unit_role role; gt_str word; } roles[] = {
    /* longer before shorter where one begins the other */
    {GT_ROLE_LEADER, GT_STR_INIT("分管领导")}, {GT_ROLE_LEADER, GT_STR_INIT("牵头领导")},
    {GT_ROLE_LEADER, GT_STR_INIT("责任领导")},
    {GT_ROLE_PERSON, GT_STR_INIT("责任人")}, {GT_ROLE_PERSON, GT_STR_INIT("联系人")},
    {GT_ROLE_PERSON, GT_STR_INIT("负责人")}, {GT_ROLE_PERSON, GT_STR_INIT("联络员")},
    {GT_ROLE_LEAD, GT_STR_INIT("总牵头")}, {GT_ROLE_LEAD, GT_STR_INIT("牵头")},
    {GT_ROLE_LEAD, GT_STR_INIT("主办")}, {GT_ROLE_LEAD, GT_STR_INIT("主责")},
    {GT_ROLE_SUPPORT, GT_STR_INIT("责任配合")}, {GT_ROLE_SUPPORT, GT_STR_INIT("协同配合")},
    {GT_ROLE_SUPPORT, GT_STR_INIT("配合")}, {GT_ROLE_SUPPORT, GT_STR_INIT("协办")},
    {GT_ROLE_SUPPORT, GT_STR_INIT("协同")}, {GT_ROLE_SUPPORT, GT_STR_INIT("协作")},
    {GT_ROLE_SUPPORT, GT_STR_INIT("参与")}, {GT_ROLE_SUPPORT, GT_STR_INIT("参加")},
    {GT_ROLE_SUPPORT, GT_STR_INIT("会办")}, {GT_ROLE_SUPPORT, GT_STR_INIT("支持")},
    {GT_ROLE_PLAIN, GT_STR_INIT("责任")}, {GT_ROLE_PLAIN, GT_STR_INIT("承办")},
    {GT_ROLE_PLAIN, GT_STR_INIT("负责")}, {GT_ROLE_PLAIN, GT_STR_INIT("落实")},
    {GT_ROLE_LEAD, GT_STR_INIT("lead")}, {GT_ROLE_SUPPORT, GT_STR_INIT("supporting")},
    {GT_ROLE_SUPPORT, GT_STR_INIT("supported by")}, {GT_ROLE_SUPPORT, GT_STR_INIT("support")},
    {GT_ROLE_SUPPORT, GT_STR_INIT("with")}, {GT_ROLE_PERSON, GT_STR_INIT("contact")},
    {GT_ROLE_PLAIN, GT_STR_INIT("responsible")}, {GT_ROLE_PLAIN, GT_STR_INIT("owner")},
};

/* What may stand between a role word and its colon or bracket. */
static const gt_str kinds[] = {
    GT_STR_INIT("责任单位"), GT_STR_INIT("单位"), GT_STR_INIT("部门"), GT_STR_INIT("处室"),
    GT_STR_INIT("科室"), GT_STR_INIT("机构"), GT_STR_INIT("主体"), GT_STR_INIT(" unit"),
    GT_STR_INIT(" units"), GT_STR_INIT(" department"), GT_STR_INIT(" departments"),
    GT_STR_INIT(" agency"), GT_STR_INIT(" agencies"), GT_STR_INIT(" office"), GT_STR_INIT(" offices"),
};

static bool starts_fold(gt_str s, gt_str prefix)
{
    if (s.len < prefix.len)
        return false;
    for (size_t i = 0; i < prefix.len; i++) {
        const char c = s.at[i];

        if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != prefix.at[i])
            return false;
    }
    return true;
}

/* Role word and kind at the start of s; their length, 0 if there is none. */
static size_t role_at(gt_str s, enum gt_unit_role *role)
{
    for (size_t i = 0; i < GT_LEN(roles); i++) {
        size_t len = roles[i].word.len;

        if (!starts_fold(s, roles[i].word))
            continue;
        *role = roles[i].role;
        for (size_t k = GT_LEN(kinds); k-- > 0;) /* " units" before " unit" */
            if (starts_fold(gt_str_sub(s, len, s.len), kinds[k])) {
                len += kinds[k].len;
                break;
            }
        return len;
    }
    return 0;
}

static size_t colon_at(gt_str s, size_t at)
{
    const gt_str rest = gt_str_sub(s, at, s.len);

    if (gt_str_starts(rest, GT_STR(":")))
        return 1;
    return gt_str_starts(rest, GT_STR("：")) ? 3 : 0;
}

/* Every mark of this file begins with one of these bytes; most characters of
 * a name do not, and need no further look. */
static bool may_be_mark(char c)
{
    const unsigned char byte = (unsigned char)c;

    return byte == 0xe3 || byte == 0xef || (byte < 0x80 && strchr("()[],;/|\n", c) != NULL);
}

static size_t open_at(gt_str s)
{
    if (s.len == 0 || !may_be_mark(s.at[0]))
        return 0;
    if (gt_str_starts(s, GT_STR("(")) || gt_str_starts(s, GT_STR("[")))
        return 1;
    return gt_str_starts(s, GT_STR("（")) || gt_str_starts(s, GT_STR("〔")) || gt_str_starts(s, GT_STR("【")) ? 3 : 0;
}

static size_t close_at(gt_str s)
{
    if (s.len == 0 || !may_be_mark(s.at[0]))
        return 0;
    if (gt_str_starts(s, GT_STR(")")) || gt_str_starts(s, GT_STR("]")))
        return 1;
    return gt_str_starts(s, GT_STR("）")) || gt_str_starts(s, GT_STR("〕")) || gt_str_starts(s, GT_STR("】")) ? 3 : 0;
}

/* ---- a label in front: 牵头单位：, （配合）, Lead: ------------------------------------ */

static size_t label_len(gt_str s, enum gt_unit_role *role)
{
    const size_t open = open_at(s);
    const gt_str inside = gt_str_sub(s, open, s.len);
    const size_t len = role_at(inside, role), colon = colon_at(inside, len);

    if (len == 0)
        return 0;
    if (open > 0) {
        const size_t close = close_at(gt_str_sub(inside, len, inside.len));

        return close > 0 ? open + len + close + colon_at(inside, len + close) : 0;
    }
    if (colon > 0)
        return len + colon;
    /* 牵头单位 规划处: the blank does the colon's work, but only behind a kind. */
    if (len < inside.len && inside.at[len] == ' ' && gt_str_find(gt_str_sub(s, 0, len), GT_STR("单位"), 0) != SIZE_MAX)
        return len + 1;
    return 0;
}

/* ---- a role behind: 甲（牵头）, 乙配合 ----------------------------------------------- */

static bool role_in_brackets(gt_str *name, enum gt_unit_role *role)
{
    for (size_t at = name->len; at-- > 0;) {
        const gt_str tail = gt_str_sub(*name, at, name->len);
        const size_t open = open_at(tail);
        size_t len;

        if (open == 0)
            continue;
        len = role_at(gt_str_sub(tail, open, tail.len), role);
        if (len == 0 || open + len + close_at(gt_str_sub(tail, open + len, tail.len)) != tail.len ||
            open + len == tail.len)
            return false;
        *name = gt_str_trim(gt_str_sub(*name, 0, at));
        return true;
    }
    return false;
}

static bool role_behind(gt_str *name, enum gt_unit_role *role)
{
    static const struct { enum gt_unit_role role; gt_str word; } tails[] = {
        {GT_ROLE_PLAIN, GT_STR_INIT("按职责分工负责")}, {GT_ROLE_PLAIN, GT_STR_INIT("按照职责分工负责")},
        {GT_ROLE_PLAIN, GT_STR_INIT("按职责分工落实")}, {GT_ROLE_PLAIN, GT_STR_INIT("分别负责")},
        {GT_ROLE_LEAD, GT_STR_INIT("牵头负责")}, {GT_ROLE_LEAD, GT_STR_INIT("牵头落实")},
        {GT_ROLE_SUPPORT, GT_STR_INIT("协同配合")}, {GT_ROLE_SUPPORT, GT_STR_INIT("参与配合")},
        {GT_ROLE_LEAD, GT_STR_INIT("牵头")}, {GT_ROLE_LEAD, GT_STR_INIT("主办")},
        {GT_ROLE_SUPPORT, GT_STR_INIT("配合")}, {GT_ROLE_SUPPORT, GT_STR_INIT("协办")},
        {GT_ROLE_SUPPORT, GT_STR_INIT("参与")}, {GT_ROLE_SUPPORT, GT_STR_INIT("参加")},
        {GT_ROLE_PLAIN, GT_STR_INIT("负责")}, {GT_ROLE_PLAIN, GT_STR_INIT("落实")},
    };

    for (size_t i = 0; i < GT_LEN(tails); i++)
        if (gt_str_ends(*name, tails[i].word)) {
            *name = gt_str_trim(gt_str_sub(*name, 0, name->len - tails[i].word.len));
            *role = tails[i].role;
            return true;
        }
    return false;
}

/* ---- names -------------------------------------------------------------------------- */

/* "1." "2、" "①" in front of a listed unit. */
static gt_str without_number(gt_str name)
{
    size_t at = 0;

    while (at < name.len && name.at[at] >= '0' && name.at[at] <= '9')
        at++;
    if (at > 0 && at < name.len) {
        const gt_str rest = gt_str_sub(name, at, name.len);

        if (rest.at[0] == '.' || rest.at[0] == ')')
            return gt_str_trim(gt_str_sub(rest, 1, rest.len));
        if (gt_str_starts(rest, GT_STR("．")) || gt_str_starts(rest, GT_STR("、")))
            return gt_str_trim(gt_str_sub(rest, 3, rest.len));
    }
    at = 0;
    if (name.len > 3) {
        const uint32_t c = gt_utf8_next(name, &at);

        if (c >= 0x2460 && c <= 0x2473) /* ① to ⑳ */
            return gt_str_trim(gt_str_sub(name, at, name.len));
    }
    return name;
}

static gt_str without_etc(gt_str name)
{
    static const gt_str tails[] = {
        GT_STR_INIT("等有关部门和单位"), GT_STR_INIT("等相关部门和单位"), GT_STR_INIT("等有关部门"),
        GT_STR_INIT("等相关部门"), GT_STR_INIT("等有关单位"), GT_STR_INIT("等相关单位"), GT_STR_INIT("等有关处室"),
        GT_STR_INIT("等相关处室"), GT_STR_INIT("等部门"), GT_STR_INIT("等单位"), GT_STR_INIT("等处室"),
        GT_STR_INIT("等"), GT_STR_INIT(" etc."), GT_STR_INIT(" etc"),
    };

    for (size_t i = 0; i < GT_LEN(tails); i++)
        if (gt_str_ends(name, tails[i]) && name.len > tails[i].len)
            return gt_str_trim(gt_str_sub(name, 0, name.len - tails[i].len));
    return name;
}

static bool is_nothing(gt_str name)
{
    static const gt_str words[] = {GT_STR_INIT(""), GT_STR_INIT("-"), GT_STR_INIT("—"), GT_STR_INIT("——"),
                                   GT_STR_INIT("/"), GT_STR_INIT("无"), GT_STR_INIT("N/A"), GT_STR_INIT("n/a"),
                                   GT_STR_INIT("NA"), GT_STR_INIT("None"), GT_STR_INIT("none"), GT_STR_INIT("--")};

    for (size_t i = 0; i < GT_LEN(words); i++)
        if (gt_str_eq(name, words[i]))
            return true;
    return false;
}

static bool is_wide(uint32_t c)
{
    return c >= 0x2e80;
}

gt_rc gt_unit_clean(struct gt_arena *arena, gt_str name, gt_str *out)
{
    char *made;
    size_t len = 0, at = 0;
    uint32_t before = 0x2e80; /* as if a Chinese character stood in front */
    bool gap = false;

    name = gt_str_trim(name);
    if ((made = gt_arena_alloc(arena, name.len + 1, 1)) == NULL)
        return GT_ENOMEM;
    while (at < name.len) {
        const uint32_t c = gt_utf8_next(name, &at);

        if (c <= 0x20 || c == 0xa0 || c == 0x3000 || c == 0x200b || c == 0xfeff) {
            gap = true;
            continue;
        }
        if (gap && !is_wide(before) && !is_wide(c))
            made[len++] = ' ';
        gap = false;
        before = c;
        len += gt_utf8_put(c, made + len);
    }
    *out = (gt_str){made, len};
    return GT_OK;
}

/* ---- parting -------------------------------------------------------------------------- */

struct parting {
    struct gt_arena     *arena;
    struct gt_unit_cell *cell;
    size_t               items_max;
    enum gt_unit_role    otherwise, role; /* role of what follows a label */
    bool                 labelled;
    size_t               pending;         /* items from here wait for a role behind them */
};

static gt_rc add_name(struct parting *part, gt_str name, enum gt_unit_role role)
{
    struct gt_unit_item *item;
    gt_str clean;

    if (gt_unit_clean(part->arena, without_etc(without_number(gt_str_trim(name))), &clean) != GT_OK)
        return GT_ENOMEM;
    if (is_nothing(clean))
        return GT_OK;
    if (part->cell->items.count >= part->items_max) {
        part->cell->cut = true;
        return GT_OK;
    }
    if ((item = GT_PUSH(part->arena, &part->cell->items)) == NULL)
        return GT_ENOMEM;
    *item = (struct gt_unit_item){clean, role};
    return GT_OK;
}

/* Two whole units joined by a word or by nothing but a blank: the length of
 * the joint at `at`, else 0. */
static size_t joint_at(gt_str name, size_t at)
{
    static const gt_str joints[] = {GT_STR_INIT("以及"), GT_STR_INIT("会同"), GT_STR_INIT("和"), GT_STR_INIT("及"),
                                    GT_STR_INIT("与"), GT_STR_INIT("\n"), GT_STR_INIT(" and "),
                                    GT_STR_INIT(" with "), GT_STR_INIT(" ")};
    const gt_str rest = gt_str_sub(name, at, name.len);

    if (strchr("\xe4\xe5\n ", rest.at[0]) == NULL) /* none of them begins with it */
        return 0;
    for (size_t i = 0; i < GT_LEN(joints); i++) {
        if (!gt_str_starts(rest, joints[i]))
            continue;
        const gt_str left = gt_str_trim(gt_str_sub(name, 0, at));
        const gt_str right = gt_str_trim(gt_str_sub(rest, joints[i].len, rest.len));
        /* A blank parts Chinese names only; English ones hold blanks. */
        const bool blank = gt_str_eq(joints[i], GT_STR(" "));

        if (left.len < 6 || right.len < 6 || !gt_ends_as_unit(left) || !gt_ends_as_unit(right) ||
            (blank && (unsigned char)left.at[left.len - 1] < 0x80))
            continue;
        return joints[i].len;
    }
    return 0;
}

static gt_rc add_joined(struct parting *part, gt_str name, enum gt_unit_role role)
{
    size_t start = 0;
    gt_rc rc = GT_OK;

    name = without_etc(name); /* or 财政厅和教育厅等部门 would not end as a unit does */
    for (size_t at = 0; at < name.len && rc == GT_OK;) {
        const gt_str rest = gt_str_sub(name, start, name.len);
        const size_t len = at > start ? joint_at(rest, at - start) : 0;

        if (len == 0) {
            (void)gt_utf8_next(name, &at);
            continue;
        }
        rc = add_name(part, gt_str_sub(name, start, at), role);
        /* 甲会同乙: who comes after it supports. */
        if (gt_str_starts(gt_str_sub(name, at, name.len), GT_STR("会同")) && role == GT_ROLE_PLAIN)
            role = GT_ROLE_SUPPORT;
        at += len;
        start = at;
    }
    return rc == GT_OK ? add_name(part, gt_str_sub(name, start, name.len), role) : rc;
}

/* One piece between separators. */
static gt_rc add_piece(struct parting *part, gt_str piece)
{
    enum gt_unit_role role = part->labelled ? part->role : part->otherwise, told;
    size_t len;
    gt_rc rc;

    piece = gt_str_trim(piece);
    if ((len = label_len(piece, &told)) > 0) {
        part->labelled = true;
        part->role = role = told == GT_ROLE_PLAIN ? part->otherwise : told;
        part->pending = part->cell->items.count;
        piece = gt_str_trim(gt_str_sub(piece, len, piece.len));
    }
    if (gt_str_starts(piece, GT_STR("由")) && piece.len > 9)
        piece = gt_str_sub(piece, 3, piece.len);
    if (gt_str_starts(piece, GT_STR("会同"))) {
        piece = gt_str_sub(piece, 6, piece.len);
        part->labelled = true;
        part->role = role = GT_ROLE_SUPPORT;
        part->pending = part->cell->items.count;
    }
    if (gt_str_starts(piece, GT_STR("and ")) && piece.len > 4)
        piece = gt_str_sub(piece, 4, piece.len);
    if (role_in_brackets(&piece, &told))
        return add_joined(part, piece, told == GT_ROLE_PLAIN ? part->otherwise : told);
    if (!part->labelled && role_behind(&piece, &told)) {
        if ((rc = add_joined(part, piece, told)) != GT_OK)
            return rc;
        for (size_t i = part->pending; i < part->cell->items.count; i++)
            if (part->cell->items.at[i].role == part->otherwise)
                part->cell->items.at[i].role = told;
        part->pending = part->cell->items.count;
        return GT_OK;
    }
    if (part->labelled)
        (void)role_behind(&piece, &told);
    return add_joined(part, piece, role);
}

/* Length of a separator at `at`; strong ones end the reach of a role. */
static size_t separator_at(gt_str text, size_t at, bool *strong)
{
    static const struct { gt_str mark; bool strong; } marks[] = {
        {GT_STR_INIT("、"), false}, {GT_STR_INIT("，"), false}, {GT_STR_INIT(","), false},
        {GT_STR_INIT("/"), false}, {GT_STR_INIT("\n"), false}, {GT_STR_INIT("；"), true},
        {GT_STR_INIT(";"), true}, {GT_STR_INIT("。"), true}, {GT_STR_INIT("｜"), true}, {GT_STR_INIT("|"), true},
    };
    const gt_str rest = gt_str_sub(text, at, text.len);

    for (size_t i = 0; i < GT_LEN(marks); i++)
        if (gt_str_starts(rest, marks[i].mark)) {
            *strong = marks[i].strong;
            return marks[i].mark.len;
        }
    return 0;
}

/* "2" of "2、成果处": what follows numbers a unit and parts nothing. */
static bool is_list_number(gt_str piece)
{
    int64_t value;

    return gt_str_i64(gt_str_trim(piece), &value);
}

gt_rc gt_unit_cell_read(gt_str text, enum gt_unit_role otherwise, size_t items_max,
                        struct gt_arena *arena, struct gt_unit_cell *out)
{
    struct parting part = {.arena = arena, .cell = out, .items_max = items_max, .otherwise = otherwise};
    size_t start = 0, at = 0;
    int depth = 0;
    gt_rc rc = GT_OK;

    *out = (struct gt_unit_cell){0};
    if (is_nothing(gt_str_trim(text)))
        return GT_OK;
    while (at < text.len && rc == GT_OK) {
        const gt_str rest = gt_str_sub(text, at, text.len);
        bool strong = false;
        size_t len;

        if (!may_be_mark(rest.at[0])) {
            len = 0;
            (void)gt_utf8_next(rest, &len);
        } else if ((len = open_at(rest)) > 0) {
            depth++;
        } else if ((len = close_at(rest)) > 0) {
            depth -= depth > 0;
        } else if (depth == 0 && !is_list_number(gt_str_sub(text, start, at)) &&
                   (len = separator_at(text, at, &strong)) > 0) {
            rc = add_piece(&part, gt_str_sub(text, start, at));
            start = at + len;
            if (strong) {
                part.labelled = false;
                part.pending = out->items.count;
            }
        } else {
            len = 0;
            (void)gt_utf8_next(rest, &len);
        }
        at += len;
    }
    return rc == GT_OK ? add_piece(&part, gt_str_sub(text, start, text.len)) : rc;
}
