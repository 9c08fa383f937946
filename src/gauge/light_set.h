/*
 * light_set.h - a rule set: ordered rules in channels, how lights roll up,
 * which count as red, and the theme.
 *
 * The file form is JSON (examples/lights/):
 *
 *   {"key": "countdown", "name": {"zh": …, "en": …}, "source": {"zh": …, "en": …},
 *    "rules": [{"key": "late", "channel": "deadline", "when": "overdue", "meaning": "overdue",
 *               "show": "days_late", "name": {"zh": …, "en": …}}, …],
 *    "roll": {"task": "own", "unit": "worst", "directive": "worst"},
 *    "red": ["overdue"], "red_run": 3, "red_run_means": {"zh": "约谈…", "en": …},
 *    "period": "month",
 *    "theme": {"overdue": {"colour": "red", "shape": "square", "zh": …, "en": …}}}
 *                (or a list: [{"meaning": "overdue", "colour": …}])
 *
 * In each channel the first rule whose condition holds speaks; the meaning
 * "silent" ends the channel without a word.  What a theme leaves out stays
 * as it is by default.  No two meanings have the same shape, so that no light
 * is ever told by its colour alone.
 */
#ifndef GT_GAUGE_LIGHT_SET_H
#define GT_GAUGE_LIGHT_SET_H

#include "base/embedded.h"
#include "base/json.h"
#include "base/problem.h"
#include "gauge/light_rule.h"

enum {
    GT_LIGHT_RULES_MAX = 200,
    GT_LIGHT_SET_BYTES_MAX = 256 * 1024,
    GT_LIGHT_NAME_MAX = 300,     /* bytes of a name or word */
    GT_LIGHT_RED_RUN_MAX = 100,
};

#define GT_LIGHT_COLOUR_MAP(X)                                                                 \
    X(RED, "red", "Red", "红") X(ORANGE, "orange", "Orange", "橙") X(YELLOW, "yellow", "Yellow", "黄") \
    X(GREEN, "green", "Green", "绿") X(BLUE, "blue", "Blue", "蓝") X(PURPLE, "purple", "Purple", "紫")  \
    X(GREY, "grey", "Grey", "灰") X(PALE, "pale", "Pale", "浅灰") X(BLACK, "black", "Black", "黑")
#define GT_LIGHT_SHAPE_MAP(X)                                                                    \
    X(SQUARE, "square", "Square", "方块") X(TRIANGLE, "triangle", "Triangle", "三角")               \
    X(HALF, "half", "Half disc", "半圆") X(DISC, "disc", "Disc", "圆点")                             \
    X(CHEVRONS, "chevrons", "Chevrons", "双箭") X(TICK, "tick", "Tick", "对勾")                      \
    X(RING, "ring", "Ring", "圆环") X(LOOP, "loop", "Loop", "环带")                                  \
    X(DIAMOND, "diamond", "Diamond", "菱形") X(OCTAGON, "octagon", "Octagon", "八角")                \
    X(FLAG, "flag", "Flag", "旗") X(STAR, "star", "Star", "星") X(CROSS, "cross", "Cross", "叉")

enum gt_light_colour {
#define GT_LIGHT_THEME_ENUM(name, key, en, zh) GT_LIGHT_C_##name,
    GT_LIGHT_COLOUR_MAP(GT_LIGHT_THEME_ENUM)
#undef GT_LIGHT_THEME_ENUM
    GT_LIGHT_COLOURS
};
enum gt_light_shape {
#define GT_LIGHT_THEME_ENUM(name, key, en, zh) GT_LIGHT_S_##name,
    GT_LIGHT_SHAPE_MAP(GT_LIGHT_THEME_ENUM)
#undef GT_LIGHT_THEME_ENUM
    GT_LIGHT_SHAPES
};
const char *gt_light_colour_key(enum gt_light_colour colour);
const char *gt_light_shape_key(enum gt_light_shape shape);
const char *gt_light_colour_word(enum gt_light_colour colour, enum gt_lang lang);
const char *gt_light_shape_word(enum gt_light_shape shape, enum gt_lang lang);

