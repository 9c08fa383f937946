/* words.c - word sets, chained by the first character. */
#include "read/words.h"

enum { WORD_MAX = 32 };

/* Longest first, so that the first hit is the answer. */
static void chain(struct gt_words *words, uint16_t index)
{
    struct gt_word *word = &words->list[index];
    uint16_t *link = &words->head[word->first & GT_WORDS_MASK];

    while (*link != 0 && words->list[*link].len >= word->len)
        link = &words->list[*link].next;
    word->next = *link;
    *link = index;
    link = &words->tail[word->last & GT_WORDS_MASK];
    while (*link != 0 && words->list[*link].len >= word->len)
        link = &words->list[*link].prev;
    word->prev = *link;
    *link = index;
}

gt_rc gt_words_make(struct gt_arena *arena, const char16_t *literal, struct gt_words *out)
{
    size_t count = 1, len = 0;
    char16_t *copy;

    memset(out, 0, sizeof(*out));
    for (; literal[len] != 0; len++)
        count += literal[len] == ' ';
    if ((copy = GT_NEW_N(arena, char16_t, len + 1)) == NULL ||
        (out->list = GT_NEW_N(arena, struct gt_word, count + 1)) == NULL)
        return GT_ENOMEM;
    memcpy(copy, literal, len * sizeof(*copy));
    for (size_t i = 0; i < len;) {
        size_t begin = i;

        while (i < len && copy[i] != ' ') {
            if (copy[i] == '_')
                copy[i] = ' ';
            i++;
        }
        if (i > begin) {
            uint16_t index = ++out->count; /* 0 ends a chain */

            assert(i - begin <= WORD_MAX);
            out->list[index] = (struct gt_word){copy + begin, copy[begin], copy[i - 1], (uint16_t)(i - begin),
                                                (uint16_t)(index - 1), 0, 0};
            chain(out, index);
        }
        i++;
    }
    return GT_OK;
}

uint32_t gt_words_before(const struct gt_words *words, const struct gt_fold *fold,
                         uint32_t start, uint32_t end, uint16_t *id)
{
    if (end <= start)
        return 0;
    for (uint16_t i = words->tail[fold->at[end - 1] & GT_WORDS_MASK]; i != 0; i = words->list[i].prev) {
        const struct gt_word *word = &words->list[i];

        if (word->last == fold->at[end - 1] && word->len <= end - start &&
            memcmp(fold->at + end - word->len, word->at, word->len * sizeof(char16_t)) == 0) {
            if (id != NULL)
                *id = word->id;
            return word->len;
        }
    }
    return 0;
}

uint32_t gt_words_find(const struct gt_words *words, const struct gt_fold *fold, uint32_t at,
                       uint32_t end, uint32_t *len)
{
    for (; at < end; at++) {
        uint32_t found = gt_words_at(words, fold, at, end, NULL);

        if (found > 0) {
            if (len != NULL)
                *len = found;
            return at;
        }
    }
    return UINT32_MAX;
}
