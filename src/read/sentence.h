/*
 * sentence.h - sentences of running text, and whether one orders something.
 */
#ifndef GT_READ_SENTENCE_H
#define GT_READ_SENTENCE_H

#include "read/unit.h"

enum gt_tone {
    GT_TONE_TELLS,   /* background, permission, formula */
    GT_TONE_PLAIN,   /* nothing says so either way */
    GT_TONE_VERB,    /* begins as orders begin: 推进…, 加快建设… */
    GT_TONE_ORDER,   /* 要, 应当, 必须 or a charged unit says so */
};

struct gt_sentence {
    uint32_t start, end; /* end past the stop and a duty bracket behind it */
};

/* The next sentence of [at, end); false when there is none left. */
bool gt_sentence_next(const struct gt_sight *s, uint32_t at, uint32_t end,
                      struct gt_sentence *out);

enum gt_tone gt_sentence_tone(const struct gt_sight *s, uint32_t start, uint32_t end);

/* Does it say the year's goals in figures: 主要预期目标是…5%? */
bool gt_sentence_goal(const struct gt_sight *s, uint32_t start, uint32_t end);

/*
 * Who is said to speak at the head of the sentence: 何某强调, 要…  True if
 * somebody is; name is where they stand (empty for 他强调, 会议强调), words is
 * where what was said begins.
 */
bool gt_sentence_speaker(const struct gt_sight *s, uint32_t start, uint32_t end,
                         struct gt_span *name, uint32_t *words);

#endif
