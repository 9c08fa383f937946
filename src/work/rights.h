/*
 * rights.h - who may do what: one table (rights.def), asked in one place.
 *
 * Every use case asks before it reads or writes:
 *
 *     const struct gt_scope scope = gt_scope_lead(ctx, picture, index);
 *     if ((rc = gt_may(ctx, GT_USE_task_put, &scope, err)) != GT_OK)
 *         return rc;
 *
 * A person's roles come from his own post and from what he holds besides
 * (also in somebody's place, from a day to a day); the widest one counts.
 * gt_change_begin() refuses a change for which nobody was asked.
 */
#ifndef GT_WORK_RIGHTS_H
#define GT_WORK_RIGHTS_H

#include "store/holding_store.h"
#include "store/person_store.h"
#include "store/task_store.h"
#include "work/work.h"

struct gt_picture;

/* code, zh, en, one of whom, group: office, outside, or alone (holds no other) */
#define GT_ROLE_CODES(X)                                                        \
    X(leader,     "领导",       "leader",                 "leaders",        office)   \
    X(office,     "办公室（督查）", "office",              "the office",     office)   \
    X(head,       "单位负责人", "head of a unit",         "heads of units", office)   \
    X(liaison,    "联络员",     "liaison",                "liaisons",       office)   \
    X(member,     "工作人员",   "member of staff",        "members of staff", office) \
    X(expert,     "专家",       "expert",                 "experts",        outside)  \
    X(challenger, "揭榜方",     "challenger",             "challengers",    outside)  \
    X(inspector,  "监督员",     "inspector",              "inspectors",     alone)    \
    X(system,     "系统管理员", "system administrator",   "the system administrator", alone)   \
    X(security,   "安全管理员", "security administrator", "the security administrator", alone) \
    X(audit,      "审计管理员", "audit administrator",    "the audit administrator", alone)

enum gt_as {
#define GT_AS_ENUM(code, zh, en, many, group) GT_AS_##code,
    GT_ROLE_CODES(GT_AS_ENUM)
#undef GT_AS_ENUM
    GT_AS_COUNT /* also: no role at all */
};

/* Areas of use cases, as API tokens name them: "wall:read docs:write". */
#define GT_AREA_CODES(X)                                 \
    X(wall,     "任务与计划",   "tasks and plan")        \
    X(docs,     "文件与导入",   "documents and imports") \
    X(figures,  "指标与评分",   "indicators and scores") \
    X(people,   "单位与人员",   "units and people")      \
    X(house,    "空间与设置",   "space and settings")    \
    X(security, "账号与安全",   "accounts and security") \
    X(audit,    "日志",         "journal")               \
    X(self,     "本人账号",     "one's own account")

enum gt_area {
#define GT_AREA_ENUM(code, zh, en) GT_AREA_##code,
    GT_AREA_CODES(GT_AREA_ENUM)
#undef GT_AREA_ENUM
    GT_AREA_COUNT
};

enum gt_reach { GT_REACH_no, GT_REACH_own, GT_REACH_unit, GT_REACH_all };

enum gt_use {
#define GT_USE(name, ...) GT_USE_##name,
#include "work/rights.def"
#undef GT_USE
    GT_USE_COUNT
};

struct gt_use_row {
    const char   *name, *text[GT_LANG_COUNT];
    enum gt_area  area;
    bool          writes;
    enum gt_reach reach[GT_AS_COUNT];
};

/* One role that somebody stands in today. */
struct gt_held {
    enum gt_as     as;
    int64_t        unit_id;     /* 0: the whole agency */
    int64_t        acting_for;  /* a person; 0: his own place */
    const int64_t *below;       /* [below_count] the unit and all below it, sorted */
    uint32_t       below_count;
};

