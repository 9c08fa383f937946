/* wall_snap.c - one packed answer a language. */
#include "api/wall_snap.h"

void gt_wall_snap_init(struct gt_wall_snap *snap)
{
    *snap = (struct gt_wall_snap){0};
    (void)pthread_mutex_init(&snap->lock, NULL);
}

void gt_wall_snap_clear(struct gt_wall_snap *snap)
{
    for (int lang = 0; lang < GT_LANG_COUNT; lang++)
        gt_buf_clear(&snap->packed[lang]);
    (void)pthread_mutex_destroy(&snap->lock);
}

static bool is_for(const struct gt_wall_sight *a, const struct gt_wall_sight *b)
{
    return a->today == b->today && a->born == b->born && a->units == b->units &&
           a->documents == b->documents;
}

int64_t gt_wall_snap_mark(struct gt_wall_snap *snap, const struct gt_wall_sight *sight, int64_t now_ms)
{
    const enum gt_lang lang = sight->lang;
    int64_t mark = 0;

    (void)pthread_mutex_lock(&snap->lock);
    if (is_for(&snap->sight[lang], sight) && now_ms - snap->made_ms[lang] < GT_WALL_SNAP_MS &&
        now_ms >= snap->made_ms[lang])
        mark = snap->mark[lang];
    (void)pthread_mutex_unlock(&snap->lock);
    return mark;
}

bool gt_wall_snap_copy(struct gt_wall_snap *snap, const struct gt_wall_sight *sight, int64_t mark,
                       struct gt_buf *body)
{
    const enum gt_lang lang = sight->lang;
    bool there;

    (void)pthread_mutex_lock(&snap->lock);
    there = is_for(&snap->sight[lang], sight) && snap->mark[lang] == mark;
    if (there)
        gt_buf_str(body, gt_buf_view(&snap->packed[lang]));
    (void)pthread_mutex_unlock(&snap->lock);
    return there && body->status == GT_OK;
}

void gt_wall_snap_keep(struct gt_wall_snap *snap, const struct gt_wall_sight *sight, int64_t mark,
                       int64_t now_ms, struct gt_buf *packed)
{
    const enum gt_lang lang = sight->lang;
    struct gt_buf old;

    (void)pthread_mutex_lock(&snap->lock);
    old = snap->packed[lang];
    snap->packed[lang] = *packed;
    snap->sight[lang] = *sight;
    snap->mark[lang] = mark;
    snap->made_ms[lang] = now_ms;
    (void)pthread_mutex_unlock(&snap->lock);
    gt_buf_clear(&old);
    *packed = (struct gt_buf){0};
}
