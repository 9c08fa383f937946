/* finding.c - search, and the journal as people read it. */
#include "work/finding.h"

#include "base/json.h"
#include "base/utf8.h"
#include "store/directive_store.h"
#include "work/duty.h"
#include "work/picture.h"
#include "work/rights.h"
#include "work/space.h"

enum { EXCERPT_BEFORE = 20, EXCERPT_CHARS = 80, QUERY_MAX = 300, SENTENCE_FIELDS_MAX = 4,
       VALUE_CHARS_MAX = 60 };

/* ---- search --------------------------------------------------------------------------- */

struct query { gt_str word[GT_SEARCH_WORDS_MAX]; size_t count; };

static struct query split(gt_str text)
{
    struct query query = {0};
    size_t at = 0;

    while (query.count < GT_SEARCH_WORDS_MAX) {
        size_t end;

        text = gt_str_trim(gt_str_sub(text, at, text.len));
        if (text.len == 0)
            break;
        end = gt_str_find(text, GT_STR(" "), 0);
        if (gt_str_find(text, GT_STR("\u3000"), 0) < end)
            end = gt_str_find(text, GT_STR("\u3000"), 0);
        at = end == SIZE_MAX ? text.len : end;
        query.word[query.count++] = gt_str_sub(text, 0, at);
    }
    return query;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

/* Latin letters without regard to case; Chinese has none. */
static size_t find_word(gt_str text, gt_str word)
{
    for (size_t at = 0; word.len > 0 && at + word.len <= text.len; at++) {
        size_t same = 0;

        while (same < word.len && lower(text.at[at + same]) == lower(word.at[same]))
            same++;
        if (same == word.len)
            return at;
    }
    return SIZE_MAX;
}

/* 0 where a word is missing from all of the texts; earlier texts weigh more. */
static int64_t score_of(const struct query *query, const gt_str *texts, size_t count)
{
    int64_t score = 0;

    for (size_t word = 0; word < query->count; word++) {
        int64_t best = 0;

        for (size_t text = 0; text < count && best == 0; text++) {
            const size_t at = find_word(texts[text], query->word[word]);

            if (at != SIZE_MAX)
                best = (int64_t)(count - text) * 100 + (at == 0 ? 50 : 0);
        }
        if (best == 0)
            return 0;
        score += best;
    }
    return score;
}

/* Some characters around the first word that is in the text. */
static gt_str excerpt(const struct query *query, gt_str text)
{
    size_t at = SIZE_MAX, from;

    for (size_t word = 0; word < query->count && at == SIZE_MAX; word++)
        at = find_word(text, query->word[word]);
    if (at == SIZE_MAX)
        at = 0;
    from = gt_utf8_count(gt_str_sub(text, 0, at));
    from = from > EXCERPT_BEFORE ? from - EXCERPT_BEFORE : 0;
    text = gt_str_sub(text, gt_utf8_offset(text, from), text.len);
    return gt_str_sub(text, 0, gt_utf8_offset(text, EXCERPT_CHARS));
}

/* Keeps the best GT_HITS_MAX, best first; the texts are copied. */
static gt_rc add_hit(struct gt_arena *arena, gt_hits *hits, const struct gt_hit *hit)
{
    struct gt_hit copy = *hit;
    size_t place = hits->count;

    if (hits->count == GT_HITS_MAX && hits->at[hits->count - 1].score >= hit->score)
        return GT_OK;
    if (gt_arena_dup(arena, hit->title, &copy.title) != GT_OK ||
        gt_arena_dup(arena, hit->excerpt, &copy.excerpt) != GT_OK)
        return GT_ENOMEM;
    if (hits->count < GT_HITS_MAX && GT_PUSH(arena, hits) == NULL)
        return GT_ENOMEM;
    place = hits->count - 1;
    for (; place > 0 && hits->at[place - 1].score < hit->score; place--)
        hits->at[place] = hits->at[place - 1];
    hits->at[place] = copy;
    return GT_OK;
}

static gt_rc search_picture(struct gt_ctx *ctx, const struct gt_picture *picture,
                            const struct query *query, gt_hits *hits)
{
    gt_rc rc = GT_OK;

    for (uint32_t at = 0; at < picture->order_count && rc == GT_OK; at++) {
        const struct gt_task *task = &picture->tasks.at[picture->order[at]].facts;
        const struct gt_unit_row *unit = gt_picture_unit(picture, task->lead_unit_id);
        const gt_str texts[] = {task->code, task->title, task->short_title, task->theme,
                                unit != NULL ? unit->name : GT_STR(""), task->detail};
        const struct gt_hit hit = {"task", task->id, 0, task->title, excerpt(query, task->detail),
                                   score_of(query, texts, GT_LEN(texts)) + 5};

        if (hit.score > 5 && gt_sees_task(ctx, picture, picture->order[at]))
            rc = add_hit(ctx->arena, hits, &hit);
    }
    for (size_t at = 0; at < picture->directives.count && rc == GT_OK &&
                        gt_may_all(ctx, GT_USE_doc_read); at++) {
        const struct gt_directive *directive = &picture->directives.at[at];
        const gt_str texts[] = {directive->title, directive->number, directive->issuer};
        const struct gt_hit hit = {"directive", directive->id, directive->id, directive->title,
                                   directive->number, score_of(query, texts, GT_LEN(texts))};

        if (hit.score > 0)
            rc = add_hit(ctx->arena, hits, &hit);
    }
    for (size_t at = 0; at < picture->units.count && rc == GT_OK &&
                        gt_may_all(ctx, GT_USE_unit_read); at++) {
        const struct gt_unit_row *unit = &picture->units.at[at];
        const gt_str texts[] = {unit->name, unit->short_name, unit->aliases};
        const struct gt_hit hit = {"unit", unit->id, 0, unit->name, unit->short_name,
                                   score_of(query, texts, GT_LEN(texts))};

        if (hit.score > 0 && unit->removed_at_ms == 0)
            rc = add_hit(ctx->arena, hits, &hit);
    }
    return rc;
}

struct clause_search { const struct query *query; gt_hits *hits; };

static gt_rc search_clauses(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct clause_search *search = at;
    gt_directives directives = {0};
    gt_rc rc;

    if ((rc = gt_directive_store_list(db, ctx->arena, &directives, err)) != GT_OK)
        return rc;
    for (size_t which = 0; which < directives.count; which++) {
        gt_clauses clauses = {0};

        if ((rc = gt_clause_store_list(db, directives.at[which].id, ctx->arena, &clauses, err)) != GT_OK)
            return rc;
        for (size_t row = 0; row < clauses.count; row++) {
            const struct gt_clause *clause = &clauses.at[row];
            const gt_str texts[] = {clause->text, clause->heading};
            const struct gt_hit hit = {"clause", clause->id, clause->directive_id,
                                       directives.at[which].title,
                                       excerpt(search->query, clause->text),
                                       score_of(search->query, texts, GT_LEN(texts))};

            if (hit.score > 0 && add_hit(ctx->arena, search->hits, &hit) != GT_OK)
                return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
        }
    }
    return GT_OK;
}

gt_rc gt_work_search(struct gt_ctx *ctx, gt_str words, gt_hits *out, struct gt_err *err)
{
    const struct query query = split(words);
    struct clause_search search = {&query, out};
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (gt_hits){0};
    if (words.len > QUERY_MAX)
        return gt_fail_field(err, GT_EINVAL, "q", "at most %d bytes can be searched for",
                             "搜索内容不得超过%d字节", (int)QUERY_MAX);
    if (query.count == 0)
        return GT_OK;
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    rc = search_picture(ctx, picture, &query, out);
    gt_picture_done(ctx);
    if (rc != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    return gt_may_all(ctx, GT_USE_doc_read) ? gt_work_read(ctx, search_clauses, &search, err) : GT_OK;
}

/* ---- the journal ----------------------------------------------------------------------- */

struct journal_want { const struct gt_journal_filter *filter; gt_journal_rows *out; };

static gt_rc read_journal(struct gt_db *db, struct gt_ctx *ctx, void *at, struct gt_err *err)
{
    const struct journal_want *want = at;

    return gt_journal_list(db, want->filter, ctx->arena, want->out, err);
}

gt_rc gt_work_journal(struct gt_ctx *ctx, const struct gt_journal_filter *filter,
                      gt_journal_rows *out, struct gt_err *err)
{
    struct journal_want want = {filter, out};
    gt_rc rc;

    *out = (gt_journal_rows){0};
    /* Who sees a task sees its history. */
    rc = gt_str_eq(filter->object, GT_STR("task")) && filter->object_id != 0 && !gt_may_all(ctx, GT_USE_journal_read)
             ? gt_may_task(ctx, GT_USE_task_read, filter->object_id, err)
             : gt_may(ctx, GT_USE_journal_read, NULL, err);
    if (rc != GT_OK)
        return rc;
    return gt_work_read(ctx, read_journal, &want, err);
}

static gt_rc verify(struct gt_db *db, struct gt_ctx *ctx, void *out, struct gt_err *err)
{
    (void)ctx;
    return gt_journal_verify(db, out, err);
}

gt_rc gt_work_journal_verify(struct gt_ctx *ctx, struct gt_journal_check *out, struct gt_err *err)
{
    const gt_rc rc = gt_may(ctx, GT_USE_journal_read, NULL, err);

    return rc != GT_OK ? rc : gt_work_read(ctx, verify, out, err);
}

/* ---- a row in words --------------------------------------------------------------------- */

static const struct term { const char *key, *word[GT_LANG_COUNT]; } actions[] = {
    {"create", {"新增", "added"}}, {"edit", {"修改", "changed"}}, {"remove", {"移除", "removed"}},
    {"report", {"填报进展", "reported on"}}, {"import", {"导入", "imported"}},
    {"accept", {"采纳", "accepted"}}, {"map", {"对应", "mapped"}}, {"nothing", {"判定无需落实", "answered nothing to do for"}},
    {"reopen", {"重新打开", "reopened"}}, {"split", {"拆分", "split"}}, {"merge", {"合并", "merged"}},
    {"follow", {"跟进新版", "followed a new version of"}}, {"read", {"读入", "read in"}}, {"sign-in", {"登录", "signed in to"}},
    {"password", {"设置口令", "set the password of"}}, {"lock", {"锁定", "locked"}},
    {"apply", {"应用", "applied"}}, {"discard", {"放弃", "discarded"}}, {"freeze", {"冻结", "froze"}},
    {"measures", {"调整举措", "changed the measures of"}}, {"evidence", {"上传佐证", "added evidence"}},
    {"close", {"关闭", "closed"}}, {"keep", {"保留任务", "kept the tasks of"}}, {"drop", {"撤下任务", "dropped the tasks of"}},
    {"light", {"人工设灯", "set the light of"}}, {"rate", {"评定", "rated"}}, {"slip", {"督办单", "issued or moved a slip on"}},
    {"run", {"运行", "ran"}},
    {"target", {"确定目标", "set the target of"}}, {"reading", {"填报数值", "entered readings of"}},
    {"promise", {"确认承诺数字", "decided on the promised figure of"}},
    {"template", {"套用模板", "used a template for"}}, {"move", {"调整", "moved"}},
    {"recovery", {"用恢复码登录", "signed in by a recovery code to"}},
    {"recovery-new", {"更换恢复码", "made new recovery codes of"}},
    {"bind", {"绑定统一身份", "bound to the provider"}}, {"unlock", {"解锁", "unlocked"}},
    {"disable", {"停用", "switched off"}}, {"enable", {"启用", "switched on"}},
    {"factor-on", {"启用第二因素", "switched the second factor on for"}},
    {"factor-off", {"停用第二因素", "switched the second factor off for"}},
    {"sessions-end", {"结束会话", "ended the sessions of"}},
    {"token-new", {"新建令牌", "made an API token of"}}, {"token-end", {"撤销令牌", "took back an API token of"}},
    {"handover", {"办理交接", "handed over the work of"}}, {"dissolve", {"撤并", "dissolved"}},
}, objects[] = {
    {"indicator", {"指标", "indicator"}}, {"region", {"地区", "region"}}, {"period", {"期间", "month"}},
    {"score", {"评分表", "score sheet"}}, {"notices", {"提醒", "notices"}}, {"lights", {"周期灯", "lights of a period"}},
    {"light_rules", {"亮灯规则", "rules of lights"}},
    {"duty", {"任务", "task"}}, {"setting", {"设置", "the setting"}}, {"task", {"任务", "task"}},
    {"link", {"衔接", "link"}}, {"unit", {"单位", "unit"}},
    {"person", {"人员", "person"}}, {"node", {"节点", "node"}}, {"baseline", {"基线", "baseline"}},
    {"calendar", {"日历", "calendar"}}, {"space", {"单位空间", "the space"}},
    {"directive", {"文件", "directive"}}, {"clause", {"条款", "clause"}},
    {"cadence", {"报送频率", "reporting frequency"}}, {"closing", {"报送期", "reporting period"}},
    {"import", {"导入", "import"}}, {"account", {"账号", "account"}}, {"file", {"文件", "file"}},
    {"holding", {"任职", "post"}}, {"given", {"授权查看", "grant"}}, {"sign_in", {"登录设置", "sign-in settings"}},
}, fields[] = {
    {"title", {"名称", "title"}}, {"short", {"简称", "short title"}}, {"code", {"编号", "number"}},
    {"deadline", {"时限", "deadline"}}, {"not_before", {"最早开始", "earliest start"}},
    {"start_pin", {"固定开始", "pinned start"}}, {"finish_pin", {"固定结束", "pinned finish"}},
    {"duration_days", {"工期", "duration"}}, {"mode", {"排程方向", "mode"}},
    {"unit", {"牵头单位", "lead unit"}}, {"support", {"配合单位", "supporting units"}},
    {"leader", {"分管领导", "leader"}}, {"theme", {"主题", "theme"}}, {"note", {"说明", "note"}},
    {"parent", {"上级", "parent"}}, {"level", {"层级", "level"}}, {"standing", {"长期", "standing"}},
    {"figures", {"指标", "figures"}}, {"measures", {"举措", "measures"}}, {"frequency", {"频率", "frequency"}},
    {"due", {"截止规则", "due rule"}}, {"percent", {"完成比例", "percentage"}},
    {"kind", {"类型", "kind"}}, {"lag_min", {"最短间隔", "least lag"}},
    {"lag_max", {"最长间隔", "greatest lag"}}, {"name", {"名称", "name"}},
    {"start", {"开始", "start"}}, {"finish", {"结束", "finish"}}, {"state", {"状态", "state"}},
    {"person", {"责任人", "person"}}, {"position", {"次序", "position"}}, {"recur", {"周期", "recurrence"}},
    {"due_text", {"时限表述", "deadline in words"}}, {"template", {"模板", "template"}},
    {"role", {"角色", "role"}}, {"post", {"职务", "post"}}, {"aliases", {"别名", "aliases"}},
};

static gt_str word_of(const struct term *terms, size_t count, gt_str key, enum gt_lang lang)
{
    for (size_t at = 0; at < count; at++)
        if (gt_str_eq(key, gt_str_from(terms[at].key)))
            return gt_str_from(terms[at].word[lang]);
    return key;
}

static void put_value(struct gt_buf *buf, const struct gt_jval *value, enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH;
    char said[GT_DAY_SAID];
    gt_day day;

    if (value == NULL || value->type == GT_JNULL || (value->type == GT_JSTR && value->str.len == 0)) {
        gt_buf_text(buf, zh ? "空" : "nothing");
    } else if (value->type == GT_JSTR && gt_day_parse(value->str, &day)) {
        gt_buf_text(buf, gt_day_say(day, 0, lang, said));
    } else if (value->type == GT_JSTR) {
        gt_buf_str(buf, gt_str_sub(value->str, 0, gt_utf8_offset(value->str, VALUE_CHARS_MAX)));
    } else if (value->type == GT_JBOOL) {
        gt_buf_text(buf, value->boolean ? (zh ? "是" : "yes") : (zh ? "否" : "no"));
    } else if (value->type == GT_JINT) {
        gt_buf_i64(buf, value->integer);
    } else if (value->type == GT_JREAL) {
        gt_buf_printf(buf, "%g", value->real);
    } else {
        gt_buf_printf(buf, zh ? "%u项" : "%u entries", value->count);
    }
}

static bool same_value(const struct gt_jval *a, const struct gt_jval *b)
{
    if (a == NULL || b == NULL || a->type != b->type)
        return a == b;
    switch (a->type) {
    case GT_JSTR:
        return gt_str_eq(a->str, b->str);
    case GT_JINT:
    case GT_JREAL:
        return a->real == b->real;
    case GT_JBOOL:
        return a->boolean == b->boolean;
    case GT_JNULL:
        return true;
    default: /* lists and objects: member by member, not deeper than records go */
        if (a->count != b->count)
            return false;
        for (const struct gt_jval *x = a->child, *y = b->child; x != NULL; x = x->next, y = y->next)
            for (const struct gt_jval *p = x->child, *q = y->child; p != NULL || q != NULL;
                 p = p->next, q = q->next)
                if (p == NULL || q == NULL || p->type != q->type || !gt_str_eq(p->str, q->str) ||
                    p->real != q->real)
                    return false;
        return true;
    }
}

static void put_changes(struct gt_buf *buf, const struct gt_jval *before, const struct gt_jval *after,
                        enum gt_lang lang)
{
    const bool zh = lang == GT_LANG_ZH;
    int told = 0, more = 0;

    for (const struct gt_jval *value = after->child; value != NULL; value = value->next) {
        const struct gt_jval *old = NULL;

        for (const struct gt_jval *at = before->child; at != NULL; at = at->next)
            if (gt_str_eq(at->key, value->key))
                old = at;
        if (same_value(old, value))
            continue;
        if (told == SENTENCE_FIELDS_MAX) {
            more++;
            continue;
        }
        gt_buf_text(buf, told++ == 0 ? (zh ? "：" : ": ") : (zh ? "；" : "; "));
        gt_buf_str(buf, word_of(fields, GT_LEN(fields), value->key, lang));
        gt_buf_text(buf, zh ? "由" : " from ");
        put_value(buf, old, lang);
        gt_buf_text(buf, zh ? "改为" : " to ");
        put_value(buf, value, lang);
    }
    if (more > 0)
        gt_buf_printf(buf, zh ? "；另有%d处" : "; and %d more", more);
}

/* What happened to a report after it was told, and why it was sent back. */
static void put_act(struct gt_buf *buf, const struct gt_jval *after, enum gt_lang lang)
{
    static const struct term acts[] = {
        {"approve", {"单位已审核", "approved by the unit"}}, {"accept", {"已接收", "accepted"}},
        {"return", {"已退回", "sent back"}}, {"supersede", {"已被更正取代", "superseded by a correction"}},
    };
    const gt_str reason = gt_jstr(after, "reason", GT_STR(""));
    const bool zh = lang == GT_LANG_ZH;

    gt_buf_printf(buf, zh ? "（%.*s）：%.*s" : " (%.*s): %.*s", GT_FMT(gt_jstr(after, "period", GT_STR(""))),
                  GT_FMT(word_of(acts, GT_LEN(acts), gt_jstr(after, "act", GT_STR("")), lang)));
    if (reason.len > 0)
        gt_buf_printf(buf, zh ? "，%.*s" : ", %.*s", GT_FMT(reason));
}

gt_rc gt_journal_sentence(struct gt_arena *arena, const struct gt_journal_row *row,
                          enum gt_lang lang, gt_str *out)
{
    const struct gt_jval *before = NULL, *after = NULL, *named;
    const bool zh = lang == GT_LANG_ZH;
    struct gt_buf buf;
    gt_str name;
    gt_rc rc;

    if ((row->before.len > 0 && gt_json_parse(arena, row->before, &before, NULL) == GT_ENOMEM) ||
        (row->after.len > 0 && gt_json_parse(arena, row->after, &after, NULL) == GT_ENOMEM))
        return GT_ENOMEM;
    named = after != NULL && after->type == GT_JOBJECT ? after : before;
    name = gt_jstr(named, "title", gt_jstr(named, "name", GT_STR("")));
    gt_buf_init(&buf, 1 << 16);
    if (gt_str_eq(row->object, GT_STR("duty")) && gt_duty_act_from(row->action) != GT_ACTS)
        gt_buf_text(&buf, gt_duty_rule(gt_duty_act_from(row->action))->done[lang]);
    else
        gt_buf_str(&buf, word_of(actions, GT_LEN(actions), row->action, lang));
    gt_buf_text(&buf, zh ? "" : " ");
    gt_buf_str(&buf, word_of(objects, GT_LEN(objects), row->object, lang));
    if (name.len > 0)
        gt_buf_printf(&buf, zh ? "“%.*s”" : " \"%.*s\"",
                      GT_FMT(gt_str_sub(name, 0, gt_utf8_offset(name, VALUE_CHARS_MAX))));
    else
        gt_buf_printf(&buf, " %lld", (long long)row->object_id);
    if (gt_str_eq(row->action, GT_STR("report")) && gt_jget(after, "act") != NULL)
        put_act(&buf, after, lang);
    else if (gt_str_eq(row->object, GT_STR("duty")) && gt_jstr(after, "reason", GT_STR("")).len > 0)
        gt_buf_printf(&buf, zh ? "：%.*s" : ": %.*s", GT_FMT(gt_jstr(after, "reason", GT_STR(""))));
    else if (gt_str_eq(row->action, GT_STR("report")) && after != NULL)
        gt_buf_printf(&buf, zh ? "：%g%%" : ": %g %%", gt_jreal(after, "percent", 0));
    else if (before != NULL && after != NULL && before->type == GT_JOBJECT && after->type == GT_JOBJECT)
        put_changes(&buf, before, after, lang);
    rc = buf.status == GT_OK ? gt_arena_dup(arena, gt_buf_view(&buf), out) : buf.status;
    gt_buf_clear(&buf);
    return rc;
}
