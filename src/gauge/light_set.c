/* light_set.c - a rule set read, checked and written. */
#include "gauge/light_set.h"

struct names { const char *key, *word[GT_LANG_COUNT]; };
#define NAMES(name, key, en, zh) {key, {zh, en}},
static const struct names colours[] = {GT_LIGHT_COLOUR_MAP(NAMES)};
static const struct names shapes[] = {GT_LIGHT_SHAPE_MAP(NAMES)};
#undef NAMES
static const char *const scopes[GT_LIGHT_SCOPES] = {"task", "unit", "directive"};
static const char *const langs[GT_LANG_COUNT] = {"zh", "en"};
static const char *const periods[] = {"week", "month", "quarter"};

const char *gt_light_colour_key(enum gt_light_colour colour) { return colours[colour].key; }
const char *gt_light_shape_key(enum gt_light_shape shape) { return shapes[shape].key; }
const char *gt_light_colour_word(enum gt_light_colour colour, enum gt_lang lang)
{
    return colours[colour].word[lang];
}
const char *gt_light_shape_word(enum gt_light_shape shape, enum gt_lang lang)
{
    return shapes[shape].word[lang];
}

/* The house's own look: as the chart on the wall is drawn. */
static const struct { uint8_t colour, shape; } usual[GT_LIGHT_MEANINGS] = {
    [GT_LIGHT_GRAVE] = {GT_LIGHT_C_BLACK, GT_LIGHT_S_OCTAGON},
    [GT_LIGHT_OVERDUE] = {GT_LIGHT_C_RED, GT_LIGHT_S_SQUARE},
    [GT_LIGHT_BEHIND] = {GT_LIGHT_C_ORANGE, GT_LIGHT_S_TRIANGLE},
    [GT_LIGHT_DUESOON] = {GT_LIGHT_C_YELLOW, GT_LIGHT_S_HALF},
    [GT_LIGHT_WATCH] = {GT_LIGHT_C_YELLOW, GT_LIGHT_S_DIAMOND},
    [GT_LIGHT_ONTRACK] = {GT_LIGHT_C_GREEN, GT_LIGHT_S_DISC},
    [GT_LIGHT_AHEAD] = {GT_LIGHT_C_BLUE, GT_LIGHT_S_CHEVRONS},
    [GT_LIGHT_DONE] = {GT_LIGHT_C_GREY, GT_LIGHT_S_TICK},
    [GT_LIGHT_NOTYET] = {GT_LIGHT_C_PALE, GT_LIGHT_S_RING},
    [GT_LIGHT_STANDING] = {GT_LIGHT_C_PURPLE, GT_LIGHT_S_LOOP},
};

/* ---- reading ------------------------------------------------------------------------- */

struct reading { struct gt_arena *arena; struct gt_problems *problems; gt_rc rc; };

