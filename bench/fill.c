/*
 * fill.c - a space as large as a province's: tasks in chains with deadlines,
 * units, people with accounts, reports, indicators with five years of months.
 * Everybody's account is p1, p2, …; their password is the one given, hashed
 * as cheaply as argon2id allows, because hashing is not what is measured.
 * Of n units, person k is in unit k mod n, and so is task k: bench-drive knows.
 *
 *     bench-fill SPACE-URL PASSWORD [TASKS UNITS PEOPLE INDICATORS]
 */
#include <math.h>
#include <sodium.h>

#include "store/indicator_store.h"
#include "work/space.h"
#include "work/tasks.h"

struct sizes { uint32_t tasks, units, people, indicators; };

enum { MONTHS = 60, DOMAINS = 10 /* units at the top */ };

static struct gt_err err;
static uint32_t state = 7;

static uint32_t chance(uint32_t below)
{
    state = state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)state * below) >> 32);
}

static void must(gt_rc rc, const char *what)
{
    if (rc == GT_OK)
        return;
    (void)fprintf(stderr, "%s: %s: %s\n", what, gt_rc_name(rc), err.text[GT_LANG_EN]);
    exit(1);
}

static gt_str say(char room[static 64], const char *format, uint32_t number)
{
    (void)snprintf(room, 64, format, number);
    return gt_str_from(room);
}

static void add_units(struct gt_change *change, uint32_t count, int64_t *ids)
{
    char room[64];

    for (uint32_t at = 0; at < count; at++) {
        struct gt_unit_row unit = {.position = at, .name = say(room, "第%u处", at + 1)};

        unit.parent_id = at < DOMAINS ? 0 : ids[at % DOMAINS];
        must(gt_unit_store_insert(gt_change_db(change), &unit, &err), "unit");
        ids[at] = unit.id;
    }
}

static const char *role_of(uint32_t at)
{
    return at == 0 ? "office" : at < 20 ? "leader" : at % 4 == 0 ? "head" : "liaison";
}

static void add_people(struct gt_change *change, const struct sizes *sizes, const int64_t *units,
                       const char *password)
{
    char hash[crypto_pwhash_STRBYTES], room[64], login[64];

    if (sodium_init() < 0 ||
        crypto_pwhash_str(hash, password, strlen(password), crypto_pwhash_OPSLIMIT_MIN,
                          crypto_pwhash_MEMLIMIT_MIN) != 0)
        exit(1);
    for (uint32_t at = 0; at < sizes->people; at++) {
        struct gt_person person = {.unit_id = units[at % sizes->units], .position = at,
                                   .name = say(room, "第%u人", at + 1),
                                   .role = gt_str_from(role_of(at))};
        struct gt_account account = {.login = say(login, "p%u", at + 1), .hash = gt_str_from(hash),
                                     .changed_at_ms = gt_clock_ms()};

        must(gt_person_store_insert(gt_change_db(change), &person, &err), "person");
        account.person_id = person.id;
        must(gt_account_store_insert(gt_change_db(change), &account, &err), "account");
    }
}

static void add_tasks(struct gt_change *change, const struct sizes *sizes, const int64_t *units)
{
    int64_t before = 0;

    for (uint32_t at = 0; at < sizes->tasks; at++) {
        struct gt_task task = GT_TASK_NEW;
        char room[64];

        task.code = say(room, "B-%u", at + 1);
        task.title = GT_STR("推进重点领域关键核心技术攻关并形成标志性成果");
        task.lead_unit_id = units[at % sizes->units];
        task.duration_days = 1 + chance(15);
        if (at % 10 == 9)
            task.deadline = gt_day_from_ymd(2026, 9, 1) + (gt_day)chance(120);
        must(gt_task_store_insert(gt_change_db(change), &task, &err), "task");
        if (at % 10 != 0) {
            struct gt_task_link link = {.from_id = before, .to_id = task.id, .lag_max = GT_LINK_LAG_NONE};

            must(gt_link_store_insert(gt_change_db(change), &link, &err), "link");
        }
        if (at % 3 == 0) {
            struct gt_report report = {.task_id = task.id, .period = GT_STR("2026-06"),
                                       .as_of = gt_day_from_ymd(2026, 6, 26), .percent = chance(101),
                                       .words = GT_STR("按计划推进，已完成方案论证和首批合同签订。"),
                                       .person_id = 1, .at_ms = 1};

            must(gt_report_store_insert(gt_change_db(change), &report, &err), "report");
        }
        before = task.id;
    }
}

