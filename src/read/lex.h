/*
 * lex.h - the words that the rules of reading go by, in sets.  To teach the
 * reader a word, add it to its set in lex.c.
 */
#ifndef GT_READ_LEX_H
#define GT_READ_LEX_H

#include "read/words.h"

#define GT_LEX_MAP(X)                                                         \
    X(FURNITURE)    /* a short line that begins so is page furniture */       \
    X(FURNITURE_IN) /* a short line that holds one is page furniture */       \
    X(DOC_TAIL)     /* what titles of documents end with */                   \
    X(UNIT_TAIL)    /* what names of units end with */                        \
    X(UNIT_NOT)     /* ends like a unit and is none: 干部, 机会 */            \
    X(UNIT_WHOLE)   /* units by themselves: 各地, 各部门 */                   \
    X(JOINT)        /* 同时, 一是, 由: stands before the subject */          \
    X(NAME_NOT)     /* a verb: no name of a unit begins so */                 \
    X(NAME_VERB)    /* a verb that names of units may begin with: 发展改革委 */ \
    X(NAME_BREAK)   /* stands inside a sentence and never inside a name: 接到, 同志 */ \
    X(MODAL)        /* 要, 应当, 负责: what stands before is charged */       \
    X(SUBJECT_TAIL) /* 依法, 按照, 会同: what stands before acts */           \
    X(ADVERB)       /* stands before a verb: 加快, 积极 */                    \
    X(VERB)         /* a command may begin so: 推进, 建设 */                  \
    X(LEADS)        /* 牵头 and its like */                                   \
    X(HELPS)        /* 配合 and its like */                                   \
    X(LEAD_LABEL)   /* 牵头单位 */                                            \
    X(HELP_LABEL)   /* 配合单位 */                                            \
    X(UNIT_LABEL)   /* 责任单位: the first leads */                           \
    X(OTHER_LABEL)  /* 适用范围, 完成时限: not units */                       \
    X(PERSON_LABEL) /* 责任人: people, not units */                           \
    X(DUTY_END)     /* what a duty in brackets ends with: 负责 */             \
    X(BACKGROUND)   /* a sentence that tells and does not order */            \
    X(PERMIT)       /* 可以: who only may is not charged */                   \
    X(CONTEXT_HEAD) /* headings of principles and definitions */              \
    X(GOAL_HEAD)    /* headings of goals and indicators */                    \
    X(RESULT_HEAD)  /* headings of what was done */                           \
    X(SLOGAN)       /* words that make a sentence a matter of principle */    \
    X(SAYS)         /* 强调, 指出, 要求: the speaker stands before */         \
    X(STANDING)     /* 长期坚持, 持续推进 */                                  \
    X(MEASURE)      /* measure words of targets: 家, 个, 公里 */              \
    X(REACH) X(GROW) X(SHRINK) X(ATMOST) X(ABOUT) /* what figures go by */    \
    X(POLICY)       /* words of a policy's parameters, not of targets */      \
    X(PERIOD_NOUN)  /* 工作, 任务: what makes 二季度 a passing mention */      \
    X(EN_UNIT)      /* a word that names of English units hold: department */ \
    X(EN_VERB)      /* an English order begins so */                          \
    X(EN_MODAL)

enum gt_lex_set {
#define GT_LEX_ENUM(name) GT_LEX_##name,
    GT_LEX_MAP(GT_LEX_ENUM)
#undef GT_LEX_ENUM
    GT_LEX_SETS
};

struct gt_lex { struct gt_words set[GT_LEX_SETS]; };

gt_rc gt_lex_make(struct gt_arena *arena, struct gt_lex *out) GT_MUST_USE;

static inline uint32_t gt_lex_at(const struct gt_lex *lex, enum gt_lex_set set,
                                 const struct gt_fold *fold, uint32_t at, uint32_t end)
{
    return gt_words_at(&lex->set[set], fold, at, end, NULL);
}

static inline uint32_t gt_lex_before(const struct gt_lex *lex, enum gt_lex_set set,
                                     const struct gt_fold *fold, uint32_t start, uint32_t end)
{
    return gt_words_before(&lex->set[set], fold, start, end, NULL);
}

static inline uint32_t gt_lex_find(const struct gt_lex *lex, enum gt_lex_set set,
                                   const struct gt_fold *fold, uint32_t at, uint32_t end,
                                   uint32_t *len)
{
    return gt_words_find(&lex->set[set], fold, at, end, len);
}

static inline bool gt_lex_in(const struct gt_lex *lex, enum gt_lex_set set,
                             const struct gt_fold *fold, uint32_t at, uint32_t end)
{
    return gt_words_in(&lex->set[set], fold, at, end);
}

#endif
