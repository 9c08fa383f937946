/* wording.c - the engine's chains and conflicts in the office's words. */
#include "work/wording.h"

#include "base/utf8.h"

enum { SENTENCE_MAX = 1 << 16, LABEL_MAX = 60 };

gt_str gt_task_label(const struct gt_task *task)
{
    const gt_str text = task->short_title.len > 0 ? task->short_title : task->title;

    return gt_str_sub(text, 0, gt_utf8_offset(text, LABEL_MAX));
}

static void put_lag(struct gt_buf *buf, int64_t days, bool least, enum gt_day_unit unit, bool zh)
{
    const char *unit_zh = unit == GT_DAYS_WORK ? "个工作日" : "天";
    const char *unit_en = unit == GT_DAYS_WORK ? "work days" : "days";

    if (days == GT_LINK_LAG_NONE || (least && days == 0))
        return;
    if (least && days < 0)
        gt_buf_printf(buf, zh ? "，可压茬%lld%s" : ", overlapping by up to %lld %s",
                      (long long)-days, zh ? unit_zh : unit_en);
    else if (least)
        gt_buf_printf(buf, zh ? "，至少隔%lld%s" : ", at least %lld %s between",
                      (long long)days, zh ? unit_zh : unit_en);
    else
        gt_buf_printf(buf, zh ? "，至多隔%lld%s" : ", at most %lld %s between",
                      (long long)days, zh ? unit_zh : unit_en);
}

