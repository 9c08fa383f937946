/*
 * test_duty_walk.c - random walks over legal and illegal moves, on both
 * databases.  A model of its own says which must work; a move that fails changes
 * nothing; history only grows; nobody accepts his own work; and from wherever
 * the walk ends, every task can still be brought to its end.
 *
 * GUATU_SEED=n repeats one.
 */
#include "cast.h"

#include <time.h>

enum { STEPS = 200, TASKS = 6, SEEDS = 2 };

static uint64_t random_state;

static uint32_t below(uint32_t n)
{
    random_state = random_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((random_state >> 33) % n);
}

/* The model: where a lead's and a support's part stand, and where they go back to. */
struct part { enum gt_duty_state state, back; int unit; enum who doer, owner; };
struct model { int64_t task; bool standing; struct part part[2]; int64_t todo; bool todo_open; gt_day deadline; };

struct walk {
    struct cast cast;
    struct model models[TASKS];
    struct gt_duty_evidence file[TASKS];
    int64_t moves;
    uint64_t history;
    char what[200];
};

/* ---- the model's rules: written from the office's words, not from the table -------------------- */

static bool in(enum gt_duty_state state, const char *letters)
{
    static const char names[] = "DIRCEGHPFBAX";

    return strchr(letters, names[state]) != NULL;
}

static bool possible(const struct model *model, int part, enum gt_duty_act act)
{
    const enum gt_duty_state s = model->part[part].state;
    const bool lead = part == 0;

    switch (act) {
    case GT_ACT_issue: return lead && in(s, "D");
    case GT_ACT_sign: case GT_ACT_sign_for: case GT_ACT_refuse: return in(s, "I");
    case GT_ACT_refuse_grant: case GT_ACT_refuse_deny: return in(s, "R");
    case GT_ACT_recall: return lead && in(s, "IR");
    case GT_ACT_ask_extension: return lead && in(s, "CB") && !model->standing;
    case GT_ACT_extension_grant: case GT_ACT_extension_deny: return lead && in(s, "E");
    case GT_ACT_ask_change: return lead && in(s, "CB");
    case GT_ACT_change_grant: case GT_ACT_change_deny: return lead && in(s, "G");
    case GT_ACT_change: return lead && in(s, "ICPB");
    case GT_ACT_ask_handover: return in(s, "CB");
    case GT_ACT_handover_grant: case GT_ACT_handover_deny: return in(s, "H");
    case GT_ACT_handover: return in(s, "ICPB");
    case GT_ACT_withdraw: return in(s, "REGH");
    case GT_ACT_pause: return in(s, "CB");
    case GT_ACT_resume: return in(s, "P");
    case GT_ACT_finish: return in(s, "CB") && !model->standing;
    case GT_ACT_unfinish: case GT_ACT_send_back: return in(s, "F");
    case GT_ACT_accept: return in(s, "F") && !model->standing && !(lead && model->todo_open);
    case GT_ACT_reopen: return in(s, "AX") && (lead || !in(model->part[0].state, "DAX"));
    case GT_ACT_archive: return lead && in(s, "A") && !model->todo_open;
    case GT_ACT_instruct: return lead && in(s, "IRCEGHPFBA");
    case GT_ACT_answer: return lead && model->todo_open && in(s, "IRCEGHPFBAX");
    case GT_ACT_urge: return in(s, "IRCEGHPB");
    default: return false; /* what only follows from others */
    }
}

static void go(struct part *part, enum gt_duty_state state)
{
    part->back = part->state;
    part->state = state;
}

/* Another unit takes over: the first and the second in turn, so that the other
 * part of the task is never the one it goes to. */
static int other_unit(int unit) { return unit == 0 ? 2 : unit == 2 ? 0 : unit == 1 ? 3 : 1; }