/* What a ctx may do: made by gt_ctx_speak_for, dies with the request. */
struct gt_rights {
    const struct gt_held *held;
    uint32_t held_count;
    const struct gt_given *given; /* [given_count] valid today, by object and id */
    uint32_t given_count;
    uint32_t token_read, token_write; /* bits of gt_area; all for a session */
    bool     asked;               /* some gt_may said yes */
};

/* What a use case is about.  A NULL scope is the whole space. */
struct gt_scope {
    int64_t        lead;      /* unit; 0: none */
    const int64_t *units;     /* [unit_count] further units concerned */
    uint32_t       unit_count;
    const struct gt_task_support *supports; /* [support_count] of a task */
    uint32_t       support_count;
    int64_t        owner, leader; /* persons who answer for it; 0 */
    bool           given;     /* it was given to who asks (gt_was_given) */
};

/* GT_EDENIED: the sentence names who may. */
gt_rc gt_may(const struct gt_ctx *ctx, enum gt_use use, const struct gt_scope *scope,
             struct gt_err *err) GT_MUST_USE;
/* The same without words, for lists: what is not seen is not counted either. */
bool  gt_may_quiet(const struct gt_ctx *ctx, enum gt_use use, const struct gt_scope *scope);
/* In some scope at all: for menus and before reading a body. */
bool  gt_may_ever(const struct gt_ctx *ctx, enum gt_use use);
gt_rc gt_may_ever_or(const struct gt_ctx *ctx, enum gt_use use, struct gt_err *err) GT_MUST_USE;
/* Everything, whatever the scope: lists need not look at each item. */
bool  gt_may_all(const struct gt_ctx *ctx, enum gt_use use);

/* ---- scopes ------------------------------------------------------------------ */

bool gt_was_given(const struct gt_ctx *ctx, const char *object, int64_t id);
/* A task with all that concerns it; while the picture is held. */
struct gt_scope gt_scope_task(const struct gt_ctx *ctx, const struct gt_picture *picture,
                              uint32_t task);
/* Only its lead unit and who answers for it: what others may not change. */
struct gt_scope gt_scope_lead(const struct gt_ctx *ctx, const struct gt_picture *picture,
                              uint32_t task);
/* May this task be shown to who asks?  Holds the secrecy label as well.  Every
 * list, count and total of tasks asks this. */
bool gt_sees_task(const struct gt_ctx *ctx, const struct gt_picture *picture, uint32_t task);
/* By its id, with the lock taken: GT_EDENIED, GT_ENOTFOUND; one that may not be
 * seen is not found. */
gt_rc gt_may_task(struct gt_ctx *ctx, enum gt_use use, int64_t task_id, struct gt_err *err) GT_MUST_USE;

/* ---- tables -------------------------------------------------------------------- */

const struct gt_use_row *gt_use_at(enum gt_use use);
const char *gt_as_code(enum gt_as as);               /* "liaison"; "" for none */
const char *gt_as_text(enum gt_as as, enum gt_lang lang);
enum gt_as  gt_as_of(gt_str code);                   /* GT_AS_COUNT: no role */
bool        gt_as_outside(enum gt_as as);            /* expert, challenger */
bool        gt_as_alone(enum gt_as as);              /* may hold no other role */
const char *gt_area_code(enum gt_area area);
const char *gt_area_text(enum gt_area area, enum gt_lang lang);
const char *gt_reach_code(enum gt_reach reach);
/* "wall:read docs:write" to bits; false on anything else. */
bool        gt_token_scopes(gt_str text, uint32_t *read, uint32_t *write);

/* ---- who asks -------------------------------------------------------------------- */

/* Makes ctx speak for a person as of ctx->today: name, role, rights. */
gt_rc gt_ctx_speak_for(struct gt_ctx *ctx, const struct gt_person *person, struct gt_err *err) GT_MUST_USE;
/* The widest-reaching role that he holds today, for the masthead. */
enum gt_as gt_ctx_as(const struct gt_ctx *ctx);
bool gt_ctx_outside(const struct gt_ctx *ctx); /* nothing but expert or challenger */

#endif
