/* cast.c - people who carry, decide and accept duties of a made-up office. */
#include "cast.h"

static const struct { const char *name, *role; int unit; } people[PEOPLE] = {
    {"领导", "leader", -1}, {"督查甲", "office", 2}, {"督查乙", "office", 2}, {"处长", "head", 0},
    {"联络员", "liaison", 0}, {"配合联络员", "liaison", 1}, {"旁人", "member", 2}, {"监督员", "inspector", -1},
    {"系统", "", -1},
};

void cast_again(struct cast *cast)
{
    for (int at = 0; at < SYSTEM; at++) {
        struct gt_person person = {.id = cast->ids[at], .name = gt_str_from(people[at].name),
                                   .role = gt_str_from(people[at].role),
                                   .unit_id = people[at].unit < 0 ? 0 : cast->office->units[people[at].unit]};

        cast->ctx[at] = cast->office->ctx;
        WORKS(cast->office, gt_ctx_speak_for(&cast->ctx[at], &person, &cast->office->err));
    }
    cast->ctx[SYSTEM] = cast->office->ctx;
}

struct cast cast_open(enum backend backend, bool faults)
{
    struct cast cast = {.office = office_open(backend, faults)};

    for (int at = 0; at < SYSTEM; at++) {
        struct gt_person person = {.name = gt_str_from(people[at].name), .name_en = GT_STR("Somebody"),
                                   .role = gt_str_from(people[at].role),
                                   .unit_id = people[at].unit < 0 ? 0 : cast.office->units[people[at].unit]};

        WORKS(cast.office, gt_work_person_put(&cast.office->ctx, &person, &cast.office->err));
        cast.ids[at] = person.id;
    }
    cast_again(&cast);
    return cast;
}

void cast_close(struct cast *cast) { office_close(cast->office); }

gt_rc move_with(struct cast *cast, enum who who, const struct gt_duty_input *input)
{
    cast->ctx[who].now_ms += 60000;
    return gt_work_duty_move(&cast->ctx[who], input, NULL, &cast->office->err);
}

gt_rc move_as(struct cast *cast, enum who who, enum gt_duty_act act, int64_t task, const char *reason)
{
    struct gt_duty_input input = GT_DUTY_INPUT(act, task);

    input.reason = gt_str_from(reason);
    return move_with(cast, who, &input);
}

struct gt_duty_evidence evidence(struct cast *cast, int64_t task, const char *bytes)
{
    struct gt_file file = {.name = GT_STR("印发通知.pdf")};
    struct gt_duty_evidence out = {0};
    char *hex = GT_NEW_N(cast->office->arena, char, 2 * GT_HASH_SIZE + 1);

    assert_non_null(hex);
    WORKS(cast->office, gt_work_duty_file_add(&cast->ctx[LIAISON], task, &file, gt_str_from(bytes),
                                              &cast->office->err));
    for (int at = 0; at < GT_HASH_SIZE; at++)
        (void)snprintf(hex + 2 * at, 3, "%02x", file.sha256[at]);
    out.file_id = file.id;
    out.sha256 = (gt_str){hex, 2 * GT_HASH_SIZE};
    return out;
}

struct gt_duty duty_of(struct cast *cast, int64_t task, int64_t support)
{
    const struct gt_pic_task pic = seen(cast->office, task);

    for (uint32_t at = 0; at < pic.duty_count; at++)
        if (pic.duties[at].facts.support_id == support)
            return pic.duties[at].facts;
    return (struct gt_duty){0};
}

enum gt_duty_state state_of(struct cast *cast, int64_t task)
{
    return duty_of(cast, task, 0).state;
}

void check_clean(struct cast *cast, const char *after)
{
    struct gt_check check;

    WORKS(cast->office, gt_work_check(&cast->ctx[SYSTEM], &check, &cast->office->err));
    for (size_t at = 0; at < check.faults.count; at++)
        print_error("after %s: %s %.*s: %.*s\n", after, check.faults.at[at].rule, GT_FMT(check.faults.at[at].place),
                    GT_FMT(check.faults.at[at].text[GT_LANG_EN]));
    assert_int_equal(check.faults.count, 0);
}
