/*
 * db_pg.c - PostgreSQL behind the facade, through libpq.
 *
 * Parameters travel as text (bytes as bytes), results in binary: 8, 4 or 2
 * bytes big-endian for numbers, raw bytes for text and bytea.  A connection
 * that was lost is opened again at the next begin; statements know the
 * connection they were prepared on by its generation and prepare themselves
 * anew on the next one.
 */
#include <libpq-fe.h>

#include "base/buf.h"
#include "store/db_impl.h"

enum { SCHEMA_MAX = 63, CONNECT_TIMEOUT_S = 10 };

struct pg_db {
    struct gt_db base;
    PGconn  *conn;
    uint32_t generation;   /* counts connections */
    uint32_t names;        /* for statement names */
    bool     writing;      /* the transaction that is open */
    char     schema[SCHEMA_MAX + 1];
};

struct pg_stmt {
    struct gt_stmt base;
    char      name[24];
    uint32_t  generation;  /* the connection that knows it; 0: none */
    PGresult *result;      /* rows while running */
    int       row;
    int       params;      /* highest bound index */
    char     *values[GT_SQL_PARAMS_MAX];
    int       lengths[GT_SQL_PARAMS_MAX];
    int       formats[GT_SQL_PARAMS_MAX];
};

static struct pg_db *pg(struct gt_db *db) { return (struct pg_db *)db; }
static struct pg_stmt *pgs(struct gt_stmt *stmt) { return (struct pg_stmt *)stmt; }

/* The last error of the connection, or of result where there is one. */
static gt_rc fail(struct gt_db *db, const PGresult *result, struct gt_err *err)
{
    const char *state = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *words = result != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    char line[256];

    if (words == NULL)
        words = PQerrorMessage(pg(db)->conn);
    (void)snprintf(line, sizeof line, "%s", words);
    for (char *c = line; *c != '\0'; c++)
        if (*c == '\n')
            *c = c[1] == '\0' ? '\0' : ' ';
    if (PQstatus(pg(db)->conn) != CONNECTION_OK)
        db->lost = true;
    if (state == NULL)
        return gt_fail(err, GT_EDB, "PostgreSQL: %s", "PostgreSQL：%s", line);
    if (strcmp(state, "23505") == 0)
        return gt_fail(err, GT_EEXISTS, "the same entry exists already: %s",
                       "已有相同的记录：%s", line);
    if (strcmp(state, "23503") == 0)
        return gt_fail(err, GT_ECONFLICT, "something it refers to is gone, or something still refers to it",
                       "所引用的记录已不存在，或仍被其他记录引用");
    if (strncmp(state, "23", 2) == 0 || strncmp(state, "22", 2) == 0)
        return gt_fail(err, GT_EINVAL, "the database refuses the value: %s",
                       "数据库拒绝该值：%s", line);
    if (strncmp(state, "40", 2) == 0 || strcmp(state, "55P03") == 0)
        return gt_fail(err, GT_EBUSY, "another program is writing to the space",
                       "另有程序正在写入单位空间");
    if (strcmp(state, "53100") == 0)
        return gt_fail(err, GT_EIO, "the disk is full", "磁盘已满");
    if (strcmp(state, "53200") == 0)
        return gt_fail(err, GT_ENOMEM, "the database is out of memory", "数据库内存不足");
    return gt_fail(err, GT_EDB, "PostgreSQL (%s): %s", "PostgreSQL（%s）：%s", state, line);
}

static bool good(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);

    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static gt_rc script(struct gt_db *db, const char *sql, struct gt_err *err)
{
    PGresult *result = PQexec(pg(db)->conn, sql);
    gt_rc rc = GT_OK;

    if (!good(result))
        rc = fail(db, result, err);
    PQclear(result);
    return rc;
}

/* ---- connecting --------------------------------------------------------- */

static void no_notice(void *data, const char *message)
{
    (void)data;
    (void)message;
}

