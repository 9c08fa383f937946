/* formula.c - from text to a small program, with its units checked on the way.
 * Operators wait on a stack of their own (Dijkstra's shunting yard), so that
 * depth is a number and not the machine's stack. */
#include "gauge/formula.h"

#include <math.h>

enum op { OP_NUMBER, OP_LOAD, OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_NEG, OP_SUM, OP_AVG, OP_MIN, OP_MAX, OP_ABS };

struct gt_formula_op {
    enum op kind;
    double  number;   /* NUMBER; LOAD: the unit's scale */
    int64_t id;       /* LOAD */
    int     back;     /* LOAD: months ago */
    uint32_t args;    /* SUM, AVG, MIN, MAX */
};

/* What may stand on the stack of waiting operators. */
enum wait { WAIT_ADD, WAIT_SUB, WAIT_MUL, WAIT_DIV, WAIT_NEG, WAIT_OPEN, WAIT_CALL };
enum func { FN_SUM, FN_AVG, FN_MIN, FN_MAX, FN_ABS, FN_PREV, FN_YOY, FN_DIFF, FN_NONE };

static const struct { const char *name; enum func func; } funcs[] = {
    {"sum", FN_SUM}, {"avg", FN_AVG}, {"min", FN_MIN}, {"max", FN_MAX}, {"abs", FN_ABS},
    {"prev", FN_PREV}, {"yoy", FN_YOY}, {"diff", FN_DIFF}};

struct waiting { enum wait kind; enum func func; size_t at; uint32_t args; };

struct parser {
    gt_str text;
    size_t at;
    const struct gt_formula_names *names;
    struct gt_arena *arena;
    struct gt_formula *out;
    GT_VEC(struct gt_formula_op) ops;
    struct waiting waiting[GT_FORMULA_DEPTH_MAX];
    uint32_t wait_count;
    struct gt_unit_dim units[GT_FORMULA_DEPTH_MAX]; /* of the values that would lie on the stack */
    bool     number[GT_FORMULA_DEPTH_MAX];          /* a typed number: takes the other's unit never */
    uint32_t value_count, value_max;
    struct gt_err *err;
};

static void line_and_column(gt_str text, size_t at, int *line, int *column)
{
    *line = *column = 1;
    for (size_t i = 0; i < at && i < text.len; i++) {
        if (text.at[i] == '\n') {
            ++*line;
            *column = 1;
        } else if (((unsigned char)text.at[i] & 0xc0) != 0x80) {
            ++*column;
        }
    }
}

static gt_rc fault(struct parser *p, size_t at, const char *en, const char *zh)
{
    int line, column;

    line_and_column(p->text, at, &line, &column);
    return gt_fail_field(p->err, GT_EPARSE, "formula", "line %1$d, column %2$d: %3$s%4$.0s",
                         "第%1$d行第%2$d列：%3$.0s%4$s", line, column, en, zh);
}

static gt_rc no_memory(struct parser *p)
{
    return gt_fail(p->err, GT_ENOMEM, "out of memory", "内存不足");
}

static gt_rc too_much(struct parser *p)
{
    return gt_fail_field(p->err, GT_ELIMIT, "formula", "the formula is too deep or too long",
                         "公式嵌套过深或过长");
}

/* ---- emitting ------------------------------------------------------------------ */

static gt_rc emit(struct parser *p, struct gt_formula_op op)
{
    struct gt_formula_op *slot;

    if (p->ops.count == GT_FORMULA_OPS_MAX)
        return too_much(p);
    if ((slot = GT_PUSH(p->arena, &p->ops)) == NULL)
        return no_memory(p);
    *slot = op;
    return GT_OK;
}

static gt_rc push_value(struct parser *p, const struct gt_unit_dim *unit)
{
    if (p->value_count == GT_FORMULA_DEPTH_MAX)
        return too_much(p);
    p->units[p->value_count++] = *unit;
    if (p->value_count > p->value_max)
        p->value_max = p->value_count;
    return GT_OK;
}

static gt_rc alike(struct parser *p, uint32_t count, size_t at)
{
    for (uint32_t i = 1; i < count; i++)
        if (!gt_unit_alike(&p->units[p->value_count - count], &p->units[p->value_count - count + i]))
            return fault(p, at, "these have different units and cannot be put together",
                         "单位不同，不能相加减或比较");
    return GT_OK;
}