static void follow(struct model *model, int which, enum gt_duty_act act, enum who who)
{
    struct part *part = &model->part[which], *support = &model->part[1];

    switch (act) {
    case GT_ACT_issue:
    case GT_ACT_reopen:
        go(part, act == GT_ACT_issue ? GT_DUTY_ISSUED : GT_DUTY_CARRIED);
        if (which == 0 && support->state == GT_DUTY_DRAFT)
            go(support, GT_DUTY_ISSUED);
        break;
    case GT_ACT_sign: go(part, GT_DUTY_CARRIED); part->owner = who; break;
    case GT_ACT_sign_for: go(part, GT_DUTY_CARRIED); break;
    case GT_ACT_refuse: go(part, GT_DUTY_REFUSED); break;
    case GT_ACT_refuse_deny: go(part, GT_DUTY_ISSUED); break;
    case GT_ACT_refuse_grant: case GT_ACT_handover_grant: case GT_ACT_handover:
        go(part, GT_DUTY_ISSUED);
        part->unit = other_unit(part->unit);
        break;
    case GT_ACT_recall:
        go(part, GT_DUTY_DRAFT);
        if (!in(support->state, "DAX"))
            go(support, GT_DUTY_DRAFT);
        break;
    case GT_ACT_ask_extension: go(part, GT_DUTY_EXTENDING); break;
    case GT_ACT_ask_change: go(part, GT_DUTY_CHANGING); break;
    case GT_ACT_ask_handover: go(part, GT_DUTY_HANDING); break;
    case GT_ACT_pause: go(part, GT_DUTY_PAUSED); break;
    case GT_ACT_extension_grant:
        model->deadline += 20;
        part->state = part->back;
        break;
    case GT_ACT_extension_deny: case GT_ACT_change_grant: case GT_ACT_change_deny:
    case GT_ACT_handover_deny: case GT_ACT_withdraw: case GT_ACT_resume: case GT_ACT_unfinish:
        part->state = part->back;
        break;
    case GT_ACT_finish: go(part, GT_DUTY_FINISHED); part->doer = who; break;
    case GT_ACT_send_back: go(part, GT_DUTY_RETURNED); break;
    case GT_ACT_accept:
        go(part, GT_DUTY_ACCEPTED);
        if (which == 0 && !in(support->state, "DAX"))
            go(support, GT_DUTY_ACCEPTED);
        break;
    case GT_ACT_archive:
        go(part, GT_DUTY_ARCHIVED);
        if (support->state == GT_DUTY_ACCEPTED)
            go(support, GT_DUTY_ARCHIVED);
        break;
    case GT_ACT_instruct: model->todo_open = true; break;
    case GT_ACT_answer: model->todo_open = false; break;
    default: break;
    }
}

/* ---- the walk ---------------------------------------------------------------------------------- */

static int64_t unit_id(const struct walk *walk, int unit)
{
    return unit < 3 ? walk->cast.office->units[unit] : walk->models[0].todo; /* the fourth is kept there */
}

static bool proper(const struct walk *walk, const struct part *part, enum gt_duty_act act, enum who who)
{
    const enum gt_use use = gt_duty_rule(act)->who;

    (void)walk;
    if (who == SYSTEM)
        return true;
    switch (use) {
    case GT_USE_duty_issue: case GT_USE_duty_decide: case GT_USE_duty_urge:
        return who == BOSS || who == OFFICE || who == OFFICE_TWO;
    case GT_USE_duty_instruct: return who == BOSS;
    case GT_USE_duty_accept: return who == BOSS || ((who == OFFICE || who == OFFICE_TWO) && part->unit != 2);
    default:
        return (part->unit == 0 && (who == LIAISON || who == HEAD)) || (part->unit == 1 && who == HELPER) ||
               (part->unit == 2 && (who == OFFICE || who == OFFICE_TWO));
    }
}

static struct gt_duty_input input_for(struct walk *walk, int at, int which, enum gt_duty_act act)
{
    const struct model *model = &walk->models[at];
    struct gt_duty_input input = GT_DUTY_INPUT(act, model->task);

    if (which == 1)
        input.support_id = walk->cast.office->units[1];
    input.reason = GT_STR("按程序办理");
    if (act == GT_ACT_ask_extension)
        input.day = model->deadline + 20;
    if ((gt_duty_rule(act)->needs & GT_NEEDS_UNIT) != 0 && (gt_duty_rule(act)->needs & GT_NEEDS_ENDS) == 0)
        input.unit_id = unit_id(walk, other_unit(model->part[which].unit));
    if (act == GT_ACT_finish) {
        input.files = &walk->file[at];
        input.file_count = 1;
    }
    if (act == GT_ACT_accept && which == 0)
        memcpy(input.scores, (int64_t[]){30, 30, 20, 10, 10}, sizeof input.scores);
    if (act == GT_ACT_change || act == GT_ACT_ask_change) {
        input.edit.note_given = true;
        input.edit.note = below(2) ? GT_STR("甲") : GT_STR("乙");
    }
    if (act == GT_ACT_instruct)
        input.todo = GT_STR("报送说明");
    return input;
}

