/* ear.c - a listening connection, where the database has such. */
#include "store/ear.h"

#include "store/db_impl.h"

struct gt_ear { struct gt_db *db; int fd; };

gt_rc gt_ear_open(const char *url, struct gt_ear **out, struct gt_err *err)
{
    struct gt_ear *ear;
    gt_rc rc;

    *out = NULL;
    if (gt_db_url_dialect(url) != GT_DIALECT_PG)
        return GT_OK;
    if ((ear = gt_calloc(1, sizeof *ear)) == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if ((rc = gt_db_open(url, false, &ear->db, err)) != GT_OK ||
        (rc = gt_db_pg_listen(ear->db, &ear->fd, err)) != GT_OK) {
        gt_ear_close(ear);
        return rc;
    }
    *out = ear;
    return GT_OK;
}

void gt_ear_close(struct gt_ear *ear)
{
    if (ear == NULL)
        return;
    if (ear->db != NULL)
        gt_db_close(ear->db);
    gt_free(ear);
}

int gt_ear_fd(const struct gt_ear *ear) { return ear->fd; }

gt_rc gt_ear_take(struct gt_ear *ear, bool *heard, struct gt_err *err)
{
    return gt_db_pg_heard(ear->db, heard, err);
}
