/* demo_indicators.c - the invented province's figures: eleven cities, some
 * thirty indicators over three years and this one up to today, targets, a
 * score sheet, and figures that documents promised. */
#include <math.h>

#include "cli/demo.h"
#include "work/indicator.h"

enum { PAST_YEARS = 4, DEMO_REGIONS_MAX = 20, DEMO_INDICATORS_MAX = 100, DEMO_PROMISES = 3, LIKE_ENOUGH = 75 };

/* How one indicator went: the years' figures, their season, how even it was. */
struct course { double years[PAST_YEARS], season[GT_MONTHS], noise; bool seasonal; };

struct demo {
    struct gt_place *place;
    int year;
    int64_t regions[DEMO_REGIONS_MAX];
    int region_count;
    struct gt_indicator list[DEMO_INDICATORS_MAX];
    struct course courses[DEMO_INDICATORS_MAX];
    double shares[DEMO_INDICATORS_MAX][DEMO_REGIONS_MAX];
    bool shared[DEMO_INDICATORS_MAX];
    int count;
    struct gt_score_sheet sheet;
    struct gt_score_line lines[DEMO_INDICATORS_MAX];
    int line_count;
    GT_VEC(struct gt_reading) readings;
};

static double number(gt_str text)
{
    char room[40];

    if (text.len == 0 || text.len >= sizeof room)
        return NAN;
    memcpy(room, text.at, text.len);
    room[text.len] = '\0';
    return strtod(room, NULL);
}

static int64_t whole(gt_str text)
{
    int64_t value = 0;

    (void)gt_str_i64(text, &value);
    return value;
}

static int numbers(gt_str text, double *out, int max)
{
    int count = 0;

    while (count < max) {
        const size_t comma = gt_str_find(text, GT_STR(","), 0);

        out[count++] = number(gt_str_sub(text, 0, comma));
        if (comma == SIZE_MAX)
            break;
        text = gt_str_sub(text, comma + 1, text.len);
    }
    return count;
}

static int named(const struct demo *demo, gt_str code)
{
    for (int at = 0; at < demo->count; at++)
        if (gt_str_eq(demo->list[at].code, code))
            return at;
    return -1;
}

static int64_t unit_named(struct demo *demo, gt_str name)
{
    gt_units units = {0};

    if (gt_work_units(&demo->place->ctx, &units, NULL) != GT_OK)
        return 0;
    for (size_t at = 0; at < units.count; at++)
        if (gt_str_eq(units.at[at].name, name))
            return units.at[at].id;
    return 0;
}

/* ---- lines of the file ---------------------------------------------------------------- */

static gt_rc add_region(struct demo *demo, gt_str line, struct gt_err *err)
{
    struct gt_region region = {.position = demo->region_count, .code = gt_demo_field(&line)};
    gt_rc rc;

    region.name[GT_LANG_ZH] = gt_demo_field(&line);
    region.name[GT_LANG_EN] = gt_demo_field(&line);
    region.shape = gt_demo_field(&line);
    if (demo->region_count == DEMO_REGIONS_MAX)
        return gt_fail(err, GT_ELIMIT, "too many regions", "地区过多");
    if ((rc = gt_work_region_put(&demo->place->ctx, &region, err)) == GT_OK)
        demo->regions[demo->region_count++] = region.id;
    return rc;
}

static gt_rc add_indicator(struct demo *demo, gt_str line, struct gt_err *err)
{
    struct gt_indicator *one = &demo->list[demo->count];

    if (demo->count == DEMO_INDICATORS_MAX)
        return gt_fail(err, GT_ELIMIT, "too many indicators", "指标过多");
    one->position = demo->count;
    one->code = gt_demo_field(&line);
    one->name[GT_LANG_ZH] = gt_demo_field(&line);
    one->name[GT_LANG_EN] = gt_demo_field(&line);
    one->unit = gt_demo_field(&line);
    one->unit_en = gt_demo_field(&line);
    one->nature = gt_nature_from(gt_demo_field(&line));
    one->aim = gt_aim_from(gt_demo_field(&line));
    one->frequency = whole(gt_demo_field(&line));
    one->lag_days = whole(gt_demo_field(&line));
    one->decimals = whole(gt_demo_field(&line));
    one->key = whole(gt_demo_field(&line));
    one->owner_unit_id = unit_named(demo, gt_demo_field(&line));
    one->source = gt_demo_field(&line);
    one->definition = gt_demo_field(&line);
    one->formula = gt_demo_field(&line);
    demo->count++;
    return gt_work_indicator_put(&demo->place->ctx, one, err);
}