/* The product or quotient of the two topmost units, in the lower one's place. */
static gt_rc combine(struct parser *p, int sign, size_t at)
{
    struct gt_unit_dim *a = &p->units[p->value_count - 2];

    if (gt_unit_times(a, a + 1, sign, NULL) != GT_OK)
        return fault(p, at, "the unit of this becomes too long", "这里的单位过于复杂");
    p->value_count--;
    return GT_OK;
}

static gt_rc reduce_call(struct parser *p, const struct waiting *call)
{
    static const enum op many[] = {OP_SUM, OP_AVG, OP_MIN, OP_MAX};
    gt_rc rc;

    if (call->func == FN_ABS) {
        if (call->args != 1)
            return fault(p, call->at, "abs takes one value", "abs只有一个参数");
        return emit(p, (struct gt_formula_op){.kind = OP_ABS});
    }
    if ((rc = alike(p, call->args, call->at)) != GT_OK)
        return rc;
    p->value_count -= call->args - 1;
    return emit(p, (struct gt_formula_op){.kind = many[call->func], .args = call->args});
}

static gt_rc reduce(struct parser *p)
{
    static const enum op kinds[] = {OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_NEG};
    const struct waiting top = p->waiting[--p->wait_count];
    gt_rc rc = GT_OK;

    if (top.kind == WAIT_ADD || top.kind == WAIT_SUB) {
        rc = alike(p, 2, top.at);
        p->value_count--;
    } else if (top.kind == WAIT_MUL || top.kind == WAIT_DIV) {
        rc = combine(p, top.kind == WAIT_MUL ? 1 : -1, top.at);
    }
    return rc != GT_OK ? rc : emit(p, (struct gt_formula_op){.kind = kinds[top.kind]});
}

static int strength(enum wait kind)
{
    return kind == WAIT_NEG ? 3 : kind == WAIT_MUL || kind == WAIT_DIV ? 2
           : kind == WAIT_ADD || kind == WAIT_SUB ? 1 : 0;
}

static gt_rc reduce_while(struct parser *p, int at_least)
{
    gt_rc rc = GT_OK;

    while (rc == GT_OK && p->wait_count > 0 && strength(p->waiting[p->wait_count - 1].kind) >= at_least)
        rc = reduce(p);
    return rc;
}

static gt_rc wait_for(struct parser *p, enum wait kind, enum func func, size_t at)
{
    if (p->wait_count == GT_FORMULA_DEPTH_MAX)
        return too_much(p);
    p->waiting[p->wait_count++] = (struct waiting){kind, func, at, 1};
    return GT_OK;
}

/* ---- reading --------------------------------------------------------------------- */

static void skip_blanks(struct parser *p)
{
    while (p->at < p->text.len && strchr(" \t\r\n", p->text.at[p->at]) != NULL && p->text.at[p->at] != '\0')
        p->at++;
}

static bool name_byte(char c, bool first)
{
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;

    return letter || (!first && c >= '0' && c <= '9');
}

/* × ÷ （ ） ， － as offices type them. */
static char wide(const struct parser *p, size_t *len)
{
    static const struct { const char *text; char c; } marks[] = {
        {"×", '*'}, {"÷", '/'}, {"（", '('}, {"）", ')'}, {"，", ','}, {"－", '-'}, {"＋", '+'}, {"−", '-'}};
    const gt_str rest = gt_str_sub(p->text, p->at, p->text.len);

    for (size_t at = 0; at < GT_LEN(marks); at++)
        if (gt_str_starts(rest, gt_str_from(marks[at].text))) {
            *len = strlen(marks[at].text);
            return marks[at].c;
        }
    *len = 1;
    return p->text.at[p->at];
}

static gt_rc read_number(struct parser *p)
{
    const struct gt_unit_dim none = {.scale = 1};
    char digits[40];
    size_t len = 0, start = p->at;
    char *end;
    double value;
    gt_rc rc;

    while (p->at < p->text.len && len + 1 < sizeof digits &&
           ((p->text.at[p->at] >= '0' && p->text.at[p->at] <= '9') || p->text.at[p->at] == '.'))
        digits[len++] = p->text.at[p->at++];
    digits[len] = '\0';
    value = strtod(digits, &end);
    if (*end != '\0' || len == 0 || len + 1 == sizeof digits)
        return fault(p, start, "this is no number", "这里不是数");
    if (p->at < p->text.len && p->text.at[p->at] == '%') {
        value /= 100;
        p->at++;
    }
    if ((rc = push_value(p, &none)) != GT_OK)
        return rc;
    return emit(p, (struct gt_formula_op){.kind = OP_NUMBER, .number = value});
}

