/* light_rule.c - conditions from text to steps, and back.  Operators wait on a
 * stack of their own (Dijkstra's shunting yard), so that brackets cost no
 * recursion. */
#include "gauge/light_rule.h"

#include "base/utf8.h"

static const struct quantity {
    const char *key, *name[GT_LANG_COUNT];
    char unit;
} quantities[GT_LIGHT_QUANTITIES] = {
#define QUANTITY(id, key, zh, en, unit) {key, {zh, en}, unit},
    GT_LIGHT_QUANTITY_MAP(QUANTITY)
#undef QUANTITY
};

const char *gt_light_quantity_key(enum gt_light_quantity q) { return quantities[q].key; }
const char *gt_light_quantity_name(enum gt_light_quantity q, enum gt_lang lang)
{
    return quantities[q].name[lang];
}
char gt_light_quantity_unit(enum gt_light_quantity q) { return quantities[q].unit; }

int gt_light_quantity_from(gt_str key)
{
    for (int at = 0; at < GT_LIGHT_QUANTITIES; at++)
        if (gt_str_eq(key, gt_str_from(quantities[at].key)))
            return at;
    return -1;
}

/* ---- signs and words -------------------------------------------------------------- */

enum token { T_END, T_QUANTITY, T_NUMBER, T_COMPARE, T_AND, T_OR, T_NOT, T_ALWAYS, T_OPEN, T_CLOSE };

static const struct sign { const char *text; uint8_t token, op; } signs[] = {
    /* the longer before what it begins with */
    {"<=", T_COMPARE, GT_LO_LE}, {"≤", T_COMPARE, GT_LO_LE}, {"＜＝", T_COMPARE, GT_LO_LE},
    {">=", T_COMPARE, GT_LO_GE}, {"≥", T_COMPARE, GT_LO_GE}, {"＞＝", T_COMPARE, GT_LO_GE},
    {"<>", T_COMPARE, GT_LO_NE}, {"≠", T_COMPARE, GT_LO_NE}, {"!=", T_COMPARE, GT_LO_NE},
    {"<", T_COMPARE, GT_LO_LT}, {"＜", T_COMPARE, GT_LO_LT},
    {">", T_COMPARE, GT_LO_GT}, {"＞", T_COMPARE, GT_LO_GT},
    {"==", T_COMPARE, GT_LO_EQ}, {"=", T_COMPARE, GT_LO_EQ}, {"＝", T_COMPARE, GT_LO_EQ},
    {"(", T_OPEN, 0}, {"（", T_OPEN, 0}, {")", T_CLOSE, 0}, {"）", T_CLOSE, 0},
    {"且", T_AND, GT_LO_AND}, {"并且", T_AND, GT_LO_AND}, {"或者", T_OR, GT_LO_OR},
    {"或", T_OR, GT_LO_OR}, {"非", T_NOT, GT_LO_NOT}, {"不是", T_NOT, GT_LO_NOT},
    {"总是", T_ALWAYS, GT_LO_ALWAYS},
};
static const struct sign words[] = {
    {"and", T_AND, GT_LO_AND}, {"or", T_OR, GT_LO_OR}, {"not", T_NOT, GT_LO_NOT},
    {"always", T_ALWAYS, GT_LO_ALWAYS},
};
/* Read over behind a number. */
static const char *const units[] = {
    "%", "％", "个百分点", "百分点", "个工作日", "工作日", "个小时", "小时", "天", "日", "次", "期", "分", "级",
    "位", "名", "points", "point", "work days", "work day", "days", "day", "hours", "hour", "times",
    "time",
};

struct reader {
    gt_str text;
    size_t at;          /* behind the token */
    size_t from;        /* where the token begins */
    enum token token;
    uint8_t op, quantity;
    double number;
    struct gt_err *err;
};