/* Everything but the cached rows: rows that were there stay as they were. */
static void history_grows(struct walk *walk)
{
    struct gt_txn *txn = NULL;
    const struct gt_arena_mark mark = gt_arena_mark(walk->cast.office->arena);
    gt_duty_moves moves = {0};
    uint64_t hash = 0;
    int64_t count = 0;

    WORKS(walk->cast.office, gt_txn_begin(walk->cast.office->space->pool, GT_TXN_READ, &txn, NULL));
    for (int at = 0; at < TASKS; at++) {
        WORKS(walk->cast.office, gt_duty_move_store_list(gt_txn_db(txn), walk->models[at].task,
                                                         walk->cast.office->arena, &moves, NULL));
        for (size_t which = 0; which < moves.count; which++) {
            count++;
            if (moves.at[which].id <= walk->moves)
                hash += gt_hash(moves.at[which].move) + gt_hash(moves.at[which].reason) * 31 +
                        gt_hash(moves.at[which].fields) * 37 + (uint64_t)moves.at[which].person_id * 41;
        }
    }
    if (hash != walk->history)
        fail_msg("%s: history was changed", walk->what);
    walk->moves = 0;
    walk->history = 0;
    for (int at = 0; at < TASKS; at++) {
        WORKS(walk->cast.office, gt_duty_move_store_list(gt_txn_db(txn), walk->models[at].task,
                                                         walk->cast.office->arena, &moves, NULL));
        for (size_t which = 0; which < moves.count; which++) {
            walk->moves = moves.at[which].id > walk->moves ? moves.at[which].id : walk->moves;
            walk->history += gt_hash(moves.at[which].move) + gt_hash(moves.at[which].reason) * 31 +
                             gt_hash(moves.at[which].fields) * 37 + (uint64_t)moves.at[which].person_id * 41;
        }
    }
    gt_txn_release(txn);
    gt_arena_rewind(walk->cast.office->arena, mark);
}

static void compare(struct walk *walk)
{
    for (int at = 0; at < TASKS; at++)
        for (int which = 0; which < 2; which++) {
            const struct part *part = &walk->models[at].part[which];
            const struct gt_duty duty = duty_of(&walk->cast, walk->models[at].task,
                                                which == 0 ? 0 : walk->cast.office->units[1]);

            if (duty.state != part->state)
                fail_msg("%s: part %d of task %d is %s, the model says %s", walk->what, which, at,
                         gt_duty_state_name(duty.state), gt_duty_state_name(part->state));
            if (duty.id != 0 && duty.unit_id != unit_id(walk, part->unit))
                fail_msg("%s: part %d of task %d: unit %lld", walk->what, which, at, (long long)duty.unit_id);
        }
}

static int64_t open_todo(struct walk *walk, int64_t task)
{
    struct gt_duty_view view;

    WORKS(walk->cast.office, gt_work_duty_view(&walk->cast.ctx[SYSTEM], task, &view, &walk->cast.office->err));
    for (size_t at = 0; at < view.todos.count; at++)
        if (view.todos.at[at].done_move_id == 0)
            return view.todos.at[at].id;
    return 0;
}

static bool todo_left(struct walk *walk, int64_t task) { return open_todo(walk, task) != 0; }

static gt_rc try(struct walk *walk, int at, int which, enum gt_duty_act act, enum who who)
{
    struct model *model = &walk->models[at];
    struct gt_duty_input input = input_for(walk, at, which, act);
    const bool own = (gt_duty_rule(act)->needs & GT_NEEDS_OTHER) != 0 &&
                     (model->part[which].doer == who || model->part[which].owner == who);
    bool must = possible(model, which, act) && proper(walk, &model->part[which], act, who) && !own;
    gt_rc rc;

    if (act == GT_ACT_answer)
        input.todo_id = open_todo(walk, model->task);
    if (act == GT_ACT_instruct && model->todo_open)
        return GT_OK; /* the model counts one at a time */
    if (act == GT_ACT_answer)
        must = must && who == SYSTEM; /* whose to-do it is changes with hand-overs */
    rc = move_with(&walk->cast, who, &input);
    if (must && rc != GT_OK)
        fail_msg("%s: %s: %s", walk->what, gt_rc_name(rc), walk->cast.office->err.text[GT_LANG_EN]);
    if (rc == GT_OK && !possible(model, which, act))
        fail_msg("%s: worked from %s", walk->what, gt_duty_state_name(model->part[which].state));
    if (rc == GT_OK && own)
        fail_msg("%s: his own work", walk->what);
    if (rc == GT_OK)
        follow(model, which, act, who);
    if (act == GT_ACT_answer && rc == GT_OK)
        model->todo_open = todo_left(walk, model->task);
    return rc;
}