static void add_course(struct demo *demo, gt_str line)
{
    const int at = named(demo, gt_demo_field(&line));
    struct course *course;
    double sum = 0;

    if (at < 0)
        return;
    course = &demo->courses[at];
    for (int year = 0; year < PAST_YEARS; year++)
        course->years[year] = number(gt_demo_field(&line));
    course->seasonal = numbers(gt_demo_field(&line), course->season, GT_MONTHS) == GT_MONTHS;
    course->noise = number(gt_demo_field(&line));
    for (int month = 0; month < GT_MONTHS; month++)
        sum += course->season[month];
    for (int month = 0; month < GT_MONTHS && course->seasonal; month++)
        course->season[month] /= sum;
}

static gt_rc put_target(struct demo *demo, int at, int64_t region, double scale, struct gt_target *target,
                        struct gt_err *err)
{
    struct gt_target one = *target;

    one.indicator_id = demo->list[at].id;
    one.region_id = region;
    if (demo->list[at].nature == GT_NATURE_CUMULATIVE) {
        one.value = scale < 1 ? round(target->value * scale) : target->value;
        for (int month = 0; month < GT_TARGET_MONTHS; month++)
            one.months[month] = month == GT_TARGET_MONTHS - 1 && !isnan(target->months[month])
                                    ? one.value : scale < 1 ? round(target->months[month] * scale) : target->months[month];
    }
    return gt_work_target_put(&demo->place->ctx, &one, err);
}

static gt_rc add_target(struct demo *demo, gt_str line, struct gt_err *err)
{
    const int at = named(demo, gt_demo_field(&line));
    struct gt_target target = {.year = demo->year, .reason = GT_STR("")};

    if (at < 0)
        return gt_fail(err, GT_EINVAL, "a target without indicator", "目标缺少指标");
    target.value = number(gt_demo_field(&line));
    target.curve = gt_curve_from(gt_demo_field(&line));
    target.base = number(gt_demo_field(&line));
    target.low = number(gt_demo_field(&line));
    target.high = number(gt_demo_field(&line));
    for (int month = 0; month < GT_TARGET_MONTHS; month++)
        target.months[month] = NAN;
    (void)numbers(gt_demo_field(&line), target.months, GT_TARGET_MONTHS);
    target.source = gt_demo_field(&line);
    return put_target(demo, at, 0, 1, &target, err);
}

static void add_share(struct demo *demo, gt_str line)
{
    const int at = named(demo, gt_demo_field(&line));

    if (at >= 0)
        demo->shared[at] = numbers(gt_demo_field(&line), demo->shares[at], demo->region_count) == demo->region_count;
}

static void add_line(struct demo *demo, gt_str line)
{
    const int at = named(demo, gt_demo_field(&line));
    struct gt_score_line *one = &demo->lines[demo->line_count];
    gt_str veto;

    if (at < 0 || demo->line_count == DEMO_INDICATORS_MAX)
        return;
    one->indicator_id = demo->list[at].id;
    one->kind = gt_score_from(gt_demo_field(&line));
    one->weight = number(gt_demo_field(&line));
    one->bonus_max = number(gt_demo_field(&line));
    one->floor = number(gt_demo_field(&line));
    one->each = number(gt_demo_field(&line));
    one->steps = gt_demo_field(&line);
    veto = gt_demo_field(&line);
    one->veto = !gt_str_eq(veto, GT_STR("-"));
    one->veto_below = one->veto ? number(veto) : 0;
    demo->line_count++;
}

static gt_rc take_line(struct demo *demo, gt_str line, struct gt_err *err)
{
    const gt_str kind = gt_demo_field(&line);

    if (gt_str_eq(kind, GT_STR("region")))
        return add_region(demo, line, err);
    if (gt_str_eq(kind, GT_STR("indicator")))
        return add_indicator(demo, line, err);
    if (gt_str_eq(kind, GT_STR("target")))
        return add_target(demo, line, err);
    if (gt_str_eq(kind, GT_STR("past")))
        add_course(demo, line);
    else if (gt_str_eq(kind, GT_STR("share")))
        add_share(demo, line);
    else if (gt_str_eq(kind, GT_STR("line")))
        add_line(demo, line);
    else if (gt_str_eq(kind, GT_STR("sheet"))) {
        demo->sheet = (struct gt_score_sheet){.year = demo->year};
        demo->sheet.name[GT_LANG_ZH] = gt_demo_field(&line);
        demo->sheet.name[GT_LANG_EN] = gt_demo_field(&line);
    }
    return GT_OK;
}