static gt_rc fail_at(struct reader *r, size_t at, const char *en, const char *zh)
{
    size_t line = 1, column = 1, pos = 0;

    while (pos < at && pos < r->text.len) {
        if (gt_utf8_next(r->text, &pos) == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }
    /* one list of arguments for both: each language takes its own text */
    return gt_fail_field(r->err, GT_EPARSE, "when", "line %1$zu, column %2$zu: %3$s%4$.0s",
                         "第%1$zu行第%2$zu列：%3$.0s%4$s", line, column, en, zh);
}

static bool starts(const struct reader *r, const char *with)
{
    return gt_str_starts(gt_str_sub(r->text, r->at, r->text.len), gt_str_from(with));
}

static bool word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool blank(struct reader *r)
{
    static const char *const blanks[] = {" ", "\t", "\n", "\r", "\xc2\xa0", "　"};

    for (size_t at = 0; at < GT_LEN(blanks); at++)
        if (starts(r, blanks[at])) {
            r->at += strlen(blanks[at]);
            return true;
        }
    return false;
}

/* A number of at most six digits before and four behind the point. */
static gt_rc take_number(struct reader *r)
{
    double value = 0, scale = 1;
    bool point = false, minus = r->text.at[r->at] == '-';
    int digits = 0;

    for (r->at += minus ? 1 : 0; r->at < r->text.len; r->at++) {
        const char c = r->text.at[r->at];

        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        if (++digits > 12)
            return fail_at(r, r->from, "the number is too long", "数字过长");
        value = value * 10 + (c - '0');
        scale *= point ? 10 : 1;
    }
    if (digits == 0)
        return fail_at(r, r->from, "a number is missing digits", "数字不完整");
    value /= scale;
    if (value > GT_LIGHT_NUMBER_MAX)
        return fail_at(r, r->from, "the number is above 1000000", "数字超过1000000");
    r->number = minus ? -value : value;
    r->token = T_NUMBER;
    while (blank(r))
        ;
    for (size_t at = 0; at < GT_LEN(units); at++) {
        const size_t end = r->at + strlen(units[at]);

        if (starts(r, units[at]) &&
            (!word_byte(units[at][0]) || end >= r->text.len || !word_byte(r->text.at[end]))) {
            r->at = end;
            break;
        }
    }
    return GT_OK;
}

/* An English word: a key, or a name as a reader sees it ("work days left"). */
static gt_rc take_word(struct reader *r)
{
    size_t end = r->at, best = 0;
    gt_str word;

    while (end < r->text.len && word_byte(r->text.at[end]))
        end++;
    word = gt_str_sub(r->text, r->at, end);
    for (size_t at = 0; at < GT_LEN(words); at++)
        if (gt_str_eq(word, gt_str_from(words[at].text))) {
            r->token = words[at].token;
            r->op = words[at].op;
            r->at = end;
            return GT_OK;
        }
    for (int at = 0; at < GT_LIGHT_QUANTITIES; at++) {
        const char *name = quantities[at].name[GT_LANG_EN];
        const size_t len = strlen(name), behind = r->at + len;

        if (gt_str_eq(word, gt_str_from(quantities[at].key)) && word.len > best) {
            best = word.len;
            r->quantity = (uint8_t)at;
        }
        if (len > best && starts(r, name) &&
                   (behind >= r->text.len || !word_byte(r->text.at[behind]))) {
            best = len;
            r->quantity = (uint8_t)at;
        }
    }
    if (best == 0)
        return fail_at(r, r->from, "this is no quantity that lights know", "不认识这个量名");
    r->token = T_QUANTITY;
    r->at += best;
    return GT_OK;
}

static gt_rc next(struct reader *r)
{
    size_t best = 0;

    while (blank(r))
        ;
    r->from = r->at;
    r->token = T_END;
    if (r->at == r->text.len)
        return GT_OK;
    if ((r->text.at[r->at] >= '0' && r->text.at[r->at] <= '9') || r->text.at[r->at] == '-')
        return take_number(r);
    if (word_byte(r->text.at[r->at]))
        return take_word(r);
    for (size_t at = 0; at < GT_LEN(signs); at++)
        if (strlen(signs[at].text) > best && starts(r, signs[at].text)) {
            best = strlen(signs[at].text);
            r->token = signs[at].token;
            r->op = signs[at].op;
        }
    for (int at = 0; at < GT_LIGHT_QUANTITIES; at++)
        if (strlen(quantities[at].name[GT_LANG_ZH]) > best && starts(r, quantities[at].name[GT_LANG_ZH])) {
            best = strlen(quantities[at].name[GT_LANG_ZH]);
            r->token = T_QUANTITY;
            r->quantity = (uint8_t)at;
        }
    r->at += best;
    return best > 0 ? GT_OK : fail_at(r, r->from, "this is no quantity and no sign", "不认识这个量名或符号");
}

/* ---- steps ------------------------------------------------------------------------- */

struct yard {
    struct gt_light_step out[GT_LIGHT_STEPS_MAX];
    uint32_t count;
    uint8_t  wait[GT_LIGHT_STEPS_MAX]; /* enum token */
    uint32_t waiting, open;
    uint64_t uses;
};

static gt_rc put_step(struct yard *y, struct reader *r, struct gt_light_step step)
{
    if (y->count == GT_LIGHT_STEPS_MAX)
        return fail_at(r, r->from, "the condition is too long", "条件过长");
    y->out[y->count++] = step;
    return GT_OK;
}

static gt_rc let_go(struct yard *y, struct reader *r)
{
    const uint8_t token = y->wait[--y->waiting];
    const uint8_t op = token == T_AND ? GT_LO_AND : token == T_OR ? GT_LO_OR : GT_LO_NOT;

    return put_step(y, r, (struct gt_light_step){.op = op});
}

static gt_rc hold(struct yard *y, struct reader *r, enum token token)
{
    if (y->waiting == GT_LIGHT_STEPS_MAX)
        return fail_at(r, r->from, "the condition is too long", "条件过长");
    y->wait[y->waiting++] = (uint8_t)token;
    return GT_OK;
}

/* A quantity, and what it is compared with. */
static gt_rc take_comparison(struct yard *y, struct reader *r)
{
    struct gt_light_step step = {.op = GT_LO_FLAG, .left = r->quantity, .right = GT_LIGHT_QUANTITIES};
    const bool flag = quantities[r->quantity].unit == 'f';
    const size_t from = r->from;
    gt_rc rc;

    y->uses |= UINT64_C(1) << r->quantity;
    if ((rc = next(r)) != GT_OK)
        return rc;
    if (r->token != T_COMPARE) {
        if (!flag)
            return fail_at(r, from, "this quantity must be compared with a number", "这个量要与数字比较");
        return put_step(y, r, step);
    }
    if (flag)
        return fail_at(r, r->from, "a yes-or-no quantity stands alone", "是非量单独使用，不作比较");
    step.op = r->op;
    if ((rc = next(r)) != GT_OK)
        return rc;
    if (r->token == T_NUMBER) {
        step.number = r->number;
    } else if (r->token == T_QUANTITY && quantities[r->quantity].unit != 'f') {
        step.right = r->quantity;
        y->uses |= UINT64_C(1) << r->quantity;
    } else {
        return fail_at(r, r->from, "a number or a quantity is missing here", "此处缺少数字或量名");
    }
    if ((rc = put_step(y, r, step)) != GT_OK)
        return rc;
    return next(r);
}

/* Where a value is expected: not, an opening bracket, always, a comparison. */
static gt_rc take_value(struct yard *y, struct reader *r, bool *again)
{
    gt_rc rc;

    *again = true;
    switch (r->token) {
    case T_NOT:
        return (rc = hold(y, r, T_NOT)) != GT_OK ? rc : next(r);
    case T_OPEN:
        if (++y->open > GT_LIGHT_DEPTH_MAX)
            return fail_at(r, r->from, "brackets nest too deep", "括号嵌套过深");
        return (rc = hold(y, r, T_OPEN)) != GT_OK ? rc : next(r);
    case T_ALWAYS:
        *again = false;
        return (rc = put_step(y, r, (struct gt_light_step){.op = GT_LO_ALWAYS})) != GT_OK ? rc : next(r);
    case T_QUANTITY:
        *again = false;
        return take_comparison(y, r);
    default:
        return fail_at(r, r->from, "a quantity is missing here", "此处缺少量名");
    }
}

/* Behind a value: closing brackets, then and/or, or the end. */
static gt_rc take_joint(struct yard *y, struct reader *r, bool *ended)
{
    gt_rc rc;

    while (y->waiting > 0 && y->wait[y->waiting - 1] == T_NOT)
        if ((rc = let_go(y, r)) != GT_OK)
            return rc;
    while (r->token == T_CLOSE) {
        if (y->open == 0)
            return fail_at(r, r->from, "this bracket was never opened", "多出一个右括号");
        while (y->wait[y->waiting - 1] != T_OPEN)
            if ((rc = let_go(y, r)) != GT_OK)
                return rc;
        y->waiting--;
        y->open--;
        while (y->waiting > 0 && y->wait[y->waiting - 1] == T_NOT)
            if ((rc = let_go(y, r)) != GT_OK)
                return rc;
        if ((rc = next(r)) != GT_OK)
            return rc;
    }
    *ended = r->token == T_END;
    if (*ended)
        return GT_OK;
    if (r->token != T_AND && r->token != T_OR)
        return fail_at(r, r->from, "\"and\" or \"or\" is missing here", "此处缺少“且”或“或”");
    while (y->waiting > 0 && (y->wait[y->waiting - 1] == T_AND ||
                              (y->wait[y->waiting - 1] == T_OR && r->token == T_OR)))
        if ((rc = let_go(y, r)) != GT_OK)
            return rc;
    return (rc = hold(y, r, r->token)) != GT_OK ? rc : next(r);
}

static gt_rc parse(struct yard *y, struct reader *r)
{
    bool again = true, ended = false;
    gt_rc rc;

    if ((rc = next(r)) != GT_OK)
        return rc;
    while (!ended) {
        do {
            if ((rc = take_value(y, r, &again)) != GT_OK)
                return rc;
        } while (again);
        if ((rc = take_joint(y, r, &ended)) != GT_OK)
            return rc;
    }
    if (y->open > 0)
        return fail_at(r, r->from, "a bracket is not closed", "括号没有合上");
    while (y->waiting > 0)
        if ((rc = let_go(y, r)) != GT_OK)
            return rc;
    return GT_OK;
}

bool gt_light_code_holds(const struct gt_light_code *code, const double *q)
{
    /* Of one condition at most GT_LIGHT_STEPS_MAX answers wait, one bit each. */
    uint64_t stack = 0;

    for (uint32_t at = 0; at < code->count; at++) {
        const struct gt_light_step *s = &code->steps[at];
        const double a = q[s->left], b = s->right == GT_LIGHT_QUANTITIES ? s->number : q[s->right];
        uint64_t top = stack & 1;

        switch (s->op) {
        case GT_LO_AND: stack >>= 1; stack = (stack & ~UINT64_C(1)) | (stack & top); continue;
        case GT_LO_OR: stack >>= 1; stack |= top; continue;
        case GT_LO_NOT: stack ^= 1; continue;
        default: top = gt_light_step_holds(s->op, a, b); break;
        }
        stack = stack << 1 | top;
    }
    return stack & 1;
}

/* ---- back to text ------------------------------------------------------------------- */

static void put_number(struct gt_buf *buf, double number, char unit, enum gt_lang lang, bool stored)
{
    gt_buf_printf(buf, "%.10g", number);
    if (!stored && unit == '%')
        gt_buf_text(buf, lang == GT_LANG_ZH ? "%" : " %");
}

static void put_comparison(struct gt_buf *buf, const struct gt_light_step *s, enum gt_lang lang,
                           bool stored)
{
    static const char *const ascii[] = {"<", "<=", ">", ">=", "=", "<>"};
    static const char *const printed[] = {"<", "≤", ">", "≥", "=", "≠"};
    const char *blank = !stored && lang == GT_LANG_ZH ? "" : " ";

    if (s->op == GT_LO_ALWAYS) {
        gt_buf_text(buf, !stored && lang == GT_LANG_ZH ? "总是" : "always");
        return;
    }
    gt_buf_text(buf, stored ? quantities[s->left].key : quantities[s->left].name[lang]);
    if (s->op == GT_LO_FLAG)
        return;
    gt_buf_printf(buf, "%s%s%s", blank, (stored ? ascii : printed)[s->op], blank);
    if (s->right != GT_LIGHT_QUANTITIES)
        gt_buf_text(buf, stored ? quantities[s->right].key : quantities[s->right].name[lang]);
    else
        put_number(buf, s->number, quantities[s->left].unit, lang, stored);
}

/* Infix from postfix without recursion: right to left, every step knows its
 * span; an operand of a weaker joint than the one around it gets brackets. */
struct piece { uint32_t first, last; uint8_t around, what; };
enum { P_STEPS, P_AND, P_OR, P_NOT, P_OPEN, P_CLOSE };

static uint32_t span_of(const struct gt_light_code *code, uint32_t last)
{
    uint32_t need = 1, at = last + 1;

    while (need > 0) {
        const uint8_t op = code->steps[--at].op;

        need += op == GT_LO_AND || op == GT_LO_OR ? 1 : op == GT_LO_NOT ? 0 : -1;
    }
    return at;
}

static void put_joint(struct gt_buf *buf, uint8_t what, enum gt_lang lang, bool stored)
{
    static const char *const en[] = {"", " and ", " or ", "not ", "(", ")"};
    static const char *const zh[] = {"", "且", "或", "非", "（", "）"};

    gt_buf_text(buf, (!stored && lang == GT_LANG_ZH ? zh : en)[what]);
}

static void put_code(struct gt_buf *buf, const struct gt_light_code *code, enum gt_lang lang, bool stored)
{
    struct piece todo[4 * GT_LIGHT_STEPS_MAX];
    uint32_t count = 1;

    todo[0] = (struct piece){.first = 0, .last = code->count - 1, .around = GT_LO_OR};
    while (count > 0) {
        const struct piece p = todo[--count];
        const struct gt_light_step *s = &code->steps[p.last];
        uint32_t split;

        if (p.what != P_STEPS) {
            put_joint(buf, p.what, lang, stored);
            continue;
        }
        if (s->op != GT_LO_AND && s->op != GT_LO_OR && s->op != GT_LO_NOT) {
            put_comparison(buf, s, lang, stored);
            continue;
        }
        /* or inside and, anything inside not: brackets */
        if ((s->op == GT_LO_OR && p.around == GT_LO_AND) || (s->op != GT_LO_NOT && p.around == GT_LO_NOT)) {
            todo[count++] = (struct piece){.what = P_CLOSE};
            todo[count++] = (struct piece){p.first, p.last, GT_LO_OR, P_STEPS};
            todo[count++] = (struct piece){.what = P_OPEN};
            continue;
        }
        if (s->op == GT_LO_NOT) {
            todo[count++] = (struct piece){p.first, p.last - 1, GT_LO_NOT, P_STEPS};
            todo[count++] = (struct piece){.what = P_NOT};
            continue;
        }
        split = span_of(code, p.last - 1);
        todo[count++] = (struct piece){split, p.last - 1, s->op, P_STEPS};
        todo[count++] = (struct piece){.what = s->op == GT_LO_AND ? P_AND : P_OR};
        todo[count++] = (struct piece){p.first, split - 1, s->op, P_STEPS};
    }
}

void gt_light_code_text(struct gt_buf *buf, const struct gt_light_code *code, enum gt_lang lang)
{
    put_code(buf, code, lang, false);
}

/* Most conditions only ask several things at once: those are asked one by one
 * until the first no, and what is behind it need not be measured. */
static gt_rc find_all(struct gt_arena *arena, struct gt_light_code *code)
{
    if ((code->all = GT_NEW_N(arena, struct gt_light_step, code->count)) == NULL)
        return GT_ENOMEM;
    for (uint32_t at = 0; at < code->count; at++) {
        const struct gt_light_step *step = &code->steps[at];

        if (step->op == GT_LO_AND)
            continue;
        if (step->op == GT_LO_NOT && code->steps[at - 1].op == GT_LO_FLAG) {
            code->all[code->all_count - 1].op = GT_LO_NO_FLAG;
            continue;
        }
        if (step->op == GT_LO_NOT || step->op == GT_LO_OR) {
            code->all = NULL;
            return GT_OK;
        }
        code->all[code->all_count++] = *step;
    }
    return GT_OK;
}

gt_rc gt_light_code_parse(struct gt_arena *arena, gt_str text, struct gt_light_code *out,
                          struct gt_err *err)
{
    struct reader reader = {.text = text, .err = err};
    struct yard yard = {0};
    struct gt_buf buf;
    gt_rc rc;

    if (text.len > GT_LIGHT_WHEN_BYTES_MAX)
        return gt_fail_field(err, GT_ELIMIT, "when", "the condition is longer than %d bytes",
                             "条件超过%d个字节", (int)GT_LIGHT_WHEN_BYTES_MAX);
    if ((rc = parse(&yard, &reader)) != GT_OK)
        return rc;
    *out = (struct gt_light_code){.count = yard.count, .uses = yard.uses};
    if ((out->steps = GT_NEW_N(arena, struct gt_light_step, yard.count)) == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    memcpy(out->steps, yard.out, yard.count * sizeof *yard.out);
    if (find_all(arena, out) != GT_OK)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    gt_buf_init(&buf, 16 * GT_LIGHT_WHEN_BYTES_MAX);
    put_code(&buf, out, GT_LANG_EN, true);
    rc = buf.status == GT_OK ? gt_arena_dup(arena, gt_buf_view(&buf), &out->when) : buf.status;
    gt_buf_clear(&buf);
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}