static gt_str read_name(struct parser *p)
{
    const size_t start = p->at;
    size_t len;

    if (p->text.at[p->at] == '[') {
        const size_t close = gt_str_find(p->text, GT_STR("]"), p->at);

        p->at = close == SIZE_MAX ? p->text.len : close + 1;
        return gt_str_trim(gt_str_sub(p->text, start + 1, close == SIZE_MAX ? p->text.len : close));
    }
    while (p->at < p->text.len && name_byte(p->text.at[p->at], p->at == start)) {
        (void)wide(p, &len);
        if (len > 1)
            break;
        p->at++;
    }
    return gt_str_sub(p->text, start, p->at);
}

static gt_rc read_load(struct parser *p, gt_str name, size_t at, int back, struct gt_unit_dim *unit)
{
    struct gt_formula *out = p->out;
    gt_str unit_text;
    uint32_t slot = 0;
    int64_t id;
    gt_rc rc;

    if (name.len == 0 || !p->names->find(p->names->data, name, &id, &unit_text)) {
        int line, column;

        line_and_column(p->text, at, &line, &column);
        return gt_fail_field(p->err, GT_EPARSE, "formula", "line %d, column %d: no indicator is called %.*s",
                             "第%d行第%d列：没有名为“%.*s”的指标", line, column,
                             (int)(name.len < 60 ? name.len : 60), name.at);
    }
    if ((rc = gt_unit_parse(unit_text, unit, p->err)) != GT_OK)
        return rc;
    while (slot < out->id_count && out->ids[slot] != id)
        slot++;
    if (slot == GT_FORMULA_NAMES_MAX)
        return too_much(p);
    if (slot == out->id_count)
        out->ids[out->id_count++] = id;
    return emit(p, (struct gt_formula_op){.kind = OP_LOAD, .number = unit->scale, .id = id, .back = back});
}

/* prev, yoy and diff look at one indicator at another time. */
static gt_rc read_shift(struct parser *p, enum func func, size_t at)
{
    struct gt_unit_dim unit = {.scale = 1};
    size_t name_at, len;
    gt_str name;
    gt_rc rc;

    skip_blanks(p);
    name_at = p->at;
    if (p->at == p->text.len || !(name_byte(p->text.at[p->at], true) || p->text.at[p->at] == '['))
        return fault(p, p->at, "the name of one indicator stands here", "这里应写一个指标的名称");
    name = read_name(p);
    skip_blanks(p);
    if (p->at == p->text.len || wide(p, &len) != ')')
        return fault(p, p->at, "a closing bracket is missing", "缺少右括号");
    p->at += len;
    if ((rc = read_load(p, name, name_at, func == FN_PREV ? 1 : 0, &unit)) != GT_OK)
        return rc;
    if (func != FN_PREV) {
        struct gt_formula_op again = p->ops.at[p->ops.count - 1];

        /* yoy: now / then - 1; diff: now - then */
        again.back = 12;
        if (p->value_count + 2 > p->value_max)
            p->value_max = p->value_count + 2;
        if ((rc = emit(p, again)) != GT_OK ||
            (rc = emit(p, (struct gt_formula_op){.kind = func == FN_YOY ? OP_DIV : OP_SUB})) != GT_OK ||
            (func == FN_YOY &&
             ((rc = emit(p, (struct gt_formula_op){.kind = OP_NUMBER, .number = 1})) != GT_OK ||
              (rc = emit(p, (struct gt_formula_op){.kind = OP_SUB})) != GT_OK)))
            return rc;
        if (func == FN_YOY)
            unit = (struct gt_unit_dim){.scale = 1};
    }
    (void)at;
    return push_value(p, &unit);
}

/* A name is an indicator, or a call when a bracket follows it. */
static gt_rc read_word(struct parser *p, bool *value)
{
    const size_t at = p->at;
    const bool bracketed = p->text.at[p->at] == '[';
    const gt_str name = read_name(p);
    struct gt_unit_dim unit;
    size_t len;
    gt_rc rc;

    skip_blanks(p);
    *value = true;
    if (!bracketed && p->at < p->text.len && wide(p, &len) == '(') {
        for (size_t i = 0; i < GT_LEN(funcs); i++) {
            if (!gt_str_eq(name, gt_str_from(funcs[i].name)))
                continue;
            p->at += len;
            if (funcs[i].func >= FN_PREV)
                return read_shift(p, funcs[i].func, at);
            *value = false;
            return wait_for(p, WAIT_CALL, funcs[i].func, at);
        }
        return fault(p, at, "there is no such function; sum, avg, min, max, abs, prev, yoy and diff are",
                     "没有这个函数；可用sum、avg、min、max、abs、prev、yoy、diff");
    }
    if ((rc = read_load(p, name, at, 0, &unit)) != GT_OK)
        return rc;
    return push_value(p, &unit);
}

