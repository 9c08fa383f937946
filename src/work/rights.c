/* rights.c - the table of rights, and who stands where in it. */
#include "work/rights.h"

#include "base/buf.h"
#include "work/picture.h"

/* ---- tables ---------------------------------------------------------------------- */

#define OFFICE_read false
#define OFFICE_write true
#define ROW(name, area, kind, zh, en, r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10)         \
    {#name, {zh, en}, GT_AREA_##area, OFFICE_##kind,                                       \
     {GT_REACH_##r0, GT_REACH_##r1, GT_REACH_##r2, GT_REACH_##r3, GT_REACH_##r4,           \
      GT_REACH_##r5, GT_REACH_##r6, GT_REACH_##r7, GT_REACH_##r8, GT_REACH_##r9,           \
      GT_REACH_##r10}},
static const struct gt_use_row uses[GT_USE_COUNT] = {
#define GT_USE ROW
#include "work/rights.def"
#undef GT_USE
};

enum group { GROUP_office, GROUP_outside, GROUP_alone };
static const struct { const char *code, *text[GT_LANG_COUNT], *many; enum group group; } roles[] = {
#define ROLE(code, zh, en, many, group) {#code, {zh, en}, many, GROUP_##group},
    GT_ROLE_CODES(ROLE)
#undef ROLE
};

static const struct { const char *code, *text[GT_LANG_COUNT]; } areas[] = {
#define AREA(code, zh, en) {#code, {zh, en}},
    GT_AREA_CODES(AREA)
#undef AREA
};

const struct gt_use_row *gt_use_at(enum gt_use use) { return &uses[use]; }

const char *gt_as_code(enum gt_as as) { return as < GT_AS_COUNT ? roles[as].code : ""; }

const char *gt_as_text(enum gt_as as, enum gt_lang lang)
{
    return as < GT_AS_COUNT ? roles[as].text[lang] : "";
}

enum gt_as gt_as_of(gt_str code)
{
    int as = 0;

    while (as < GT_AS_COUNT && !gt_str_eq(code, gt_str_from(roles[as].code)))
        as++;
    return (enum gt_as)as;
}

bool gt_as_outside(enum gt_as as) { return as < GT_AS_COUNT && roles[as].group == GROUP_outside; }

bool gt_as_alone(enum gt_as as) { return as < GT_AS_COUNT && roles[as].group == GROUP_alone; }

const char *gt_area_code(enum gt_area area) { return areas[area].code; }

const char *gt_area_text(enum gt_area area, enum gt_lang lang) { return areas[area].text[lang]; }

const char *gt_reach_code(enum gt_reach reach)
{
    static const char *const codes[] = {"no", "own", "unit", "all"};

    return codes[reach];
}

bool gt_token_scopes(gt_str text, uint32_t *read, uint32_t *write)
{
    *read = *write = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = gt_str_find(text, GT_STR(" "), at);
        size_t colon, area = 0;
        gt_str one, kind;

        end = end == SIZE_MAX ? text.len : end;
        one = gt_str_sub(text, at, end);
        at = end + 1;
        if (one.len == 0)
            continue;
        if ((colon = gt_str_find(one, GT_STR(":"), 0)) == SIZE_MAX)
            return false;
        while (area < GT_AREA_COUNT &&
               !gt_str_eq(gt_str_sub(one, 0, colon), gt_str_from(areas[area].code)))
            area++;
        kind = gt_str_sub(one, colon + 1, one.len);
        if (area == GT_AREA_COUNT || area == GT_AREA_self)
            return false; /* a token never manages the account that it came from */
        if (gt_str_eq(kind, GT_STR("write")))
            *write |= 1u << area;
        else if (!gt_str_eq(kind, GT_STR("read")))
            return false;
        *read |= 1u << area; /* who writes also reads */
    }
    return *read != 0;
}

/* ---- asking ------------------------------------------------------------------------ */

static bool is_below(const struct gt_held *held, int64_t unit)
{
    uint32_t from = 0, to = held->below_count;

    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;

        if (held->below[middle] < unit)
            from = middle + 1;
        else
            to = middle;
    }
    return from < held->below_count && held->below[from] == unit;
}

static bool concerns(const struct gt_held *held, const struct gt_scope *scope)
{
    if (held->unit_id == 0 || is_below(held, scope->lead))
        return true;
    for (uint32_t at = 0; at < scope->unit_count; at++)
        if (is_below(held, scope->units[at]))
            return true;
    for (uint32_t at = 0; at < scope->support_count; at++)
        if (is_below(held, scope->supports[at].unit_id))
            return true;
    return false;
}

