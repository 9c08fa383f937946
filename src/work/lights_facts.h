/*
 * lights_facts.h - lights in the picture: the facts they rest on, the light
 * that shows, and why.
 */
#ifndef GT_WORK_LIGHTS_FACTS_H
#define GT_WORK_LIGHTS_FACTS_H

#include "gauge/light_set.h"
#include "store/light_store.h"
#include "work/work.h"

struct gt_picture;
struct gt_pic_task;
struct gt_pic_duty;

/* Part of struct gt_pic_task. */
struct gt_pic_lamp {
    uint32_t set_by_hand;      /* index + 1 of the override that may hold; 0: none */
    bool     by_hand;          /* it holds today */
    uint8_t  grade;            /* of the last rating; 0 */
    uint8_t  slip;             /* level of the open slip; 0 */
    gt_day   slip_due;
    int32_t  rank, rank_of, rank_change;
    int32_t  red_run;          /* closed periods in a row */
    struct gt_light computed;  /* by the rules, whatever hand has set */
};

/* All that is known of a task today, as the rules ask it. */
struct gt_light_facts gt_picture_light_facts(const struct gt_picture *picture,
                                             const struct gt_pic_task *task, gt_day today);
/* A support unit's part of the task: its own receipt and acceptance. */
struct gt_light_facts gt_picture_duty_facts(const struct gt_picture *picture,
                                            const struct gt_pic_task *task,
                                            const struct gt_pic_duty *duty, gt_day today);
struct gt_light gt_picture_duty_light(const struct gt_picture *picture, const struct gt_pic_task *task,
                                      const struct gt_pic_duty *duty, gt_day today);
/* The override that holds today; NULL. */
const struct gt_light_override *gt_picture_override(const struct gt_picture *picture,
                                                    const struct gt_pic_task *task);
/* Numbers, dates and rule of the light that shows, as one sentence; who set it
 * by hand, why and until when; what it is made of where it sums up others. */
void gt_picture_light_why(struct gt_buf *buf, const struct gt_picture *picture,
                          const struct gt_pic_task *task, gt_day today, enum gt_lang lang);
/* The word of the theme in force. */
gt_str gt_picture_light_word(const struct gt_picture *picture, enum gt_light_meaning meaning,
                             enum gt_lang lang);
/* Does one of the red run's meanings show? */
bool gt_picture_red(const struct gt_picture *picture, enum gt_light_meaning meaning);

/* ---- for the picture ------------------------------------------------------------- */

/* Rules, overrides, ratings, closings; after tasks and calendars. */
gt_rc gt_picture_read_lamps(struct gt_picture *picture, struct gt_db *db, struct gt_err *err) GT_MUST_USE;
/* One task's overrides, ratings and slips again. */
gt_rc gt_picture_patch_lamp(struct gt_picture *picture, struct gt_db *db, uint32_t task,
                            struct gt_err *err) GT_MUST_USE;
/* Before the lights of a day are reckoned; then task by task, children first. */
void gt_picture_begin_lights(struct gt_picture *picture, gt_day today, int64_t now_ms);
void gt_picture_light(struct gt_picture *picture, uint32_t task, gt_day today);
/* Were the lights reckoned for this day, and where a receipt clock runs for
 * this quarter of an hour? */
bool gt_picture_lit(const struct gt_picture *picture, gt_day today, int64_t now_ms);

#endif