/* What every new connection needs; schema was checked to be an identifier. */
static gt_rc set_up(struct pg_db *db, bool create, struct gt_err *err)
{
    char sql[512];
    PGresult *result;
    bool there;
    gt_rc rc;

    (void)PQsetNoticeProcessor(db->conn, no_notice, NULL);
    if (PQsetClientEncoding(db->conn, "UTF8") != 0)
        return fail(&db->base, NULL, err);
    (void)snprintf(sql, sizeof sql,
                   "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = '%s'", db->schema);
    result = PQexec(db->conn, sql);
    if (!good(result)) {
        rc = fail(&db->base, result, err);
        PQclear(result);
        return rc;
    }
    there = PQntuples(result) > 0;
    PQclear(result);
    if (!there && !create)
        return gt_fail_field(err, GT_ENOTFOUND, "space", "the database has no schema %s",
                             "数据库中没有模式 %s", db->schema);
    if (!there) {
        (void)snprintf(sql, sizeof sql, "CREATE SCHEMA \"%s\"", db->schema);
        if ((rc = script(&db->base, sql, err)) != GT_OK)
            return rc;
    }
    (void)snprintf(sql, sizeof sql,
                   "SET search_path TO \"%s\"; SET synchronous_commit TO on;"
                   "SET standard_conforming_strings TO on; SET lock_timeout TO %d",
                   db->schema, GT_DB_BUSY_MS);
    if ((rc = script(&db->base, sql, err)) != GT_OK)
        return rc;
    db->generation++;
    db->base.lost = false;
    return GT_OK;
}

static bool is_identifier(gt_str s)
{
    if (s.len == 0 || s.len > SCHEMA_MAX)
        return false;
    for (size_t at = 0; at < s.len; at++) {
        const char c = s.at[at];

        if (!(c == '_' || (c >= 'a' && c <= 'z') || (at > 0 && c >= '0' && c <= '9')))
            return false;
    }
    return true;
}

/* Takes schema=... out of the query part; the rest goes to libpq. */
static gt_rc split_url(const char *url, struct gt_buf *rest, char schema[SCHEMA_MAX + 1],
                       struct gt_err *err)
{
    const char *query = strchr(url, '?');
    gt_str name = GT_STR("guatu");
    char glue = '?';

    gt_buf_add(rest, url, query == NULL ? strlen(url) : (size_t)(query - url));
    while (query != NULL && *++query != '\0') {
        const char *end = strchr(query, '&');
        const gt_str part = {query, end == NULL ? strlen(query) : (size_t)(end - query)};

        if (gt_str_starts(part, GT_STR("schema="))) {
            name = gt_str_sub(part, strlen("schema="), part.len);
        } else if (part.len > 0) {
            gt_buf_char(rest, glue);
            gt_buf_str(rest, part);
            glue = '&';
        }
        query = end;
    }
    if (!is_identifier(name))
        return gt_fail_field(err, GT_EINVAL, "space",
                             "a schema's name has only a-z, 0-9 and _, not \"%.*s\"",
                             "模式名只能含 a-z、0-9和下划线，不能是“%.*s”", GT_FMT(name));
    memcpy(schema, name.at, name.len);
    schema[name.len] = '\0';
    return rest->status == GT_OK ? GT_OK : gt_fail(err, rest->status, "out of memory", "内存不足");
}

static gt_rc reconnect(struct pg_db *db, struct gt_err *err)
{
    PQreset(db->conn);
    if (PQstatus(db->conn) != CONNECTION_OK)
        return fail(&db->base, NULL, err);
    return set_up(db, false, err);
}

/* ---- statements ------------------------------------------------------------ */

static gt_rc prepare_now(struct gt_db *db, struct pg_stmt *stmt, const char *sql,
                         struct gt_err *err)
{
    PGresult *result = PQprepare(pg(db)->conn, stmt->name, sql, 0, NULL);
    gt_rc rc = GT_OK;

    if (good(result))
        stmt->generation = pg(db)->generation;
    else
        rc = fail(db, result, err);
    PQclear(result);
    return rc;
}