/* He himself, or the person whose place he holds. */
static bool is_own(const struct gt_ctx *ctx, const struct gt_held *held, const struct gt_scope *scope)
{
    if (scope->given)
        return true;
    return (scope->owner != 0 && (scope->owner == ctx->person_id || scope->owner == held->acting_for)) ||
           (scope->leader != 0 && (scope->leader == ctx->person_id || scope->leader == held->acting_for));
}

static bool reaches(const struct gt_ctx *ctx, const struct gt_held *held, enum gt_reach reach,
                    const struct gt_scope *scope)
{
    switch (reach) {
    case GT_REACH_no: return false;
    case GT_REACH_own: return scope != NULL && is_own(ctx, held, scope);
    case GT_REACH_unit:
        return scope == NULL ? held->unit_id == 0 : concerns(held, scope) || is_own(ctx, held, scope);
    case GT_REACH_all: return true;
    }
    return false;
}

static bool token_takes(const struct gt_rights *rights, enum gt_use use)
{
    const uint32_t bits = uses[use].writes ? rights->token_write : rights->token_read;

    return (bits >> uses[use].area & 1) != 0;
}

bool gt_may_quiet(const struct gt_ctx *ctx, enum gt_use use, const struct gt_scope *scope)
{
    const struct gt_rights *rights = ctx->rights;

    if (ctx->person_id == 0)
        return true;
    if (rights == NULL || !token_takes(rights, use))
        return false;
    for (uint32_t at = 0; at < rights->held_count; at++)
        if (reaches(ctx, &rights->held[at], uses[use].reach[rights->held[at].as], scope))
            return true;
    return false;
}

bool gt_may_ever(const struct gt_ctx *ctx, enum gt_use use)
{
    const struct gt_rights *rights = ctx->rights;

    if (ctx->person_id == 0)
        return true;
    if (rights == NULL || !token_takes(rights, use))
        return false;
    for (uint32_t at = 0; at < rights->held_count; at++)
        if (uses[use].reach[rights->held[at].as] != GT_REACH_no)
            return true;
    return false;
}

bool gt_may_all(const struct gt_ctx *ctx, enum gt_use use)
{
    return gt_may_quiet(ctx, use, NULL);
}

/* "leaders, the office; for their units heads of units" */
static void list_roles(struct gt_buf *out, enum gt_use use, enum gt_reach reach, enum gt_lang lang,
                       const char *before)
{
    bool first = true;

    for (int as = 0; as < GT_AS_COUNT; as++) {
        if (uses[use].reach[as] != reach)
            continue;
        gt_buf_text(out, !first ? (lang == GT_LANG_ZH ? "、" : ", ") : out->len == 0 ? "" :
                    lang == GT_LANG_ZH ? "；" : "; ");
        if (first)
            gt_buf_text(out, before);
        gt_buf_text(out, lang == GT_LANG_ZH ? roles[as].text[GT_LANG_ZH] : roles[as].many);
        first = false;
    }
}

static gt_rc refuse(const struct gt_ctx *ctx, enum gt_use use, struct gt_err *err)
{
    static const char *const unit[] = {"涉及本单位的：", "where their unit is concerned: "};
    static const char *const own[] = {"涉及本人的：", "where it is theirs: "};
    char text[GT_LANG_COUNT][GT_ERR_TEXT_MAX], said[GT_LANG_COUNT][2 * GT_ERR_TEXT_MAX];

    if (ctx->rights != NULL && !token_takes(ctx->rights, use))
        return gt_fail(err, GT_EDENIED, "this token does not cover %s:%s",
                       "此令牌不含 %s:%s 的权限", areas[uses[use].area].code,
                       uses[use].writes ? "write" : "read");
    for (int lang = 0; lang < GT_LANG_COUNT; lang++) {
        struct gt_buf out;

        gt_buf_init(&out, GT_ERR_TEXT_MAX - 1);
        list_roles(&out, use, GT_REACH_all, (enum gt_lang)lang, "");
        list_roles(&out, use, GT_REACH_unit, (enum gt_lang)lang, unit[lang]);
        list_roles(&out, use, GT_REACH_own, (enum gt_lang)lang, own[lang]);
        (void)snprintf(text[lang], sizeof text[lang], "%.*s", (int)out.len, out.len > 0 ? out.at : "");
        gt_buf_clear(&out);
    }
    (void)snprintf(said[GT_LANG_EN], sizeof said[GT_LANG_EN], "you may not %s here; who may: %s",
                   uses[use].text[GT_LANG_EN], text[GT_LANG_EN]);
    (void)snprintf(said[GT_LANG_ZH], sizeof said[GT_LANG_ZH], "您无权%s。有权办理的是：%s",
                   uses[use].text[GT_LANG_ZH], text[GT_LANG_ZH]);
    return gt_fail_text(err, GT_EDENIED, said[GT_LANG_EN], said[GT_LANG_ZH]);
}