static void make_tasks(struct walk *walk)
{
    struct gt_unit_row fourth = {.name = GT_STR("人才处"), .position = 9};

    WORKS(walk->cast.office, gt_work_unit_put(&walk->cast.office->ctx, &fourth, &walk->cast.office->err));
    for (int at = 0; at < TASKS; at++) {
        const struct gt_task_support support = {.unit_id = walk->cast.office->units[1], .duty = GT_STR("供数")};
        struct gt_task_put put = {.task = GT_TASK_NEW, .supports = &support, .support_count = 1};

        put.task.title = GT_STR("任务");
        put.task.deadline = day("2026-09-30");
        put.task.duration_days = 20;
        put.task.lead_unit_id = walk->cast.office->units[0];
        put.task.standing = at == TASKS - 1;
        WORKS(walk->cast.office, gt_work_task_put(&walk->cast.office->ctx, &put, NULL, &walk->cast.office->err));
        walk->models[at] = (struct model){.task = put.task.id, .standing = put.task.standing,
                                          .deadline = put.task.deadline,
                                          .part = {{.unit = 0, .doer = PEOPLE, .owner = PEOPLE},
                                                   {.unit = 1, .doer = PEOPLE, .owner = PEOPLE}}};
        walk->file[at] = evidence(&walk->cast, put.task.id, "材料");
    }
    walk->models[0].todo = fourth.id;
    cast_again(&walk->cast);
}

/* From anywhere to the end, by the office and the command line alone. */
static void bring_to_an_end(struct walk *walk, int at)
{
    static const enum gt_duty_act next[GT_DUTY_STATES] = {
        [GT_DUTY_DRAFT] = GT_ACT_issue, [GT_DUTY_ISSUED] = GT_ACT_sign_for, [GT_DUTY_REFUSED] = GT_ACT_refuse_deny,
        [GT_DUTY_CARRIED] = GT_ACT_finish, [GT_DUTY_EXTENDING] = GT_ACT_extension_deny,
        [GT_DUTY_CHANGING] = GT_ACT_change_deny, [GT_DUTY_HANDING] = GT_ACT_handover_deny,
        [GT_DUTY_PAUSED] = GT_ACT_resume, [GT_DUTY_FINISHED] = GT_ACT_accept, [GT_DUTY_RETURNED] = GT_ACT_finish,
        [GT_DUTY_ACCEPTED] = GT_ACT_archive, [GT_DUTY_ARCHIVED] = GT_ACTS,
    };
    struct model *model = &walk->models[at];

    for (int step = 0; step < 40; step++) {
        const enum gt_duty_act act = model->todo_open && model->part[0].state != GT_DUTY_DRAFT
                                         ? GT_ACT_answer : next[model->part[0].state];

        if (act == GT_ACTS || (model->standing && act == GT_ACT_finish))
            return;
        (void)snprintf(walk->what, sizeof walk->what, "bringing task %d to an end: %s", at, gt_duty_rule(act)->key);
        if (try(walk, at, 0, act, act == GT_ACT_accept ? BOSS : SYSTEM) != GT_OK)
            fail_msg("%s: %s", walk->what, walk->cast.office->err.text[GT_LANG_EN]);
    }
    fail_msg("task %d dangles at %s", at, gt_duty_state_name(model->part[0].state));
}

static void walk_about(enum backend backend, uint64_t seed)
{
    struct walk walk = {.cast = cast_open(backend, false)};
    int worked = 0;

    random_state = seed;
    print_message("seed %llu on %s\n", (unsigned long long)seed, backend_names[backend]);
    make_tasks(&walk);
    /* some walks are mostly refused; they go on until they have been somewhere */
    for (int step = 0; step < STEPS || (worked <= STEPS / 5 && step < 10 * STEPS); step++) {
        const int at = (int)below(TASKS), which = below(4) == 0;
        enum gt_duty_act act = (enum gt_duty_act)below(GT_ACTS);
        const enum who who = (enum who)below(PEOPLE);

        for (int tries = 0; tries < 60 && below(8) != 0 && !possible(&walk.models[at], which, act); tries++)
            act = (enum gt_duty_act)below(GT_ACTS); /* mostly what can be, so that the walk gets far */
        if (act == GT_ACT_reopen && below(3) != 0)
            continue;
        (void)snprintf(walk.what, sizeof walk.what, "seed %llu, step %d: person %d, %s of part %d of task %d",
                       (unsigned long long)seed, step, (int)who, gt_duty_rule(act)->key, which, at);
        worked += try(&walk, at, which, act, below(3) == 0 ? SYSTEM : who) == GT_OK;
        compare(&walk);
        history_grows(&walk);
        if (step % 40 == 0) {
            check_clean(&walk.cast, walk.what);
            same_as_read_anew(walk.cast.office, walk.what);
        }
    }
    assert_true(worked > STEPS / 5); /* else it proved nothing */
    for (int at = 0; at < TASKS; at++)
        bring_to_an_end(&walk, at);
    compare(&walk);
    history_grows(&walk);
    check_clean(&walk.cast, "the end");
    same_as_read_anew(walk.cast.office, "the end");
    cast_close(&walk.cast);
}