static void add_indicators(struct gt_change *change, const struct sizes *sizes, const int64_t *units)
{
    struct gt_db *db = gt_change_db(change);

    for (uint32_t at = 0; at < sizes->indicators; at++) {
        const double size = 100 + chance(10000);
        char room[64], code[64];
        struct gt_indicator one = {.position = at, .code = say(code, "I-%u", at + 1),
                                   .name = {say(room, "第%u项指标", at + 1), say(room, "第%u项指标", at + 1)},
                                   .unit = GT_STR("家"), .owner_unit_id = units[at % sizes->units],
                                   .frequency = 1, .lag_days = 20, .created_at_ms = 1};
        struct gt_target target = {.year = 2026, .base = NAN, .value = size * 1.1, .low = NAN, .high = NAN,
                                   .person_id = 1, .at_ms = 1};

        must(gt_indicator_store_insert(db, &one, &err), "indicator");
        for (int month = 0; month < GT_TARGET_MONTHS; month++)
            target.months[month] = NAN;
        target.indicator_id = one.id;
        must(gt_target_store_put(db, &target, &err), "target");
        for (uint32_t month = 0; month < MONTHS - 6; month++) {
            struct gt_reading reading = {.indicator_id = one.id, .month = 2022 * 12 + month,
                                         .value = size * (month % 12 + 1) / 12 * (0.9 + chance(200) / 1000.0),
                                         .state = GT_READING_VERIFIED, .person_id = 1, .at_ms = 1};

            reading.as_of = gt_month_end(2022 + (int)month / 12, (int)month % 12 + 1);
            must(gt_reading_store_put(db, &reading, &err), "reading");
        }
    }
}

int main(int argc, char **argv)
{
    const struct gt_space_new what = {.name = {GT_STR("Load"), GT_STR("测量")}, .year = 2026, .now_ms = 1};
    struct sizes sizes = {100000, 500, 2000, 5000};
    struct gt_change *change = NULL;
    struct gt_space *space = NULL;
    struct gt_arena *arena = NULL;
    struct gt_ctx ctx;
    int64_t *units;

    if (argc != 3 && argc != 7) {
        (void)fprintf(stderr, "usage: bench-fill SPACE-URL PASSWORD [TASKS UNITS PEOPLE INDICATORS]\n");
        return 2;
    }
    if (argc == 7)
        sizes = (struct sizes){(uint32_t)atoi(argv[3]), (uint32_t)atoi(argv[4]), (uint32_t)atoi(argv[5]),
                               (uint32_t)atoi(argv[6])};
    must(gt_space_init(argv[1], &what, &err), "init");
    must(gt_space_open(argv[1], &space, &err), "open");
    must(gt_arena_create((size_t)2 << 30, &arena), "arena");
    if ((units = calloc(sizes.units, sizeof *units)) == NULL)
        return 1;
    ctx = (struct gt_ctx){.space = space, .arena = arena, .lang = GT_LANG_ZH,
                          .today = gt_day_from_ymd(2026, 7, 8), .now_ms = 1};
    must(gt_change_begin(&ctx, &change, &err), "begin");
    add_units(change, sizes.units, units);
    add_people(change, &sizes, units, argv[2]);
    add_tasks(change, &sizes, units);
    add_indicators(change, &sizes, units);
    must(gt_change_log(change, "import", "plan", 1, GT_STR(""), GT_STR("{}"), &err), "journal");
    must(gt_change_commit(change, NULL, &err), "commit");
    gt_change_release(change);
    gt_space_close(space);
    gt_arena_destroy(arena);
    free(units);
    return 0;
}