#define SAY(r, where, en, zh, ...)                                                                   \
    say((r), gt_problem_add((r)->problems, GT_PROBLEM_ERROR, en, zh, ##__VA_ARGS__), where)

static void say(struct reading *r, struct gt_problem *problem, gt_str where)
{
    problem->field = where;
    if (r->rc == GT_OK)
        r->rc = GT_EINVAL;
}

/* "rules[2].when"; the words stay in the arena because problems keep them. */
static gt_str place(struct reading *r, const char *list, size_t at, const char *field)
{
    gt_str out = {0};

    if (gt_arena_printf(r->arena, &out, "%s[%zu].%s", list, at, field) != GT_OK)
        r->rc = GT_ENOMEM;
    return out;
}

static void take_words(struct reading *r, const struct gt_jval *json, const char *key, gt_str where,
                       bool must, gt_str out[GT_LANG_COUNT])
{
    const struct gt_jval *words = key == NULL ? json : gt_jget(json, key);

    for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
        out[lang] = gt_str_trim(gt_jstr(words, langs[lang], GT_STR("")));
        if (out[lang].len > GT_LIGHT_NAME_MAX)
            SAY(r, where, "longer than %d bytes", "超过%d个字节", (int)GT_LIGHT_NAME_MAX);
        else if (must && out[lang].len == 0)
            SAY(r, where, "the %s name is missing", "缺少%s名称", langs[lang]);
    }
}

/* What a meaning tells by default: late by, behind by, left. */
static uint8_t usual_show(uint8_t meaning)
{
    switch (meaning) {
    case GT_LIGHT_GRAVE: case GT_LIGHT_OVERDUE: return GT_LQ_DAYS_LATE;
    case GT_LIGHT_BEHIND: return GT_LQ_DAYS_BEHIND;
    case GT_LIGHT_DUESOON: case GT_LIGHT_WATCH: return GT_LQ_DAYS_LEFT;
    case GT_LIGHT_AHEAD: return GT_LQ_DAYS_AHEAD;
    case GT_LIGHT_NOTYET: return GT_LQ_DAYS_TO_START;
    default: return GT_LIGHT_QUANTITIES;
    }
}

static void take_rule(struct reading *r, const struct gt_jval *json, size_t at, struct gt_light_rule *rule)
{
    const gt_str channel = gt_jstr(json, "channel", GT_STR("")), show = gt_jstr(json, "show", GT_STR(""));
    const gt_str meaning = gt_jstr(json, "meaning", GT_STR(""));
    struct gt_err err = {0};
    const int in = gt_light_channel_from(channel), means = gt_light_from(meaning);
    gt_rc rc;

    rule->key = gt_jstr(json, "key", GT_STR(""));
    take_words(r, json, "name", place(r, "rules", at, "name"), false, rule->name);
    if (in < 0)
        SAY(r, place(r, "rules", at, "channel"), "there is no channel %.*s", "没有“%.*s”这一类灯", GT_FMT(channel));
    rule->channel = in < 0 ? 0 : (uint8_t)in;
    if (means < 0 && !gt_str_eq(meaning, GT_STR("silent")))
        SAY(r, place(r, "rules", at, "meaning"), "there is no meaning %.*s", "没有“%.*s”这一含义", GT_FMT(meaning));
    rule->meaning = means < 0 ? GT_LIGHT_SILENT : (uint8_t)means;
    rule->show = show.len == 0 ? usual_show(rule->meaning) : GT_LIGHT_QUANTITIES;
    if (show.len > 0 && !gt_str_eq(show, GT_STR("none"))) {
        const int quantity = gt_light_quantity_from(show);

        if (quantity < 0)
            SAY(r, place(r, "rules", at, "show"), "there is no quantity %.*s", "没有“%.*s”这个量", GT_FMT(show));
        else
            rule->show = (uint8_t)quantity;
    }
    rc = gt_light_code_parse(r->arena, gt_jstr(json, "when", GT_STR("")), &rule->code, &err);
    if (rc == GT_ENOMEM)
        r->rc = rc;
    else if (rc != GT_OK)
        say(r, gt_problem_add(r->problems, GT_PROBLEM_ERROR, "%.0s%s", "%s%.0s", err.text[GT_LANG_ZH],
                              err.text[GT_LANG_EN]), place(r, "rules", at, "when"));
}

/* Channel by channel, in each as they came. */
static void order_rules(struct gt_light_set *set, struct gt_light_rule *from)
{
    uint32_t to = 0;

    for (int channel = 0; channel < GT_LIGHT_CHANNELS; channel++) {
        set->first[channel] = to;
        for (uint32_t at = 0; at < set->rule_count; at++)
            if (from[at].channel == channel)
                set->rules[to++] = from[at];
    }
    set->first[GT_LIGHT_CHANNELS] = to;
}

static void take_rules(struct reading *r, const struct gt_jval *json, struct gt_light_set *set)
{
    const struct gt_jval *list = gt_jget(json, "rules");
    struct gt_light_rule *rules;
    size_t at = 0;

    if (list == NULL || list->type != GT_JARRAY || list->count == 0) {
        SAY(r, GT_STR("rules"), "a set has at least one rule", "规则表至少有一条规则");
        return;
    }
    if (list->count > GT_LIGHT_RULES_MAX) {
        SAY(r, GT_STR("rules"), "more than %d rules", "规则超过%d条", (int)GT_LIGHT_RULES_MAX);
        return;
    }
    rules = GT_NEW_N(r->arena, struct gt_light_rule, list->count);
    set->rules = GT_NEW_N(r->arena, struct gt_light_rule, list->count);
    if (rules == NULL || set->rules == NULL) {
        r->rc = GT_ENOMEM;
        return;
    }
    set->rule_count = list->count;
    set->gives = 1u << GT_LIGHT_ONTRACK; /* where no rule speaks */
    for (const struct gt_jval *rule = list->child; rule != NULL; rule = rule->next, at++) {
        take_rule(r, rule, at, &rules[at]);
        set->uses |= rules[at].code.uses;
        if (rules[at].meaning != GT_LIGHT_SILENT)
            set->gives |= 1u << rules[at].meaning;
    }
    order_rules(set, rules);
}

static int word_in(const struct names *names, size_t count, gt_str key)
{
    for (size_t at = 0; at < count; at++)
        if (gt_str_eq(key, gt_str_from(names[at].key)))
            return (int)at;
    return -1;
}

/* A theme is written as a list and may be read as an object by meaning too. */
static const struct gt_jval *theme_of(const struct gt_jval *theme, const char *meaning)
{
    if (theme == NULL || theme->type != GT_JARRAY)
        return gt_jget(theme, meaning);
    for (const struct gt_jval *one = theme->child; one != NULL; one = one->next)
        if (gt_str_eq(gt_jstr(one, "meaning", GT_STR("")), gt_str_from(meaning)))
            return one;
    return NULL;
}

static void take_theme(struct reading *r, const struct gt_jval *json, struct gt_light_set *set)
{
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++) {
        const char *key = gt_light_key((enum gt_light_meaning)at);
        const struct gt_jval *one = theme_of(json, key);
        struct gt_light_mark *mark = &set->marks[at];
        const gt_str colour = gt_jstr(one, "colour", gt_str_from(colours[usual[at].colour].key));
        const gt_str shape = gt_jstr(one, "shape", gt_str_from(shapes[usual[at].shape].key));
        const int c = word_in(colours, GT_LIGHT_COLOURS, colour), s = word_in(shapes, GT_LIGHT_SHAPES, shape);

        take_words(r, one, NULL, gt_str_from(key), false, mark->word);
        for (int lang = 0; lang < GT_LANG_COUNT; lang++)
            if (mark->word[lang].len == 0)
                mark->word[lang] = gt_str_from(gt_light_word((enum gt_light_meaning)at, lang));
        if (c < 0)
            SAY(r, gt_str_from(key), "there is no colour %.*s", "没有“%.*s”这种颜色", GT_FMT(colour));
        if (s < 0)
            SAY(r, gt_str_from(key), "there is no shape %.*s", "没有“%.*s”这种形状", GT_FMT(shape));
        mark->colour = c < 0 ? 0 : (enum gt_light_colour)c;
        mark->shape = s < 0 ? 0 : (enum gt_light_shape)s;
        for (int before = 0; before < at && s >= 0; before++)
            if (set->marks[before].shape == mark->shape)
                SAY(r, gt_str_from(key), "%s and %s have the same shape: a light is never colour alone",
                    "%s与%s形状相同：不能只靠颜色区分", key, gt_light_key((enum gt_light_meaning)before));
    }
}

