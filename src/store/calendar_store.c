/* calendar_store.c - work calendars. */
#include "store/calendar_store.h"

#include "store/rows.h"

enum { CALENDARS_MAX = 200, YEARS_MAX = 40000, DAYS_MAX = 400000 };

static const char sql_list[] =
    "SELECT id, key, name_zh, name_en, week_mask FROM calendar ORDER BY id";
static const char sql_years[] =
    "SELECT calendar_id, year, source, provisional FROM calendar_year ORDER BY calendar_id, year";
/* A later notice speaks after an earlier one: the last one counts. */
static const char sql_days[] =
    "SELECT calendar_id, year, day, off, name_zh, name_en FROM calendar_day ORDER BY calendar_id, year, day";
static const char sql_insert[] =
    "INSERT INTO calendar (key, name_zh, name_en, week_mask) VALUES ($1, $2, $3, $4) RETURNING id";
static const char sql_year_days_clear[] =
    "DELETE FROM calendar_day WHERE calendar_id = $1 AND year = $2";
static const char sql_year_clear[] =
    "DELETE FROM calendar_year WHERE calendar_id = $1 AND year = $2";
static const char sql_year[] =
    "INSERT INTO calendar_year (calendar_id, year, source, provisional) VALUES ($1, $2, $3, $4)";
static const char sql_day[] =
    "INSERT INTO calendar_day (calendar_id, year, day, off, name_zh, name_en)"
    " VALUES ($1, $2, $3, $4, $5, $6)";

static gt_rc read_calendar(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_calendar *calendar = row;
    gt_rc rc;

    calendar->id = gt_stmt_i64(stmt, 0);
    calendar->week_mask = gt_stmt_i64(stmt, 4);
    if ((rc = gt_stmt_dup(stmt, 1, arena, &calendar->key)) != GT_OK ||
        (rc = gt_stmt_dup(stmt, 2, arena, &calendar->name[GT_LANG_ZH])) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 3, arena, &calendar->name[GT_LANG_EN]);
}

static gt_rc read_year(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_calendar_year *year = row;

    year->calendar_id = gt_stmt_i64(stmt, 0);
    year->year = gt_stmt_i64(stmt, 1);
    year->provisional = gt_stmt_i64(stmt, 3);
    return gt_stmt_dup(stmt, 2, arena, &year->source);
}

static gt_rc read_day(struct gt_stmt *stmt, struct gt_arena *arena, void *row)
{
    struct gt_calendar_day *day = row;
    gt_rc rc;

    day->calendar_id = gt_stmt_i64(stmt, 0);
    day->year = gt_stmt_i64(stmt, 1);
    day->day = gt_stmt_day(stmt, 2);
    day->off = gt_stmt_i64(stmt, 3);
    if ((rc = gt_stmt_dup(stmt, 4, arena, &day->name[GT_LANG_ZH])) != GT_OK)
        return rc;
    return gt_stmt_dup(stmt, 5, arena, &day->name[GT_LANG_EN]);
}

gt_rc gt_calendar_store_list(struct gt_db *db, struct gt_arena *arena, gt_calendars *out,
                             struct gt_err *err)
{
    return gt_rows_query(db, sql_list, 0, arena, read_calendar, sizeof(struct gt_calendar),
                         CALENDARS_MAX, out, err);
}

gt_rc gt_calendar_store_years(struct gt_db *db, struct gt_arena *arena, gt_calendar_years *out,
                              struct gt_err *err)
{
    return gt_rows_query(db, sql_years, 0, arena, read_year, sizeof(struct gt_calendar_year),
                         YEARS_MAX, out, err);
}

gt_rc gt_calendar_store_days(struct gt_db *db, struct gt_arena *arena, gt_calendar_days *out,
                             struct gt_err *err)
{
    return gt_rows_query(db, sql_days, 0, arena, read_day, sizeof(struct gt_calendar_day),
                         DAYS_MAX, out, err);
}

gt_rc gt_calendar_store_insert(struct gt_db *db, struct gt_calendar *calendar, struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql_insert, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_str(stmt, 1, calendar->key);
    gt_stmt_bind_str(stmt, 2, calendar->name[GT_LANG_ZH]);
    gt_stmt_bind_str(stmt, 3, calendar->name[GT_LANG_EN]);
    gt_stmt_bind_i64(stmt, 4, calendar->week_mask);
    rc = gt_stmt_run_i64(stmt, &calendar->id, err);
    gt_stmt_release(stmt);
    return rc;
}

/* Binds the year's key and runs. */
static gt_rc run_year(struct gt_db *db, const char *sql, const struct gt_calendar_year *year,
                      struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = gt_db_prepare(db, sql, &stmt, err)) != GT_OK)
        return rc;
    gt_stmt_bind_i64(stmt, 1, year->calendar_id);
    gt_stmt_bind_i64(stmt, 2, year->year);
    if (sql == sql_year) {
        gt_stmt_bind_str(stmt, 3, year->source);
        gt_stmt_bind_i64(stmt, 4, year->provisional);
    }
    rc = gt_stmt_run(stmt, err);
    gt_stmt_release(stmt);
    return rc;
}

gt_rc gt_calendar_store_set_year(struct gt_db *db, const struct gt_calendar_year *year,
                                 const struct gt_calendar_day *days, size_t count,
                                 struct gt_err *err)
{
    struct gt_stmt *stmt = NULL;
    gt_rc rc;

    if ((rc = run_year(db, sql_year_days_clear, year, err)) != GT_OK ||
        (rc = run_year(db, sql_year_clear, year, err)) != GT_OK ||
        (rc = run_year(db, sql_year, year, err)) != GT_OK ||
        (rc = gt_db_prepare(db, sql_day, &stmt, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < count && rc == GT_OK; at++) {
        gt_stmt_bind_i64(stmt, 1, year->calendar_id);
        gt_stmt_bind_i64(stmt, 2, year->year);
        gt_stmt_bind_day(stmt, 3, days[at].day);
        gt_stmt_bind_i64(stmt, 4, days[at].off);
        gt_stmt_bind_str(stmt, 5, days[at].name[GT_LANG_ZH]);
        gt_stmt_bind_str(stmt, 6, days[at].name[GT_LANG_EN]);
        rc = gt_stmt_run(stmt, err);
    }
    gt_stmt_release(stmt);
    return rc == GT_OK ? GT_OK : gt_wrap(err, rc, "calendar year %lld", "%lld年日历",
                                         (long long)year->year);
}