static gt_rc prepare(struct gt_db *db, const char *sql, struct gt_stmt **out, struct gt_err *err)
{
    struct pg_stmt *stmt = gt_calloc(1, sizeof *stmt);
    gt_rc rc;

    if (stmt == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    (void)snprintf(stmt->name, sizeof stmt->name, "guatu_%u", ++pg(db)->names);
    if ((rc = prepare_now(db, stmt, sql, err)) != GT_OK) {
        gt_free(stmt);
        return rc;
    }
    *out = &stmt->base;
    return GT_OK;
}

static void drop_rows(struct pg_stmt *stmt)
{
    PQclear(stmt->result);
    stmt->result = NULL;
    stmt->base.running = false;
}

static void rewind_stmt(struct gt_stmt *base)
{
    struct pg_stmt *stmt = pgs(base);

    drop_rows(stmt);
    for (int index = 0; index < stmt->params; index++) {
        gt_free(stmt->values[index]);
        stmt->values[index] = NULL;
    }
    stmt->params = 0;
}

static void finalize(struct gt_stmt *base)
{
    struct pg_stmt *stmt = pgs(base);
    PGconn *conn = pg(base->db)->conn;
    char sql[48];

    rewind_stmt(base);
    /* Best effort: inside a failed transaction the server keeps it until the
     * connection ends. */
    if (stmt->generation == pg(base->db)->generation && PQstatus(conn) == CONNECTION_OK) {
        (void)snprintf(sql, sizeof sql, "DEALLOCATE %s", stmt->name);
        PQclear(PQexec(conn, sql));
    }
    gt_free(stmt);
}

static gt_rc bind(struct gt_stmt *base, int index, const struct gt_bind *value)
{
    struct pg_stmt *stmt = pgs(base);
    const int at = index - 1;
    char number[40];
    gt_str bytes = value->bytes;

    gt_free(stmt->values[at]);
    stmt->values[at] = NULL;
    stmt->lengths[at] = 0;
    stmt->formats[at] = 0;
    if (stmt->params < index)
        stmt->params = index;
    switch (value->kind) {
    case GT_BIND_NULL:
        return GT_OK;
    case GT_BIND_I64:
        (void)snprintf(number, sizeof number, "%lld", (long long)value->i64);
        bytes = gt_str_from(number);
        break;
    case GT_BIND_DOUBLE:
        (void)snprintf(number, sizeof number, "%.17g", value->real);
        bytes = gt_str_from(number);
        break;
    case GT_BIND_BLOB:
        stmt->formats[at] = 1;
        break;
    case GT_BIND_STR:
        break;
    }
    if ((stmt->values[at] = gt_calloc(bytes.len + 1, 1)) == NULL)
        return GT_ENOMEM;
    if (bytes.len > 0)
        memcpy(stmt->values[at], bytes.at, bytes.len);
    stmt->lengths[at] = (int)bytes.len;
    return GT_OK;
}

static enum gt_step step(struct gt_stmt *base, struct gt_err *err)
{
    struct pg_stmt *stmt = pgs(base);
    struct pg_db *db = pg(base->db);

    if (base->running) {
        if (++stmt->row < PQntuples(stmt->result))
            return GT_STEP_ROW;
        drop_rows(stmt);
        return GT_STEP_DONE;
    }
    if (stmt->generation != db->generation &&
        prepare_now(base->db, stmt, base->sql, err) != GT_OK)
        return GT_STEP_ERROR;
    stmt->result = PQexecPrepared(db->conn, stmt->name, stmt->params,
                                  (const char *const *)stmt->values, stmt->lengths,
                                  stmt->formats, 1);
    if (!good(stmt->result)) {
        (void)fail(base->db, stmt->result, err);
        drop_rows(stmt);
        return GT_STEP_ERROR;
    }
    if (PQntuples(stmt->result) == 0) {
        drop_rows(stmt);
        return GT_STEP_DONE;
    }
    stmt->row = 0;
    base->running = true;
    return GT_STEP_ROW;
}

static bool column_is_null(struct gt_stmt *base, int col)
{
    return PQgetisnull(pgs(base)->result, pgs(base)->row, col) != 0;
}

static gt_str column_bytes(struct gt_stmt *base, int col, bool blob)
{
    const struct pg_stmt *stmt = pgs(base);
    const int len = PQgetlength(stmt->result, stmt->row, col);

    (void)blob;
    return len == 0 ? GT_STR("")
                    : (gt_str){PQgetvalue(stmt->result, stmt->row, col), (size_t)len};
}

static uint64_t big_endian(gt_str bytes)
{
    uint64_t value = 0;

    for (size_t at = 0; at < bytes.len; at++)
        value = value << 8 | (unsigned char)bytes.at[at];
    return value;
}

static int64_t column_i64(struct gt_stmt *base, int col)
{
    const gt_str bytes = column_bytes(base, col, true);
    const uint64_t value = big_endian(bytes);

    return bytes.len == 8 ? (int64_t)value
           : bytes.len == 4 ? (int32_t)(uint32_t)value
           : bytes.len == 2 ? (int16_t)(uint16_t)value : 0;
}

static double column_real(struct gt_stmt *base, int col)
{
    const gt_str bytes = column_bytes(base, col, true);
    const uint64_t value = big_endian(bytes);
    double real = 0;

    if (bytes.len == 8)
        memcpy(&real, &value, sizeof real);
    return real;
}

/* ---- transactions ------------------------------------------------------------ */

static gt_rc begin(struct gt_db *db, enum gt_txn_kind kind, struct gt_err *err)
{
    const char *sql = kind == GT_TXN_WRITE ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                                           : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    struct gt_err first = {0};
    gt_rc rc;

    pg(db)->writing = kind == GT_TXN_WRITE;
    if (!db->lost && PQstatus(pg(db)->conn) == CONNECTION_OK &&
        (rc = script(db, sql, &first)) == GT_OK)
        return GT_OK;
    if (!db->lost && PQstatus(pg(db)->conn) == CONNECTION_OK) {
        if (err != NULL)
            *err = first;
        return first.rc == GT_OK ? GT_EDB : first.rc;
    }
    /* Nothing was begun yet, so trying once more on a new connection is safe. */
    if ((rc = reconnect(pg(db), err)) != GT_OK)
        return rc;
    return script(db, sql, err);
}

/* Whoever listens (ear.h) hears of a write when, and only when, it is on disk. */
static gt_rc commit(struct gt_db *db, struct gt_err *err)
{
    char sql[SCHEMA_MAX + 32];
    PGresult *result;
    gt_rc rc = GT_OK;

    (void)snprintf(sql, sizeof sql, "NOTIFY \"%s\"; COMMIT", pg(db)->schema);
    result = PQexec(pg(db)->conn, pg(db)->writing ? sql : "COMMIT");

    if (!good(result))
        rc = fail(db, result, err);
    else if (strcmp(PQcmdStatus(result), "COMMIT") != 0) /* it was aborted before */
        rc = gt_fail(err, GT_EDB, "the transaction was rolled back", "事务已被回滚");
    PQclear(result);
    return rc;
}

static void rollback(struct gt_db *db)
{
    if (PQstatus(pg(db)->conn) == CONNECTION_OK)
        PQclear(PQexec(pg(db)->conn, "ROLLBACK"));
}

static void close_db(struct gt_db *db)
{
    gt_db_rollback(db);
    pg(db)->generation++; /* the server forgets them with the connection */
    gt_db_cache_clear(db);
    PQfinish(pg(db)->conn);
    gt_free(db);
}

static const struct gt_db_ops ops = {
    close_db, script, prepare, begin, commit, rollback, finalize, rewind_stmt, bind,
    step, column_i64, column_real, column_bytes, column_is_null,
};

gt_rc gt_db_pg_open(const char *url, bool create, struct gt_db **out, struct gt_err *err)
{
    struct pg_db *db = gt_calloc(1, sizeof *db);
    struct gt_buf rest;
    gt_rc rc;

    gt_buf_init(&rest, 1 << 16);
    if (db == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    db->base.ops = &ops;
    db->base.dialect = GT_DIALECT_PG;
    if ((rc = split_url(url, &rest, db->schema, err)) != GT_OK)
        goto out;
    if (strstr(rest.at, "connect_timeout=") == NULL)
        gt_buf_printf(&rest, "%cconnect_timeout=%d", strchr(rest.at, '?') == NULL ? '?' : '&',
                      CONNECT_TIMEOUT_S);
    if (rest.status != GT_OK) {
        rc = gt_fail(err, rest.status, "out of memory", "内存不足");
        goto out;
    }
    db->conn = PQconnectdb(rest.at);
    if (PQstatus(db->conn) != CONNECTION_OK) {
        rc = fail(&db->base, NULL, err);
        goto out;
    }
    rc = set_up(db, create, err);
out:
    gt_buf_clear(&rest);
    if (rc != GT_OK) {
        PQfinish(db->conn);
        gt_free(db);
        return gt_wrap(err, rc, "opening the PostgreSQL space", "打开 PostgreSQL 单位空间");
    }
    *out = &db->base;
    return GT_OK;
}

/* ---- hearing of others -------------------------------------------------------- */

gt_rc gt_db_pg_listen(struct gt_db *db, int *fd, struct gt_err *err)
{
    char sql[SCHEMA_MAX + 16];
    gt_rc rc;

    (void)snprintf(sql, sizeof sql, "LISTEN \"%s\"", pg(db)->schema);
    if ((rc = script(db, sql, err)) == GT_OK)
        *fd = PQsocket(pg(db)->conn);
    return rc;
}

gt_rc gt_db_pg_heard(struct gt_db *db, bool *heard, struct gt_err *err)
{
    PGnotify *note;

    *heard = false;
    if (PQconsumeInput(pg(db)->conn) != 1 || PQstatus(pg(db)->conn) != CONNECTION_OK)
        return fail(db, NULL, err);
    while ((note = PQnotifies(pg(db)->conn)) != NULL) {
        *heard = true;
        PQfreemem(note);
    }
    return GT_OK;
}
