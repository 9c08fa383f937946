/* cast.h - people who carry, decide and accept duties of a made-up office. */
#ifndef GT_TEST_WORK_CAST_H
#define GT_TEST_WORK_CAST_H

#include "office.h"
#include "work/duty.h"

enum who { BOSS, OFFICE, OFFICE_TWO, HEAD, LIAISON, HELPER, STRANGER, WATCHER, SYSTEM, PEOPLE };

struct cast {
    struct office *office;
    int64_t ids[PEOPLE];
    struct gt_ctx ctx[PEOPLE];
};

/* Leader, two of the office (of the third unit), head and liaison of the first
 * unit, liaison of the second, member of the third, inspector; SYSTEM is the
 * command line. */
struct cast cast_open(enum backend backend, bool faults);
void cast_close(struct cast *cast);
/* Makes everybody speak anew: after the units changed. */
void cast_again(struct cast *cast);

gt_rc move_as(struct cast *cast, enum who who, enum gt_duty_act act, int64_t task, const char *reason);
gt_rc move_with(struct cast *cast, enum who who, const struct gt_duty_input *input);
/* A file that can be attached; its hash in 64 hex digits. */
struct gt_duty_evidence evidence(struct cast *cast, int64_t task, const char *bytes);
struct gt_duty duty_of(struct cast *cast, int64_t task, int64_t support);
enum gt_duty_state state_of(struct cast *cast, int64_t task);
/* Fails the test with every violation that the check finds. */
void check_clean(struct cast *cast, const char *after);

#endif