static gt_rc close_bracket(struct parser *p)
{
    struct waiting top;
    gt_rc rc;

    if ((rc = reduce_while(p, 1)) != GT_OK)
        return rc;
    if (p->wait_count == 0)
        return fault(p, p->at, "this bracket was never opened", "多出一个右括号");
    top = p->waiting[--p->wait_count];
    return top.kind == WAIT_CALL ? reduce_call(p, &top) : GT_OK;
}

static gt_rc next_argument(struct parser *p)
{
    gt_rc rc;

    if ((rc = reduce_while(p, 1)) != GT_OK)
        return rc;
    if (p->wait_count == 0 || p->waiting[p->wait_count - 1].kind != WAIT_CALL)
        return fault(p, p->at, "a comma stands only between the values of a function", "逗号只能用在函数参数之间");
    p->waiting[p->wait_count - 1].args++;
    return GT_OK;
}

/* Where a value should begin. */
static gt_rc read_value(struct parser *p, bool *value)
{
    size_t len;
    const char c = wide(p, &len);
    gt_rc rc;

    *value = false;
    if (c == '(' || c == '-' || c == '+') {
        rc = c == '+' ? GT_OK : wait_for(p, c == '(' ? WAIT_OPEN : WAIT_NEG, FN_NONE, p->at);
        p->at += len;
        return rc;
    }
    if (len == 1 && ((c >= '0' && c <= '9') || c == '.')) {
        *value = true;
        return read_number(p);
    }
    if (len == 1 && (c == '[' || name_byte(c, true)))
        return read_word(p, value);
    return fault(p, p->at, "a value is missing here", "这里缺少数值或指标");
}

/* Behind a value. */
static gt_rc read_operator(struct parser *p, bool *value)
{
    static const struct { char c; enum wait kind; int strength; } kinds[] = {
        {'+', WAIT_ADD, 1}, {'-', WAIT_SUB, 1}, {'*', WAIT_MUL, 2}, {'/', WAIT_DIV, 2}};
    size_t len;
    const char c = wide(p, &len);
    gt_rc rc;

    *value = false;
    for (size_t at = 0; at < GT_LEN(kinds); at++)
        if (kinds[at].c == c) {
            if ((rc = reduce_while(p, kinds[at].strength)) != GT_OK ||
                (rc = wait_for(p, kinds[at].kind, FN_NONE, p->at)) != GT_OK)
                return rc;
            p->at += len;
            return GT_OK;
        }
    if (c == ',')
        rc = next_argument(p);
    else if (c == ')')
        rc = close_bracket(p);
    else
        return fault(p, p->at, "an operator is missing here", "这里缺少运算符");
    *value = c == ')';
    p->at += len;
    return rc;
}

static gt_rc finish(struct parser *p, gt_str unit)
{
    struct gt_unit_dim kept;
    gt_rc rc;

    if ((rc = reduce_while(p, 1)) != GT_OK || (rc = gt_unit_parse(unit, &kept, p->err)) != GT_OK)
        return rc;
    if (p->wait_count > 0)
        return fault(p, p->waiting[p->wait_count - 1].at, "this bracket is never closed", "括号没有闭合");
    if (!gt_unit_alike(&kept, &p->units[0]))
        return fault(p, 0, "the result is of another kind than the indicator's unit",
                     "算出的单位与指标的单位不是一类");
    p->out->ops = p->ops.at;
    p->out->op_count = (uint32_t)p->ops.count;
    p->out->depth = p->value_max;
    p->out->scale = kept.scale;
    return GT_OK;
}

gt_rc gt_formula_parse(gt_str text, gt_str unit, const struct gt_formula_names *names,
                       struct gt_arena *arena, struct gt_formula *out, struct gt_err *err)
{
    struct gt_formula formula = {0};
    struct parser *p = GT_NEW(arena, struct parser);
    bool value = false;
    gt_rc rc = GT_OK;