gt_rc gt_link_sentence(struct gt_arena *arena, const struct gt_picture *picture,
                       const struct gt_task_link *link, enum gt_lang lang, gt_str *out)
{
    static const char *const words[2][GT_LANG_COUNT] = {{"开始", "starts"}, {"完成", "finishes"}};
    const bool zh = lang == GT_LANG_ZH;
    const uint32_t from = gt_picture_task(picture, link->from_id);
    const uint32_t to = gt_picture_task(picture, link->to_id);
    const bool from_start = link->type == GT_LINK_TYPE_SS || link->type == GT_LINK_TYPE_SF;
    const bool to_start = link->type == GT_LINK_TYPE_FS || link->type == GT_LINK_TYPE_SS;
    const gt_str a = from == GT_NO_INDEX ? GT_STR("?") : gt_task_label(&picture->tasks.at[from].facts);
    const gt_str b = to == GT_NO_INDEX ? GT_STR("?") : gt_task_label(&picture->tasks.at[to].facts);
    struct gt_buf buf;
    gt_rc rc;

    gt_buf_init(&buf, 1 << 14);
    gt_buf_printf(&buf, zh ? "“%.*s”%s → “%.*s”%s" : "\"%.*s\" %s → \"%.*s\" %s", GT_FMT(a),
                  words[!from_start][lang], GT_FMT(b), words[!to_start][lang]);
    put_lag(&buf, link->lag_min, true, link->unit, zh);
    put_lag(&buf, link->lag_max, false, link->unit, zh);
    rc = buf.status == GT_OK ? gt_arena_dup(arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}

static gt_str label_of(void *ctx, uint32_t act)
{
    const struct gt_wording *wording = ctx;

    return gt_task_label(&wording->picture->tasks.at[wording->picture->act_task[act]].facts);
}

static gt_rc take(struct gt_arena *arena, struct gt_buf *buf, gt_str *out)
{
    gt_rc rc = buf->status;

    if (rc == GT_OK)
        rc = gt_arena_dup(arena, gt_buf_view(buf), out);
    gt_buf_clear(buf);
    return rc;
}

static const struct gt_task *task_of(const struct gt_wording *wording, uint32_t act)
{
    return act == GT_NO_INDEX ? NULL
                              : &wording->picture->tasks.at[wording->picture->act_task[act]].facts;
}

/* 0 for a link of the tree, or one that is only being tried. */
static int64_t link_id(const struct gt_wording *wording, uint32_t link)
{
    const struct gt_picture *picture = wording->picture;
    uint32_t own;

    if (link == GT_NO_INDEX || link >= gt_plan_link_count(picture->plan))
        return 0;
    own = picture->engine_link[link];
    return own == GT_NO_INDEX ? 0 : picture->links.at[own].facts.id;
}

static const char *fact_name(const struct gt_fact *fact, const struct gt_task *task)
{
    switch (fact->kind) {
    case GT_FACT_START_MIN:
    case GT_FACT_FINISH_MIN:
        return "not_before";
    case GT_FACT_START_MAX:
    case GT_FACT_FINISH_MAX: /* without a deadline of its own it is the year's end */
        return task != NULL && task->deadline != GT_DAY_NONE ? "deadline" : "project";
    case GT_FACT_START_PIN:
        return "start_pin";
    case GT_FACT_FINISH_PIN:
        return "finish_pin";
    case GT_FACT_DURATION:
        return "duration";
    case GT_FACT_LAG_MIN:
    case GT_FACT_LAG_MAX:
        return "link";
    default:
        return "project";
    }
}

static gt_day day_of(gt_tick at, bool finish)
{
    if (at <= GT_TICK_FIRST || at >= GT_TICK_LAST || at == GT_TICK_NONE)
        return GT_DAY_NONE;
    return (gt_day)(finish ? at - 1 : at);
}

gt_rc gt_word_chain(const struct gt_wording *wording, const struct gt_why *why,
                    gt_why_steps *out, struct gt_err *err)
{
    struct gt_names names = {(void *)wording, label_of, wording->picture->meta.year};

    for (uint32_t at = 0; at < why->count; at++) {
        const struct gt_fact *fact = &why->facts[at];
        const struct gt_task *task = task_of(wording, fact->act);
        struct gt_why_step *step = GT_PUSH(wording->arena, out);
        struct gt_buf buf;

        if (step == NULL)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        gt_buf_init(&buf, SENTENCE_MAX);
        gt_fact_text(&buf, wording->net, &names, fact, wording->lang);
        if (take(wording->arena, &buf, &step->sentence) != GT_OK)
            return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        step->fact = fact_name(fact, task);
        step->task_id = task != NULL ? task->id : 0;
        step->title = task != NULL ? gt_task_label(task) : GT_STR("");
        step->link_id = link_id(wording, fact->link);
        step->days = fact->kind == GT_FACT_DURATION || fact->kind == GT_FACT_LAG_MIN ||
                             fact->kind == GT_FACT_LAG_MAX
                         ? fact->amount : INT64_MIN;
        step->day = day_of(fact->at, fact->event == 1);
    }
    return GT_OK;
}

/* The contract's word for a remedy; NULL for one that cannot be offered there
 * (links of the tree cannot be dropped, the year's beginning cannot be moved). */
static const char *remedy_name(const struct gt_wording *wording, const struct gt_remedy *remedy)
{
    const bool pin = remedy->fact == GT_FACT_START_PIN || remedy->fact == GT_FACT_FINISH_PIN;

    switch (remedy->kind) {
    case GT_REMEDY_MOVE_DEADLINE:
        return remedy->act == GT_NO_INDEX ? NULL : pin ? "unpin" : "move_deadline";
    case GT_REMEDY_MOVE_START:
        return remedy->act == GT_NO_INDEX ? NULL : "unpin";
    case GT_REMEDY_OVERLAP:
        return link_id(wording, remedy->link) == 0 ? NULL : "overlap";
    case GT_REMEDY_SHORTEN:
        return "shorten";
    default: /* a greatest lag is loosened by dropping its link */
        return link_id(wording, remedy->link) == 0 ? NULL : "drop_link";
    }
}

static gt_rc word_remedy(const struct gt_wording *wording, const struct gt_remedy *remedy,
                         gt_plan_remedies *out)
{
    const char *kind = remedy_name(wording, remedy);
    struct gt_names names = {(void *)wording, label_of, wording->picture->meta.year};
    const struct gt_task *task = task_of(wording, remedy->act);
    struct gt_plan_remedy *slot;
    struct gt_buf buf;

    if (kind == NULL)
        return GT_OK;
    if ((slot = GT_PUSH(wording->arena, out)) == NULL)
        return GT_ENOMEM;
    slot->kind = kind;
    slot->task_id = task != NULL ? task->id : 0;
    slot->link_id = link_id(wording, remedy->link);
    slot->days = remedy->amount;
    slot->day = remedy->to == GT_TICK_NONE
                    ? GT_DAY_NONE
                    : day_of(remedy->to, remedy->fact == GT_FACT_FINISH_MAX ||
                                             remedy->fact == GT_FACT_FINISH_PIN ||
                                             remedy->fact == GT_FACT_FINISH_MIN);
    gt_buf_init(&buf, SENTENCE_MAX);
    gt_remedy_text(&buf, wording->net, &names, remedy, wording->lang);
    return take(wording->arena, &buf, &slot->sentence);
}

/*
 * The conflict in one breath, from the ends of its chain: what the facts force
 * and the last of them, which it breaks.  The chain tells the rest.  False
 * where the last fact is no day.
 */
static bool in_short(const struct gt_wording *wording, const struct gt_plan_conflict *out,
                     struct gt_buf *buf)
{
    const size_t n = out->chain.count;
    const struct gt_why_step *forced, *broken;
    const bool zh = wording->lang == GT_LANG_ZH;
    const int year = wording->picture->meta.year;
    char is[GT_DAY_SAID], wants[GT_DAY_SAID];

    if (n < 2)
        return false;
    forced = &out->chain.at[n - 2];
    broken = &out->chain.at[n - 1];
    if ((strcmp(broken->fact, "deadline") != 0 && strcmp(broken->fact, "finish_pin") != 0) ||
        forced->day == GT_DAY_NONE || broken->day == GT_DAY_NONE)
        return false;
    (void)gt_day_say(forced->day, year, wording->lang, is);
    (void)gt_day_say(broken->day, year, wording->lang, wants);
    if (zh)
        gt_buf_printf(buf, "“%.*s”最早%s完成，%s是%s，差%lld个工作日。", GT_FMT(broken->title), is,
                      broken->fact[0] == 'd' ? "时限" : "定下的日子", wants, (long long)out->days);
    else
        gt_buf_printf(buf, "\"%.*s\" can finish on %s at the earliest; its %s is %s: %lld work days short.",
                      GT_FMT(broken->title), is, broken->fact[0] == 'd' ? "deadline" : "fixed day",
                      wants, (long long)out->days);
    return true;
}

gt_rc gt_word_conflict(const struct gt_wording *wording, const struct gt_conflict *conflict,
                       struct gt_plan_conflict *out, struct gt_err *err)
{
    struct gt_names names = {(void *)wording, label_of, wording->picture->meta.year};
    const struct gt_task *task = task_of(wording, conflict->act);
    struct gt_buf buf;
    gt_rc rc;

    *out = (struct gt_plan_conflict){.task_id = task != NULL ? task->id : 0,
                                     .days = conflict->excess};
    if ((rc = gt_word_chain(wording, &conflict->chain, &out->chain, err)) != GT_OK)
        return rc;
    gt_buf_init(&buf, SENTENCE_MAX);
    if (!in_short(wording, out, &buf))
        gt_conflict_text(&buf, wording->net, &names, conflict, wording->lang);
    if ((rc = take(wording->arena, &buf, &out->sentence)) != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    for (uint32_t at = 0; at < conflict->remedy_count && rc == GT_OK; at++)
        rc = word_remedy(wording, &conflict->remedies[at], &out->remedies);
    return rc == GT_OK ? GT_OK : gt_fail(err, rc, "out of memory", "内存不足");
}