gt_rc gt_may(const struct gt_ctx *ctx, enum gt_use use, const struct gt_scope *scope,
             struct gt_err *err)
{
    if (!gt_may_quiet(ctx, use, scope))
        return refuse(ctx, use, err);
    if (ctx->rights != NULL)
        ctx->rights->asked = true;
    return GT_OK;
}

gt_rc gt_may_ever_or(const struct gt_ctx *ctx, enum gt_use use, struct gt_err *err)
{
    return gt_may_ever(ctx, use) ? GT_OK : refuse(ctx, use, err);
}

/* ---- scopes -------------------------------------------------------------------------- */

bool gt_was_given(const struct gt_ctx *ctx, const char *object, int64_t id)
{
    const struct gt_rights *rights = ctx->rights;

    for (uint32_t at = 0; rights != NULL && at < rights->given_count; at++)
        if (rights->given[at].object_id == id && gt_str_eq(rights->given[at].object, gt_str_from(object)))
            return true;
    return false;
}

struct gt_scope gt_scope_lead(const struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task)
{
    const struct gt_task *facts = &picture->tasks.at[task].facts;

    (void)ctx;
    return (struct gt_scope){.lead = facts->lead_unit_id, .leader = facts->leader_id};
}

struct gt_scope gt_scope_task(const struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task)
{
    struct gt_scope scope = gt_scope_lead(ctx, picture, task);

    scope.supports = picture->tasks.at[task].supports;
    scope.support_count = picture->tasks.at[task].support_count;
    /* Who was given a goal sees what stands below it. */
    if (ctx->rights != NULL && ctx->rights->given_count > 0)
        for (uint32_t at = task; at != GT_NO_INDEX && !scope.given; at = picture->tasks.at[at].parent)
            scope.given = gt_was_given(ctx, "task", picture->tasks.at[at].facts.id);
    return scope;
}

bool gt_sees_task(const struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task)
{
    const int64_t secrecy = picture->tasks.at[task].facts.secrecy;
    struct gt_scope scope;

    if (secrecy == GT_SECRECY_OPEN && gt_may_all(ctx, GT_USE_task_read))
        return true;
    scope = gt_scope_task(ctx, picture, task);
    if (!gt_may_quiet(ctx, GT_USE_task_read, &scope))
        return false;
    switch (secrecy) {
    case GT_SECRECY_OPEN: return true;
    case GT_SECRECY_INSIDE: return !gt_ctx_outside(ctx);
    default: return gt_may_quiet(ctx, GT_USE_secret_see, &scope);
    }
}

gt_rc gt_may_task(struct gt_ctx *ctx, enum gt_use use, int64_t task_id, struct gt_err *err)
{
    const struct gt_picture *picture;
    uint32_t index;
    gt_rc rc;

    if (ctx->person_id == 0)
        return GT_OK;
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    index = gt_picture_task(picture, task_id);
    if (index == GT_NO_INDEX || !gt_sees_task(ctx, picture, index)) {
        rc = gt_fail(err, GT_ENOTFOUND, "task %lld does not exist", "任务%lld不存在", (long long)task_id);
    } else {
        const struct gt_scope scope = uses[use].writes && use != GT_USE_report_put
                                          ? gt_scope_lead(ctx, picture, index)
                                          : gt_scope_task(ctx, picture, index);

        rc = gt_may(ctx, use, &scope, err);
    }
    gt_picture_done(ctx);
    return rc;
}

/* ---- who asks -------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* The unit and all below it, sorted by id.  A dissolved unit goes on counting:
 * what it had still has to be seen to. */
