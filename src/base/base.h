/*
 * base.h - what every file of Guatu may use: result codes, errors,
 * strings by length, arenas.
 *
 * Depends on libc only.  Nothing here reads a clock, a file or a network.
 */
#ifndef GT_BASE_BASE_H
#define GT_BASE_BASE_H

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GT_MUST_USE __attribute__((warn_unused_result))
#define GT_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define GT_LEN(array) (sizeof(array) / sizeof((array)[0]))

/* ---- result codes ---------------------------------------------------- */

/* One table gives the enum, its name and its text. */
#define GT_RC_MAP(X)                                                        \
    X(OK,           "ok",                            "成功")                \
    X(ENOMEM,       "out of memory",                 "内存不足")            \
    X(ELIMIT,       "a limit was reached",           "超出限额")            \
    X(EINVAL,       "invalid input",                 "输入无效")            \
    X(EPARSE,       "cannot be read",                "无法读取")            \
    X(ENOTFOUND,    "not found",                     "未找到")              \
    X(EEXISTS,      "exists already",                "已经存在")            \
    X(ECONFLICT,    "changed by somebody else",      "已被他人修改")        \
    X(EAUTH,        "not signed in",                 "未登录")              \
    X(EDENIED,      "not permitted",                 "没有权限")            \
    X(ECYCLE,       "the links form a cycle",        "衔接关系成环")        \
    X(EINFEASIBLE,  "the plan cannot be met",        "计划无法满足")        \
    X(EIO,          "input or output failed",        "读写失败")            \
    X(EDB,          "the database failed",           "数据库出错")          \
    X(EBUSY,        "busy",                          "正忙")                \
    X(ECANCELLED,   "cancelled",                     "已取消")              \
    X(EUNSUPPORTED, "not supported",                 "不支持")              \
    X(EINTERNAL,    "internal error",                "内部错误")

typedef enum gt_rc {
#define GT_RC_ENUM(name, en, zh) GT_##name,
    GT_RC_MAP(GT_RC_ENUM)
#undef GT_RC_ENUM
    GT_RC_COUNT
} gt_rc;

enum gt_lang { GT_LANG_ZH, GT_LANG_EN, GT_LANG_COUNT };

/* "EINVAL"; and the code's general text.  Static storage. */
const char *gt_rc_name(gt_rc rc);
const char *gt_rc_text(gt_rc rc, enum gt_lang lang);

/* ---- errors ---------------------------------------------------------- */

enum { GT_ERR_TEXT_MAX = 640, GT_ERR_FIELD_MAX = 64 };

/*
 * What went wrong, in both languages.  Owned by the caller; every function
 * that takes one accepts NULL.  Only the edge (api, cli) shows it.
 */
struct gt_err {
    gt_rc rc;
    char  field[GT_ERR_FIELD_MAX];            /* input field at fault, or "" */
    char  text[GT_LANG_COUNT][GT_ERR_TEXT_MAX];
};

/*
 * Both formats take the same arguments; the compiler checks both.  Where
 * Chinese needs another order, use %2$s.  Returns rc, so that a failing
 * function can end in "return gt_fail(...)".
 */
