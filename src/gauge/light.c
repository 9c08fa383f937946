/* light.c - the words of lights, work days counted once, and many as one. */
#include "gauge/light.h"

struct words { const char *key, *word[GT_LANG_COUNT]; };
#define WORDS(name, key, en, zh) {key, {zh, en}},
static const struct words meanings[GT_LIGHT_MEANINGS] = {GT_LIGHT_MAP(WORDS)};
static const struct words channels[GT_LIGHT_CHANNELS] = {GT_LIGHT_CHANNEL_MAP(WORDS)};
static const struct words rolls[GT_LIGHT_ROLLS] = {GT_LIGHT_ROLL_MAP(WORDS)};
#undef WORDS

static int find(const struct words *words, int count, gt_str key)
{
    for (int at = 0; at < count; at++)
        if (gt_str_eq(key, gt_str_from(words[at].key)))
            return at;
    return -1;
}

const char *gt_light_key(enum gt_light_meaning meaning) { return meanings[meaning].key; }

const char *gt_light_word(enum gt_light_meaning meaning, enum gt_lang lang)
{
    return meanings[meaning].word[lang];
}

int gt_light_from(gt_str key) { return find(meanings, GT_LIGHT_MEANINGS, key); }

const char *gt_light_channel_key(enum gt_light_channel channel) { return channels[channel].key; }

const char *gt_light_channel_word(enum gt_light_channel channel, enum gt_lang lang)
{
    return channels[channel].word[lang];
}

int gt_light_channel_from(gt_str key) { return find(channels, GT_LIGHT_CHANNELS, key); }

const char *gt_light_roll_key(enum gt_light_roll roll) { return rolls[roll].key; }

const char *gt_light_roll_word(enum gt_light_roll roll, enum gt_lang lang)
{
    return rolls[roll].word[lang];
}

int gt_light_roll_from(gt_str key) { return find(rolls, GT_LIGHT_ROLLS, key); }

bool gt_light_warns(enum gt_light_meaning meaning) { return meaning <= GT_LIGHT_WATCH; }

gt_rc gt_light_days_rank(struct gt_light_days *days, struct gt_arena *arena, gt_day from,
                         gt_day until)
{
    int32_t *rank = GT_NEW_N(arena, int32_t, (size_t)(until - from) + 1);

    if (rank == NULL)
        return GT_ENOMEM;
    for (gt_day day = from + 1; day <= until; day++)
        rank[day - from] = rank[day - from - 1] + (int32_t)days->between(days->data, day - 1, day);
    days->rank = rank;
    days->from = from;
    days->until = until;
    return GT_OK;
}

void gt_light_sum_add(struct gt_light_sum *sum, enum gt_light_meaning meaning, double weight)
{
    sum->count[meaning]++;
    sum->weight[meaning] += weight;
}

static int by_weight(const struct gt_light_sum *sum)
{
    double all = 0, so_far = 0;
    int last = GT_LIGHT_SILENT;

    for (int at = 0; at < GT_LIGHT_MEANINGS; at++)
        all += sum->weight[at];
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++) {
        if (sum->count[at] == 0)
            continue;
        last = at;
        so_far += sum->weight[at];
        if (so_far * 2 >= all)
            return at;
    }
    return last;
}

int gt_light_sum_of(const struct gt_light_sum *sum, enum gt_light_roll roll)
{
    int best = GT_LIGHT_SILENT;

    if (roll == GT_LIGHT_ROLL_WEIGHTED)
        return by_weight(sum);
    for (int at = 0; at < GT_LIGHT_MEANINGS; at++) {
        if (sum->count[at] == 0)
            continue;
        if (roll != GT_LIGHT_ROLL_MAJORITY)
            return at;
        if (best == GT_LIGHT_SILENT || sum->count[at] > sum->count[best])
            best = at;
    }
    return best;
}
