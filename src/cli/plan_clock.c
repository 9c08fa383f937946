/* plan_clock.c - when a search must end, and what it has so far. */
#include "cli/plan_clock.h"

#include <unistd.h>

static bool time_is_up(void *user)
{
    const struct gt_cli_clock *clock = user;

    return clock->until_ns > 0 && gt_clock_mono_ns() >= clock->until_ns;
}

static void show_progress(void *user, int32_t makespan, int32_t lower, const struct gt_solve_stats *stats)
{
    const struct gt_cli_clock *clock = user;

    if (!clock->show)
        return;
    fprintf(stderr, GT_SAY(clock->cli, "%s%7.1f s  length %d  at least %d  (%lld schedules, %lld conflicts)%s",
                           "%s%7.1f秒  工期%d  下界%d  (方案%lld，冲突%lld)%s"),
            clock->tty ? "\r" : "", (double)(gt_clock_mono_ns() - clock->from_ns) / 1e9, makespan, lower,
            (long long)stats->schedules, (long long)stats->conflicts, clock->tty ? "\033[K" : "\n");
}

struct gt_cli_clock gt_cli_clock_start(const struct gt_cli *cli, double seconds)
{
    struct gt_cli_clock clock = {.from_ns = gt_clock_mono_ns(), .show = !cli->json,
                                 .tty = isatty(STDERR_FILENO) != 0, .cli = cli};

    if (seconds > 0)
        clock.until_ns = clock.from_ns + (int64_t)(seconds * 1e9);
    return clock;
}

struct gt_solve_watch gt_cli_clock_watch(struct gt_cli_clock *clock)
{
    return (struct gt_solve_watch){clock, time_is_up, show_progress};
}

double gt_cli_clock_end(const struct gt_cli_clock *clock)
{
    if (clock->show && clock->tty)
        fputc('\n', stderr);
    return (double)(gt_clock_mono_ns() - clock->from_ns) / 1e9;
}
