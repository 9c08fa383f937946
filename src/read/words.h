/*
 * words.h - a set of words to be looked for at a place of a folded text.
 *
 * Declared as one literal, words parted by blanks ('_' stands for a blank
 * inside a word).  Where several words of the set begin at the place, the
 * longest wins.
 */
#ifndef GT_READ_WORDS_H
#define GT_READ_WORDS_H

#include "read/fold.h"

struct gt_word { const char16_t *at; char16_t first, last; uint16_t len, id, next, prev; };

enum { GT_WORDS_HEADS = 1024, GT_WORDS_MASK = GT_WORDS_HEADS - 1 };

struct gt_words {
    struct gt_word *list;
    uint16_t count;
    uint16_t head[GT_WORDS_HEADS]; /* by the first unit's low bits, through next; 0 is none */
    uint16_t tail[GT_WORDS_HEADS]; /* by the last unit's low bits, through prev */
};

/* ids count from 0 in the literal's order.  GT_ENOMEM. */
gt_rc gt_words_make(struct gt_arena *arena, const char16_t *literal,
                    struct gt_words *out) GT_MUST_USE;

/* Length of the longest word at `at` that ends by `end`; 0 if none. *id may be NULL. */
static inline uint32_t gt_words_at(const struct gt_words *words, const struct gt_fold *fold,
                                   uint32_t at, uint32_t end, uint16_t *id)
{
    if (at >= end)
        return 0;
    for (uint16_t i = words->head[fold->at[at] & GT_WORDS_MASK]; i != 0; i = words->list[i].next) {
        const struct gt_word *word = &words->list[i];

        if (word->first == fold->at[at] && word->len <= end - at &&
            memcmp(fold->at + at, word->at, word->len * sizeof(char16_t)) == 0) {
            if (id != NULL)
                *id = word->id;
            return word->len;
        }
    }
    return 0;
}

/* The longest word that ends exactly at `end` and begins at or after `start`. */
uint32_t gt_words_before(const struct gt_words *words, const struct gt_fold *fold,
                         uint32_t start, uint32_t end, uint16_t *id);
/* Does any word of the set end with it? */
static inline bool gt_words_end_with(const struct gt_words *words, char16_t c)
{
    for (uint16_t i = words->tail[c & GT_WORDS_MASK]; i != 0; i = words->list[i].prev)
        if (words->list[i].last == c)
            return true;
    return false;
}
/* First place with a word of the set; UINT32_MAX if none. */
uint32_t gt_words_find(const struct gt_words *words, const struct gt_fold *fold, uint32_t at,
                       uint32_t end, uint32_t *len);
static inline bool gt_words_in(const struct gt_words *words, const struct gt_fold *fold,
                               uint32_t at, uint32_t end)
{
    return gt_words_find(words, fold, at, end, NULL) != UINT32_MAX;
}

#endif