/* ---- readings ----------------------------------------------------------------------------- */

/* -1 to 1, the same every time. */
static double dice(gt_str code, int64_t region, int year, int month)
{
    char key[80];
    const int len = snprintf(key, sizeof key, "%.*s/%lld/%d/%d", (int)(code.len < 30 ? code.len : 30), code.at,
                             (long long)region, year, month);

    return (double)(gt_hash((gt_str){key, (size_t)len}) >> 11) / (double)(1ull << 52) - 1;
}

static double rounded(double value, int64_t decimals)
{
    const double scale = pow(10, (double)decimals);

    return round(value * scale) / scale;
}

/* The reading of one month; `sum` is what the year has so far. */
static double read_month(const struct demo *demo, int at, int region, int year, int month, double *sum)
{
    const struct course *course = &demo->courses[at];
    const struct gt_indicator *one = &demo->list[at];
    const double share = region < 0 ? 1 : demo->shares[at][region] / 100;
    const int64_t place = region < 0 ? 0 : demo->regions[region];
    const double luck = dice(one->code, place, year, month) * course->noise;
    /* cities do not all go alike: some gain over the years, some fall back */
    const double drift = region < 0 ? 1 : 1 + 0.05 * dice(one->code, place, 0, 0) * (year - PAST_YEARS + 2);
    const double before = course->years[year > 0 ? year - 1 : 0], level = course->years[year];

    if (one->nature == GT_NATURE_CUMULATIVE) {
        *sum += level * share * drift * course->season[month] * (1 + luck / 100);
        return *sum;
    }
    if (course->noise == 0)
        return level;
    return before + (level - before) * (month + 1) / GT_MONTHS + luck +
           (region < 0 ? 0 : demo->shares[at][region] + 0.01 * (year + month / 12.0) * dice(one->code, place, 0, 0));
}

static gt_rc read_course(struct demo *demo, int at, int region, struct gt_err *err)
{
    const struct gt_indicator *one = &demo->list[at];

    for (int year = 0; year < PAST_YEARS; year++) {
        double sum = 0;

        for (int month = 0; month < GT_MONTHS; month++) {
            const int64_t when = gt_ind_month(demo->year - PAST_YEARS + 1 + year, month + 1);
            const gt_day known = gt_ind_month_end(when) + (gt_day)one->lag_days;
            const double value = read_month(demo, at, region, year, month, &sum);
            struct gt_reading *reading;

            if ((month + 1) % one->frequency != 0 || known > demo->place->ctx.today)
                continue;
            if ((reading = GT_PUSH(demo->place->arena, &demo->readings)) == NULL)
                return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
            *reading = (struct gt_reading){
                .indicator_id = one->id, .region_id = region < 0 ? 0 : demo->regions[region], .month = when,
                .value = rounded(value, one->decimals), .as_of = GT_DAY_NONE, .reason = GT_STR(""),
                /* the newest two months are first news, the rest is settled */
                .state = known + 60 > demo->place->ctx.today ? GT_READING_FLASH : GT_READING_VERIFIED};
        }
    }
    return GT_OK;
}

static gt_rc put_readings(struct demo *demo, struct gt_err *err)
{
    struct gt_readings_done done;
    struct gt_problems problems;
    gt_rc rc = GT_OK;

    for (int at = 0; at < demo->count && rc == GT_OK; at++) {
        if (demo->list[at].formula.len > 0)
            continue;
        rc = read_course(demo, at, -1, err);
        for (int region = 0; region < demo->region_count && demo->shared[at] && rc == GT_OK; region++)
            rc = read_course(demo, at, region, err);
    }
    if (rc != GT_OK)
        return rc;
    gt_problems_init(&problems, demo->place->arena);
    rc = gt_work_readings_put(&demo->place->ctx, demo->readings.at, demo->readings.count, NULL, &problems, &done, err);
    if (rc != GT_OK && problems.list.count > 0)
        (void)gt_wrap(err, rc, "reading %u: %.*s", "第%u个数值：%.*s", problems.list.at[0].line,
                      GT_FMT(problems.list.at[0].text[GT_LANG_EN]));
    return rc;
}

