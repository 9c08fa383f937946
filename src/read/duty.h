/*
 * duty.h - who does it: （财政部负责）, （牵头单位：甲；配合单位：乙、丙）, 由甲牵头,
 * 甲会同乙…, and the subjects of 要, 应当, 负责 where no bracket says so.
 */
#ifndef GT_READ_DUTY_H
#define GT_READ_DUTY_H

#include "read/unit.h"

enum gt_duty_form {
    GT_DUTY_NONE,
    GT_DUTY_BRACKET, /* said in brackets or on a line of its own */
    GT_DUTY_SUBJECT, /* taken from the subject of the sentence */
    GT_DUTY_COLUMN,  /* a table's column */
};

struct gt_duty {
    enum gt_duty_form form;
    bool   lead_said;      /* a word like 牵头 made it the lead, not its place */
    struct gt_span lead;   /* empty if none */
    struct gt_units support;
    struct gt_span words;  /* the words that say so */
};

/* The bracket that opens at `open`: true if it names a duty; *close is the
 * index of its closing bracket (also for other brackets; open if unclosed). */
bool gt_duty_bracket(const struct gt_sight *s, uint32_t open, uint32_t end, uint32_t *close);

/* A line of its own: 责任单位：… / 牵头单位：… / [责任单位：…]. */
bool gt_duty_line(const struct gt_sight *s, uint32_t start, uint32_t end);

/* Reads the inside of such a bracket or line, after what is in *duty already. */
void gt_duty_parse(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty);

/* Subjects of the sentences in [start, end). */
void gt_duty_subjects(const struct gt_sight *s, uint32_t start, uint32_t end,
                      struct gt_duty *duty);

/* English: where the words of the order begin, behind a date and a subject. */
uint32_t gt_english_order(const struct gt_sight *s, uint32_t start, uint32_t end);

/* English: does it end with what a thing shall hold: "that includes the following:"? */
bool gt_english_lists(const struct gt_sight *s, uint32_t start, uint32_t end);

/* English: does the sentence charge a unit it names? */
bool gt_english_charges(const struct gt_sight *s, uint32_t start, uint32_t end);

/* A heading that is names of units, or their 职责: it charges what stands below. */
bool gt_duty_heading(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty);

/* Whom the words call to help, 会同有关部门, where the lead is known already. */
void gt_duty_helpers(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty);

/* English: labels, else the subject of shall, must, will. */
void gt_duty_english(const struct gt_sight *s, uint32_t start, uint32_t end, struct gt_duty *duty);

/* A line that belongs to the clause above it: a duty, 完成时限：…, 责任人：…. */
bool gt_label_line_english(const struct gt_sight *s, uint32_t start, uint32_t end);
bool gt_label_line(const struct gt_sight *s, uint32_t start, uint32_t end);

/*
 * The unit or units that a chunk of a sentence begins with and charges;
 * 0 if none, else the end of their names.  *at is where they begin.
 */
uint32_t gt_duty_subject(const struct gt_sight *s, uint32_t start, uint32_t end, bool first,
                         uint32_t *at);

/* Is the modal word of n characters at i part of another: 主要, 重要, 要求, 应急? */
bool gt_false_modal(const struct gt_sight *s, uint32_t start, uint32_t i, uint32_t n, uint32_t end);

/* Past 同时, 一是, 从2019年起, 6月底前 and the like at the head of a chunk. */
uint32_t gt_chunk_skip(const struct gt_sight *s, uint32_t at, uint32_t end);

#endif
