/*
 * number.h - the number at the head of a paragraph: 一、 （一） 1. 1、 （1） ①
 * 第一条 第二章 1.2.3, Article 4, (a), with half-width, full-width, mixed and
 * half lost brackets.
 */
#ifndef GT_READ_NUMBER_H
#define GT_READ_NUMBER_H

#include "read/fold.h"

/* In the order in which they usually nest; the text's own order wins. */
enum gt_number_kind {
    GT_NUMBER_NONE,
    GT_NUMBER_PART,      /* 第一部分, 第一编, Part I */
    GT_NUMBER_CHAPTER,   /* 第一章, Chapter 1 */
    GT_NUMBER_SECTION,   /* 第一节, Section 2 */
    GT_NUMBER_HAN,       /* 一、 */
    GT_NUMBER_HAN_PAREN, /* （一） */
    GT_NUMBER_ARTICLE,   /* 第一条, Article 4 */
    GT_NUMBER_DEC,       /* 1. 1、 */
    GT_NUMBER_MULTI,     /* 1.2, 1.2.3: depth says how many */
    GT_NUMBER_DEC_PAREN, /* （1） 1) */
    GT_NUMBER_CIRCLE,    /* ① */
    GT_NUMBER_ALPHA,     /* (a) a) */
    GT_NUMBER_ROMAN,     /* (ii) */
    GT_NUMBER_BARE,      /* "1 General" */
    GT_NUMBER_BULLET,    /* "• ", "- ": an item without a number */
    GT_NUMBER_KINDS
};

struct gt_number {
    enum gt_number_kind kind;
    uint32_t value;  /* the last number of a GT_NUMBER_MULTI */
    uint32_t depth;  /* numbers in a GT_NUMBER_MULTI, else 1 */
    uint32_t start;  /* as printed in a path: [start, end) */
    uint32_t end;
    uint32_t body;   /* where the words begin */
};

/* The number at the first non-blank of [at, end); false if there is none. */
bool gt_number_parse(const struct gt_fold *fold, uint32_t at, uint32_t end,
                     struct gt_number *out);

/* A bullet at the first non-blank of [at, end): an empty number and its body. */
bool gt_number_bullet(const struct gt_fold *fold, uint32_t at, uint32_t end,
                      struct gt_number *out);

/* 一, 十二, 二十, 一百零三, 二〇二六, or digits; returns how many units were taken, 0 if none. */
uint32_t gt_number_han(const struct gt_fold *fold, uint32_t at, uint32_t end, uint32_t *value);
uint32_t gt_number_digits(const struct gt_fold *fold, uint32_t at, uint32_t end,
                          uint32_t *value);

#endif