gt_rc gt_fail(struct gt_err *err, gt_rc rc, const char *en, const char *zh, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

/* The same, for one named field of the input ("deadline", "rows[3].due"). */
gt_rc gt_fail_field(struct gt_err *err, gt_rc rc, const char *field,
                    const char *en, const char *zh, ...)
    __attribute__((format(printf, 4, 6), format(printf, 5, 6)));

/* Two finished texts, no formats: for words that come out of a table. */
gt_rc gt_fail_text(struct gt_err *err, gt_rc rc, const char *en, const char *zh);

/* Puts context before what is there: "reading a.docx: torn archive". */
gt_rc gt_wrap(struct gt_err *err, gt_rc rc, const char *en, const char *zh, ...)
    __attribute__((format(printf, 3, 5), format(printf, 4, 5)));

void gt_err_clear(struct gt_err *err);

/* ---- strings by length ----------------------------------------------- */

/* Bytes that somebody else owns; UTF-8 once past the door, no NUL at end. */
typedef struct gt_str {
    const char *at;
    size_t      len;
} gt_str;

#define GT_STR(literal) ((gt_str){"" literal, sizeof(literal) - 1})
#define GT_STR_INIT(literal) {"" literal, sizeof(literal) - 1}
#define GT_FMT(s) (int)(s).len, (s).at /* for "%.*s" */

gt_str gt_str_from(const char *text); /* NULL gives the empty string */
bool   gt_str_eq(gt_str a, gt_str b);
int    gt_str_cmp(gt_str a, gt_str b); /* byte order, shorter first */
bool   gt_str_starts(gt_str s, gt_str prefix);
bool   gt_str_ends(gt_str s, gt_str suffix);
gt_str gt_str_sub(gt_str s, size_t from, size_t to); /* clamped, bytes */
gt_str gt_str_trim(gt_str s); /* ASCII blanks, U+00A0, U+3000, U+FEFF */
/* Byte offset of the first occurrence at or after `from`, or SIZE_MAX. */
size_t gt_str_find(gt_str s, gt_str needle, size_t from);
/* Whole string as a decimal number; false on anything else or overflow. */
bool   gt_str_i64(gt_str s, int64_t *out);

/* ---- arena ------------------------------------------------------------ */

/*
 * One arena a request, an import, a solve; destroying it is the only free.
 * Not for two threads at once.  Memory comes zeroed.
 */
struct gt_arena;

gt_rc gt_arena_create(size_t bytes_max, struct gt_arena **out) GT_MUST_USE;
void  gt_arena_destroy(struct gt_arena *arena); /* accepts NULL */
size_t gt_arena_used(const struct gt_arena *arena);

/* NULL when the budget is spent or the system refuses. */
void *gt_arena_alloc(struct gt_arena *arena, size_t size, size_t align) GT_MUST_USE;
void *gt_arena_alloc_n(struct gt_arena *arena, size_t count, size_t size,
                       size_t align) GT_MUST_USE;

/* The same without the zeroing, for large arrays that are written whole at once. */
void *gt_arena_alloc_raw(struct gt_arena *arena, size_t count, size_t size,
                         size_t align) GT_MUST_USE;
#define GT_NEW_RAW_N(arena, type, count) \
    ((type *)gt_arena_alloc_raw((arena), (count), sizeof(type), _Alignof(type)))

#define GT_NEW(arena, type) \
    ((type *)gt_arena_alloc((arena), sizeof(type), _Alignof(type)))
#define GT_NEW_N(arena, type, count) \
    ((type *)gt_arena_alloc_n((arena), (count), sizeof(type), _Alignof(type)))

/* Copies text into the arena and puts a NUL behind it (not counted). */
gt_rc gt_arena_dup(struct gt_arena *arena, gt_str s, gt_str *out) GT_MUST_USE;
gt_rc gt_arena_printf(struct gt_arena *arena, gt_str *out, const char *fmt, ...)
    GT_PRINTF(3, 4) GT_MUST_USE;

/* Gives back everything allocated since the mark. */
struct gt_arena_mark { void *block; size_t used, total; };
struct gt_arena_mark gt_arena_mark(struct gt_arena *arena);
void gt_arena_rewind(struct gt_arena *arena, struct gt_arena_mark mark);

/* ---- growing arrays ----------------------------------------------------- */

/*
 * GT_VEC(struct row) rows = {0};
 * struct row *row = GT_PUSH(arena, &rows);   NULL when memory is refused
 * The slot is zeroed.  Old storage stays in the arena, so pointers to
 * earlier items die at a push that grows.
 */
#define GT_VEC(type) struct { type *at; size_t count, cap; }
#define GT_PUSH(arena, vec)                                                  \
    (((vec)->count < (vec)->cap ||                                           \
      gt_vec_grow((arena), (void **)&(vec)->at, &(vec)->cap,                 \
                  sizeof(*(vec)->at)) == GT_OK)                              \
         ? &(vec)->at[(vec)->count++]                                        \
         : NULL)
gt_rc gt_vec_grow(struct gt_arena *arena, void **at, size_t *cap, size_t size);

/* ---- long-lived memory --------------------------------------------------- */

/* As malloc and friends, but multiplied with a check and seen by the
 * fault hook.  Zeroed. Free with gt_free. */
void *gt_calloc(size_t count, size_t size) GT_MUST_USE;
void *gt_realloc(void *old, size_t count, size_t size) GT_MUST_USE;
void  gt_free(void *p);

/*
 * Tests only: the n-th allocation from now on this thread fails (0 is the
 * next one), once; -1 switches the hook off.  Returns what was left.
 */
int64_t gt_alloc_fail_at(int64_t n);

/* ---- what we do without ---------------------------------------------------- */

#ifndef GT_NO_POISON
#pragma GCC poison strcpy strcat strncpy sprintf vsprintf strtok gmtime localtime strerror gets
#endif

#endif
