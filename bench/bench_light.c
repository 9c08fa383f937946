/* bench_light.c - lights of 100,000 tasks: each of the sets that come with the
 * program, over windows of a year with supports, receipts and reports. */
#include "base/date.h"
#include "gauge/light_set.h"

enum { TASKS = 100000, ROUNDS = 15, TARGET_MS = 20 };

static int64_t between(const void *data, gt_day a, gt_day b)
{
    int64_t count = 0;

    (void)data;
    for (gt_day day = a < b ? a : b; day < (a < b ? b : a); day++)
        count += gt_weekday(day) < 5;
    return a <= b ? count : -count;
}

static uint64_t seed = 7;
static int roll(int below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (int)((seed >> 33) % (uint64_t)below);
}

static void make(struct gt_light_facts *facts, gt_day year)
{
    for (int at = 0; at < TASKS; at++) {
        const gt_day start = year + roll(300);

        facts[at] = (struct gt_light_facts){
            .start = start, .finish = start + 5 + roll(120), .deadline = start + 5 + roll(140),
            .percent = roll(3) == 0 ? 0 : roll(101), .standing = roll(30) == 0,
            .issued = true, .has_signed = roll(9) != 0, .hours_issued = roll(40), .days_issued = roll(5),
            .reports_due = true, .report_left = roll(20), .quiet_days = roll(40), .grade = roll(4),
            .rank = 1 + roll(50), .rank_of = 50, .level = 1 + roll(4), .major = roll(9) == 0,
        };
    }
}

int main(void)
{
    const gt_day year = gt_day_from_ymd(2026, 1, 1), today = gt_day_from_ymd(2026, 7, 8);
    struct gt_arena *arena = NULL;
    struct gt_light_facts *facts;
    double worst = 0;

    if (gt_arena_create(256 << 20, &arena) != GT_OK ||
        (facts = GT_NEW_N(arena, struct gt_light_facts, TASKS)) == NULL)
        return 1;
    make(facts, year);
    for (size_t file = 0; file < gt_light_files_count; file++) {
        struct gt_light_set set = {0};
        struct gt_problems problems;
        int64_t best = INT64_MAX, red = 0;

        gt_problems_init(&problems, arena);
        if (gt_light_set_parse(arena, gt_light_files[file].bytes, &set, &problems, NULL) != GT_OK)
            return 1;
        for (int round = 0; round < ROUNDS; round++) {
            const int64_t began = gt_clock_mono_ns();
            struct gt_light_days days = {.between = between};
            int64_t took;

            /* counting the days belongs to the work */
            if (gt_light_days_rank(&days, arena, year - 366, year + 3 * 366) != GT_OK)
                return 1;
            red = 0;
            for (int at = 0; at < TASKS; at++)
                red += gt_light_of(&facts[at], &set, &days, today).meaning <= GT_LIGHT_OVERDUE;
            took = gt_clock_mono_ns() - began;
            best = took < best ? took : best;
        }
        (void)printf("%-28s %3u rules %8.2f ms  (%lld red)\n", gt_light_files[file].name, set.rule_count,
                     (double)best / 1e6, (long long)red);
        worst = (double)best / 1e6 > worst ? (double)best / 1e6 : worst;
    }
    (void)printf("%d lights: %.2f ms at worst; target %d ms: %s\n", TASKS, worst, TARGET_MS,
                 worst <= TARGET_MS ? "met" : "MISSED");
    gt_arena_destroy(arena);
    return worst <= TARGET_MS ? 0 : 1;
}