    if (p == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if (text.len > GT_FORMULA_TEXT_MAX)
        return gt_fail_field(err, GT_ELIMIT, "formula", "a formula has at most %d bytes",
                             "公式最多%d字节", (int)GT_FORMULA_TEXT_MAX);
    p->text = text;
    p->names = names;
    p->arena = arena;
    p->out = &formula;
    p->err = err;
    for (skip_blanks(p); rc == GT_OK && p->at < text.len; skip_blanks(p))
        rc = value ? read_operator(p, &value) : read_value(p, &value);
    if (rc == GT_OK && !value)
        rc = fault(p, text.len, "the formula ends too early", "公式不完整");
    if (rc == GT_OK)
        rc = finish(p, unit);
    if (rc == GT_OK)
        *out = formula;
    return rc;
}

/* ---- reckoning --------------------------------------------------------------------- */

static double fold(const struct gt_formula_op *op, const double *values)
{
    double result = values[0];

    for (uint32_t at = 1; at < op->args; at++) {
        if (isnan(values[at]))
            return NAN;
        if (op->kind == OP_MIN)
            result = values[at] < result ? values[at] : result;
        else if (op->kind == OP_MAX)
            result = values[at] > result ? values[at] : result;
        else
            result += values[at];
    }
    return op->kind == OP_AVG ? result / op->args : result;
}

double gt_formula_eval(const struct gt_formula *formula, gt_formula_load *load, void *data)
{
    double stack[GT_FORMULA_DEPTH_MAX + 2] = {NAN};
    uint32_t top = 0; /* one above the topmost */

    for (uint32_t at = 0; at < formula->op_count; at++) {
        const struct gt_formula_op *op = &formula->ops[at];

        switch (op->kind) {
        case OP_NUMBER: stack[top++] = op->number; break;
        case OP_LOAD: stack[top++] = load(data, op->id, op->back) * op->number; break;
        case OP_ADD: top--; stack[top - 1] += stack[top]; break;
        case OP_SUB: top--; stack[top - 1] -= stack[top]; break;
        case OP_MUL: top--; stack[top - 1] *= stack[top]; break;
        case OP_DIV: top--; stack[top - 1] = stack[top] != 0 ? stack[top - 1] / stack[top] : NAN; break;
        case OP_NEG: stack[top - 1] = -stack[top - 1]; break;
        case OP_ABS: stack[top - 1] = fabs(stack[top - 1]); break;
        case OP_SUM: case OP_AVG: case OP_MIN: case OP_MAX:
            top -= op->args - 1;
            stack[top - 1] = fold(op, &stack[top - 1]);
            break;
        }
    }
    return isfinite(stack[0]) ? stack[0] / formula->scale : NAN;
}

gt_rc gt_formula_order(const struct gt_formula_uses *uses, uint32_t count, struct gt_arena *arena,
                       uint32_t *order, uint32_t *on_cycle, struct gt_err *err)
{
    uint32_t *open = GT_NEW_N(arena, uint32_t, (size_t)count + 1), *first, *next, *user, edges = 0, done = 0;

    for (uint32_t at = 0; at < count; at++)
        edges += uses[at].count;
    first = GT_NEW_N(arena, uint32_t, (size_t)count + 1);
    next = GT_NEW_N(arena, uint32_t, (size_t)edges + 1);
    user = GT_NEW_N(arena, uint32_t, (size_t)edges + 1);
    if (open == NULL || first == NULL || next == NULL || user == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    edges = 0;
    for (uint32_t at = 0; at < count; at++) {
        open[at] = uses[at].count;
        for (uint32_t i = 0; i < uses[at].count; i++) { /* lists of users begin at 1; 0 ends them */
            edges++;
            user[edges] = at;
            next[edges] = first[uses[at].at[i]];
            first[uses[at].at[i]] = edges;
        }
    }
    for (uint32_t at = 0; at < count; at++)
        if (open[at] == 0)
            order[done++] = at;
    for (uint32_t at = 0; at < done; at++)
        for (uint32_t edge = first[order[at]]; edge != 0; edge = next[edge])
            if (--open[user[edge]] == 0)
                order[done++] = user[edge];
    for (uint32_t at = 0; done < count && at < count; at++)
        if (open[at] > 0) {
            *on_cycle = at;
            return gt_fail_field(err, GT_ECYCLE, "formula", "the formulas use one another in a circle",
                                 "公式互相引用，成了环");
        }
    return GT_OK;
}