struct gt_light_mark {
    enum gt_light_colour colour;
    enum gt_light_shape  shape;
    gt_str word[GT_LANG_COUNT];
};

struct gt_light_rule {
    gt_str   key, name[GT_LANG_COUNT];
    uint8_t  channel;
    uint8_t  meaning;        /* or GT_LIGHT_SILENT */
    uint8_t  show;           /* quantity told as the amount; GT_LIGHT_QUANTITIES: none */
    struct gt_light_code code;
};

enum gt_light_scope { GT_LIGHT_OF_TASK, GT_LIGHT_OF_UNIT, GT_LIGHT_OF_DIRECTIVE, GT_LIGHT_SCOPES };

struct gt_light_set {
    gt_str key, name[GT_LANG_COUNT], source[GT_LANG_COUNT];
    struct gt_light_rule *rules;      /* by channel, in each in their order */
    uint32_t rule_count;
    uint32_t first[GT_LIGHT_CHANNELS + 1]; /* of each channel in rules */
    uint64_t uses;
    uint32_t gives;                   /* bit of every meaning that can show */
    uint8_t  roll[GT_LIGHT_SCOPES];
    uint32_t red;                     /* bit of every meaning that counts as red */
    int64_t  red_run;                 /* so many red periods in a row ask for more; 0: none */
    gt_str   red_run_means[GT_LANG_COUNT]; /* "约谈主要负责人" */
    gt_str   period;                  /* month, quarter: how often a period is closed */
    struct gt_light_mark marks[GT_LIGHT_MEANINGS];
};

/* All faults at once in problems (field "rules[2].when"), and GT_EINVAL. */
gt_rc gt_light_set_read(struct gt_arena *arena, const struct gt_jval *json, struct gt_light_set *out,
                        struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;
gt_rc gt_light_set_parse(struct gt_arena *arena, gt_str text, struct gt_light_set *out,
                         struct gt_problems *problems, struct gt_err *err) GT_MUST_USE;
/* The stored form; reading it back gives the same set. */
void gt_light_set_write(struct gt_json *json, const char *key, const struct gt_light_set *set);

/* The sets that come with the program; the first is the one a new space has. */
extern const struct gt_embedded gt_light_files[];
extern const size_t gt_light_files_count;

/* ---- lighting ------------------------------------------------------------------ */

struct gt_light gt_light_of(const struct gt_light_facts *facts, const struct gt_light_set *set,
                            const struct gt_light_days *days, gt_day today);
/* One quantity of the facts; NaN where it is not known. */
double gt_light_measure(enum gt_light_quantity quantity, const struct gt_light_facts *facts,
                        const struct gt_light_days *days, gt_day today);

/* The rule that spoke in a channel; GT_LIGHT_NO_RULE. */
uint32_t gt_light_rule_in(const struct gt_light_facts *facts, const struct gt_light_set *set,
                          const struct gt_light_days *days, gt_day today,
                          enum gt_light_channel channel);
/* "临近时限（剩余工作日≤5为临期）" */
void gt_light_rule_text(struct gt_buf *buf, const struct gt_light_set *set, uint32_t rule,
                        enum gt_lang lang);
/* One sentence of a rule that spoke: its numbers and dates. */
void gt_light_rule_why(struct gt_buf *buf, const struct gt_light_set *set, uint32_t rule,
                       const struct gt_light_facts *facts, const struct gt_light_days *days,
                       gt_day today, enum gt_lang lang);
/* The whole reason of the light that shows: numbers, dates, rule. */
void gt_light_why(struct gt_buf *buf, const struct gt_light *light, const struct gt_light_set *set,
                  const struct gt_light_facts *facts, const struct gt_light_days *days,
                  gt_day today, enum gt_lang lang);

#endif