static void take_roll(struct reading *r, const struct gt_jval *json, struct gt_light_set *set)
{
    static const uint8_t otherwise[GT_LIGHT_SCOPES] = {GT_LIGHT_ROLL_OWN, GT_LIGHT_ROLL_WORST,
                                                       GT_LIGHT_ROLL_WORST};

    for (int scope = 0; scope < GT_LIGHT_SCOPES; scope++) {
        const gt_str key = gt_jstr(gt_jget(json, "roll"), scopes[scope],
                                   gt_str_from(gt_light_roll_key(otherwise[scope])));
        const int roll = gt_light_roll_from(key);

        if (roll < 0 || (roll == GT_LIGHT_ROLL_OWN && scope != GT_LIGHT_OF_TASK))
            SAY(r, gt_str_from("roll"), "lights cannot roll up by %.*s", "不能按“%.*s”汇总", GT_FMT(key));
        set->roll[scope] = roll < 0 ? otherwise[scope] : (uint8_t)roll;
    }
}

static void take_red(struct reading *r, const struct gt_jval *json, struct gt_light_set *set)
{
    const struct gt_jval *red = gt_jget(json, "red");

    if (red == NULL)
        set->red = 1u << GT_LIGHT_GRAVE | 1u << GT_LIGHT_OVERDUE;
    for (const struct gt_jval *one = red == NULL ? NULL : red->child; one != NULL; one = one->next) {
        const int meaning = one->type == GT_JSTR ? gt_light_from(one->str) : -1;

        if (meaning < 0)
            SAY(r, GT_STR("red"), "there is no such meaning", "没有这一含义");
        else
            set->red |= 1u << meaning;
    }
    set->red_run = gt_ji64(json, "red_run", 0);
    if (set->red_run < 0 || set->red_run > GT_LIGHT_RED_RUN_MAX)
        SAY(r, GT_STR("red_run"), "between 0 and %d", "应在0到%d之间", (int)GT_LIGHT_RED_RUN_MAX);
    take_words(r, json, "red_run_means", GT_STR("red_run_means"), set->red_run > 0, set->red_run_means);
    set->period = gt_jstr(json, "period", GT_STR("month"));
    for (size_t at = 0; at < GT_LEN(periods); at++)
        if (gt_str_eq(set->period, gt_str_from(periods[at])))
            return;
    SAY(r, GT_STR("period"), "a period is a week, a month or a quarter", "周期应为周、月或季度");
}