/* One figure that was first told a little too high, and then settled. */
static gt_rc revise_one(struct demo *demo, struct gt_err *err)
{
    const int at = named(demo, GT_STR("contracts"));
    struct gt_readings_done done;
    struct gt_problems problems;

    for (size_t i = demo->readings.count; at >= 0 && i > 0; i--) {
        struct gt_reading one = demo->readings.at[i - 1];

        if (one.indicator_id != demo->list[at].id || one.region_id != 0 || one.state != GT_READING_FLASH)
            continue;
        one.value = rounded(one.value * 0.994, 1);
        one.reason = GT_STR("登记系统剔除重复合同");
        gt_problems_init(&problems, demo->place->arena);
        return gt_work_readings_put(&demo->place->ctx, &one, 1, NULL, &problems, &done, err);
    }
    return GT_OK;
}

static gt_rc put_city_targets(struct demo *demo, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    for (int at = 0; at < demo->count && rc == GT_OK; at++) {
        gt_targets targets = {0};

        if (!demo->shared[at] || demo->list[at].nature != GT_NATURE_CUMULATIVE)
            continue;
        rc = gt_work_target_history(&demo->place->ctx, demo->list[at].id, &targets, err);
        for (int region = 0; rc == GT_OK && targets.count > 0 && region < demo->region_count; region++)
            rc = put_target(demo, at, demo->regions[region], demo->shares[at][region] / 100, &targets.at[0], err);
    }
    return rc;
}

/* The first few figures whose indicator is plain to see are confirmed; the
 * others wait on their page. */
static gt_rc confirm_promises(struct demo *demo, struct gt_err *err)
{
    gt_promise_rows rows;
    int confirmed = 0;
    gt_rc rc;

    if ((rc = gt_work_promises(&demo->place->ctx, &rows, err)) != GT_OK)
        return rc;
    for (size_t at = 0; rc == GT_OK && at < rows.count && confirmed < DEMO_PROMISES; at++) {
        const struct gt_promise_answer answer = {
            .task_id = rows.at[at].figure.task_id, .name = rows.at[at].figure.name,
            .value = rows.at[at].figure.value, .indicator_id = rows.at[at].offer, .year = demo->year,
            .target = rows.at[at].offer_value, .reason = GT_STR("与来源文件核对一致")};

        if (rows.at[at].offer == 0 || rows.at[at].likeness < LIKE_ENOUGH || rows.at[at].decided.id != 0)
            continue;
        rc = gt_work_promise_answer(&demo->place->ctx, &answer, err);
        confirmed++;
    }
    return rc;
}

/* The first quarter is settled, if it is over. */
static gt_rc close_quarter(struct demo *demo, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    for (int month = 1; month <= 3 && rc == GT_OK; month++)
        if (gt_ind_month_end(gt_ind_month(demo->year, month)) + 60 < demo->place->ctx.today)
            rc = gt_work_month_close(&demo->place->ctx, gt_ind_month(demo->year, month),
                                     GT_STR("一季度数据已核定"), err);
    return rc;
}

gt_rc gt_demo_indicators(struct gt_place *place, int year, struct gt_err *err)
{
    struct demo *demo = GT_NEW(place->arena, struct demo);
    gt_str rest, line;
    gt_rc rc;

    if (demo == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    demo->place = place;
    demo->year = year;
    if ((rc = gt_demo_text(place->arena, "indicators.tsv", year, &rest, err)) != GT_OK)
        return rc;
    while (rc == GT_OK && gt_demo_line(&rest, &line))
        rc = take_line(demo, line, err);
    if (rc != GT_OK || (rc = put_readings(demo, err)) != GT_OK || (rc = revise_one(demo, err)) != GT_OK ||
        (rc = put_city_targets(demo, err)) != GT_OK ||
        (rc = gt_work_sheet_put(&place->ctx, &demo->sheet, demo->lines, (size_t)demo->line_count, err)) != GT_OK ||
        (rc = confirm_promises(demo, err)) != GT_OK)
        return rc;
    return close_quarter(demo, err);
}