static gt_rc fill_below(struct gt_ctx *ctx, const struct gt_picture *picture, struct gt_held *held)
{
    const struct gt_unit_walk *walk = gt_picture_walk(picture, held->unit_id);
    int64_t *below;

    if (walk == NULL)
        return GT_OK;
    if ((below = GT_NEW_N(ctx->arena, int64_t, walk->size)) == NULL)
        return GT_ENOMEM;
    for (uint32_t at = 0; at < walk->size; at++)
        below[at] = walk[at].id;
    qsort(below, walk->size, sizeof *below, by_number);
    held->below = below;
    held->below_count = walk->size;
    return GT_OK;
}

/* Roles without a unit reach as far as the table says, but no unit. */
enum { NO_UNIT = -1 };

static gt_rc fill_held(struct gt_ctx *ctx, const struct gt_picture *picture,
                       const struct gt_person *person, struct gt_rights *rights)
{
    GT_VEC(struct gt_held) held = {0};
    const enum gt_as own = gt_as_of(person->role);
    struct gt_held *one;

    if (own != GT_AS_COUNT && (person->to == 0 || person->to >= ctx->today)) {
        if ((one = GT_PUSH(ctx->arena, &held)) == NULL)
            return GT_ENOMEM;
        *one = (struct gt_held){.as = own, .unit_id = person->unit_id != 0 ? person->unit_id : NO_UNIT};
    }
    for (size_t at = 0; at < picture->holdings.count; at++) {
        const struct gt_holding *holding = &picture->holdings.at[at];
        const enum gt_as as = gt_as_of(holding->role);

        if (holding->person_id != person->id || holding->removed_at_ms != 0 || as == GT_AS_COUNT ||
            holding->from > ctx->today || (holding->to != 0 && holding->to < ctx->today))
            continue;
        if ((one = GT_PUSH(ctx->arena, &held)) == NULL)
            return GT_ENOMEM;
        *one = (struct gt_held){.as = as, .unit_id = holding->unit_id, .acting_for = holding->acting_for};
    }
    for (size_t at = 0; at < held.count; at++)
        if (held.at[at].unit_id > 0 && fill_below(ctx, picture, &held.at[at]) != GT_OK)
            return GT_ENOMEM;
    rights->held = held.at;
    rights->held_count = (uint32_t)held.count;
    return GT_OK;
}

static gt_rc fill_given(struct gt_ctx *ctx, const struct gt_picture *picture, int64_t person_id,
                        struct gt_rights *rights)
{
    GT_VEC(struct gt_given) given = {0};

    for (size_t at = 0; at < picture->givens.count; at++) {
        const struct gt_given *row = &picture->givens.at[at];
        struct gt_given *one;

        if (row->person_id != person_id || (row->until != 0 && row->until < ctx->today))
            continue;
        if ((one = GT_PUSH(ctx->arena, &given)) == NULL ||
            gt_arena_dup(ctx->arena, row->object, &one->object) != GT_OK)
            return GT_ENOMEM;
        one->person_id = person_id;
        one->object_id = row->object_id;
    }
    rights->given = given.at;
    rights->given_count = (uint32_t)given.count;
    return GT_OK;
}

gt_rc gt_ctx_speak_for(struct gt_ctx *ctx, const struct gt_person *person, struct gt_err *err)
{
    const struct gt_picture *picture;
    struct gt_rights *rights = GT_NEW(ctx->arena, struct gt_rights);
    gt_rc rc;

    if (rights == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    if ((rc = gt_picture_hold(ctx, &picture, err)) != GT_OK)
        return rc;
    if ((rc = fill_held(ctx, picture, person, rights)) == GT_OK)
        rc = fill_given(ctx, picture, person->id, rights);
    gt_picture_done(ctx);
    if (rc != GT_OK)
        return gt_fail(err, rc, "out of memory", "内存不足");
    rights->token_read = rights->token_write = UINT32_MAX;
    ctx->person_id = person->id;
    ctx->person_name = person->name;
    ctx->rights = rights;
    ctx->role = gt_str_from(gt_as_code(gt_ctx_as(ctx)));
    return GT_OK;
}

enum gt_as gt_ctx_as(const struct gt_ctx *ctx)
{
    enum gt_as best = GT_AS_COUNT;

    for (uint32_t at = 0; ctx->rights != NULL && at < ctx->rights->held_count; at++)
        if (ctx->rights->held[at].as < best)
            best = ctx->rights->held[at].as;
    return best;
}

bool gt_ctx_outside(const struct gt_ctx *ctx)
{
    if (ctx->person_id == 0)
        return false;
    for (uint32_t at = 0; ctx->rights != NULL && at < ctx->rights->held_count; at++)
        if (!gt_as_outside(ctx->rights->held[at].as))
            return false;
    return true;
}