gt_rc gt_light_set_read(struct gt_arena *arena, const struct gt_jval *json, struct gt_light_set *out,
                        struct gt_problems *problems, struct gt_err *err)
{
    struct reading r = {.arena = arena, .problems = problems};
    struct gt_light_set set = {0};

    if (json == NULL || json->type != GT_JOBJECT)
        SAY(&r, GT_STR(""), "a rule set is an object", "规则表应为一个对象");
    set.key = gt_jstr(json, "key", GT_STR(""));
    take_words(&r, json, "name", GT_STR("name"), true, set.name);
    take_words(&r, json, "source", GT_STR("source"), false, set.source);
    take_rules(&r, json, &set);
    take_theme(&r, gt_jget(json, "theme"), &set);
    take_roll(&r, json, &set);
    take_red(&r, json, &set);
    if (r.rc == GT_ENOMEM)
        return gt_fail(err, r.rc, "out of memory", "内存不足");
    if (r.rc != GT_OK)
        return gt_fail(err, r.rc, "the rule set has %zu faults", "规则表有%zu处错误", problems->errors);
    *out = set;
    return GT_OK;
}

gt_rc gt_light_set_parse(struct gt_arena *arena, gt_str text, struct gt_light_set *out,
                         struct gt_problems *problems, struct gt_err *err)
{
    const struct gt_jval *json = NULL;
    gt_rc rc;

    if (text.len > GT_LIGHT_SET_BYTES_MAX)
        return gt_fail(err, GT_ELIMIT, "a rule set is larger than %d bytes", "规则表超过%d个字节",
                       (int)GT_LIGHT_SET_BYTES_MAX);
    if ((rc = gt_json_parse(arena, text, &json, err)) != GT_OK)
        return rc;
    return gt_light_set_read(arena, json, out, problems, err);
}

/* ---- writing ------------------------------------------------------------------------------ */

static void put_words(struct gt_json *json, const char *key, const gt_str words[GT_LANG_COUNT])
{
    gt_json_object(json, key);
    for (int lang = 0; lang < GT_LANG_COUNT; lang++)
        gt_json_str(json, langs[lang], words[lang]);
    gt_json_close(json);
}

static void put_rule(struct gt_json *json, const struct gt_light_rule *rule)
{
    gt_json_object(json, NULL);
    gt_json_str(json, "key", rule->key);
    put_words(json, "name", rule->name);
    gt_json_text(json, "channel", gt_light_channel_key((enum gt_light_channel)rule->channel));
    gt_json_str(json, "when", rule->code.when);
    gt_json_text(json, "meaning", rule->meaning == GT_LIGHT_SILENT
                                      ? "silent" : gt_light_key((enum gt_light_meaning)rule->meaning));
    gt_json_text(json, "show", rule->show == GT_LIGHT_QUANTITIES
                                   ? "none" : gt_light_quantity_key((enum gt_light_quantity)rule->show));
    gt_json_close(json);
}

void gt_light_set_write(struct gt_json *json, const char *key, const struct gt_light_set *set)
{
    gt_json_object(json, key);
    gt_json_str(json, "key", set->key);
    put_words(json, "name", set->name);
    put_words(json, "source", set->source);
    gt_json_array(json, "rules");
    for (uint32_t at = 0; at < set->rule_count; at++)
        put_rule(json, &set->rules[at]);
    gt_json_close(json);
    gt_json_object(json, "roll");
    for (int scope = 0; scope < GT_LIGHT_SCOPES; scope++)
        gt_json_text(json, scopes[scope], gt_light_roll_key((enum gt_light_roll)set->roll[scope]));
    gt_json_close(json);
    gt_json_array(json, "red");
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++)
        if (set->red >> at & 1)
            gt_json_text(json, NULL, gt_light_key((enum gt_light_meaning)at));
    gt_json_close(json);
    gt_json_i64(json, "red_run", set->red_run);
    put_words(json, "red_run_means", set->red_run_means);
    gt_json_str(json, "period", set->period);
    gt_json_array(json, "theme");
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++) {
        const struct gt_light_mark *mark = &set->marks[at];

        gt_json_object(json, NULL);
        gt_json_text(json, "meaning", gt_light_key((enum gt_light_meaning)at));
        gt_json_text(json, "colour", colours[mark->colour].key);
        gt_json_text(json, "shape", shapes[mark->shape].key);
        for (int lang = 0; lang < GT_LANG_COUNT; lang++)
            gt_json_str(json, langs[lang], mark->word[lang]);
        gt_json_close(json);
    }
    gt_json_close(json);
    gt_json_close(json);
}