static void nothing_dangles(void **state)
{
    const char *given = getenv("GUATU_SEED");
    const uint64_t first = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL) % 1000000;

    (void)state;
    for (int backend = 0; backend < BACKENDS; backend++)
        for (int seed = 0; backend_ready((enum backend)backend) && seed < (given != NULL ? 1 : SEEDS); seed++)
            walk_about((enum backend)backend, first + (uint64_t)seed);
}

/* ---- memory and database refuse --------------------------------------------------------------- */

/* One long day; every call of it is refused once.  What is answered with an error
 * must not have happened, and the rest of the day goes on. */
static int day_of_work(struct walk *walk, gt_rc *rc)
{
    static const struct { enum gt_duty_act act; enum who who; int part; } steps[] = {
        {GT_ACT_issue, OFFICE, 0}, {GT_ACT_sign, LIAISON, 0}, {GT_ACT_sign, HELPER, 1},
        {GT_ACT_ask_extension, LIAISON, 0}, {GT_ACT_extension_grant, OFFICE, 0}, {GT_ACT_ask_change, LIAISON, 0},
        {GT_ACT_change_grant, OFFICE, 0}, {GT_ACT_instruct, BOSS, 0}, {GT_ACT_ask_handover, LIAISON, 0},
        {GT_ACT_handover_grant, BOSS, 0}, {GT_ACT_finish, HELPER, 1},
    };
    int done = 0;

    for (size_t at = 0; at < GT_LEN(steps); at++) {
        struct gt_duty_input input = input_for(walk, 0, steps[at].part, steps[at].act);

        if (!possible(&walk->models[0], steps[at].part, steps[at].act))
            continue;
        if ((*rc = move_with(&walk->cast, steps[at].who, &input)) != GT_OK)
            return done;
        follow(&walk->models[0], steps[at].part, steps[at].act, steps[at].who);
        done++;
    }
    return done;
}

static void sweep(bool database)
{
    int refused = 0;

    for (int64_t n = 0, step = 1;; n += step) {
        struct walk walk = {.cast = cast_open(ON_SQLITE, true)};
        struct gt_my my;
        struct gt_duty_view view;
        gt_rc rc = GT_OK;
        bool hit;

        make_tasks(&walk);
        (void)(database ? gt_db_fault_at(n) : gt_alloc_fail_at(n));
        (void)day_of_work(&walk, &rc);
        if (rc == GT_OK)
            rc = gt_work_my(&walk.cast.ctx[LIAISON], &my, NULL);
        if (rc == GT_OK)
            rc = gt_work_duty_view(&walk.cast.ctx[BOSS], walk.models[0].task, &view, NULL);
        hit = (database ? gt_db_fault_at(-1) : gt_alloc_fail_at(-1)) < 0;
        if (rc != GT_OK && rc != GT_ENOMEM && rc != GT_EDB)
            fail_msg("refusal %lld: %s: %s", (long long)n, gt_rc_name(rc), walk.cast.office->err.text[GT_LANG_EN]);
        (void)snprintf(walk.what, sizeof walk.what, "refusal %lld", (long long)n);
        compare(&walk);
        check_clean(&walk.cast, walk.what);
        (void)day_of_work(&walk, &rc); /* and what was refused can be done now */
        compare(&walk);
        cast_close(&walk.cast);
        if (!hit)
            break;
        refused++;
        step = n < 40 ? 1 : database ? 7 : 3; /* all of the first, then every so often */
    }
    print_message("%d refusals\n", refused);
    assert_true(refused > 60);
}

static void memory_is_refused(void **state) { (void)state; sweep(false); }
static void the_database_fails(void **state) { (void)state; sweep(true); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_dangles),
        cmocka_unit_test(memory_is_refused),
        cmocka_unit_test(the_database_fails),
    };

    return cmocka_run_group_tests_name("duty_walk", tests, NULL, NULL);
}
