/*
 * unitname.h - which unit of the office's tree a printed name means.
 *
 * Spelling that cannot mean anything else is matched: blanks, line ends,
 * full-width forms, brackets, a province or department in front (省, 浙江省,
 * 厅 before 处), 委员会 for 委, declared short names and aliases.  Anything
 * further away is only offered: the nearest name with its distance.
 */
#ifndef GT_READ_UNITNAME_H
#define GT_READ_UNITNAME_H

#include "base/base.h"
#include "base/map.h"

enum {
    GT_UNITNAME_MAX = 120,            /* code points; longer names are nobody's */
    GT_UNITNAME_WORK_MAX = 500000000, /* comparisons spent on offers in one table */
};

/* One unit as the caller knows it; id is the caller's. */
struct gt_unit_entry {
    int64_t id;
    gt_str  name, short_name, name_en;
    gt_str  aliases; /* one a line */
};

/* One folded spelling of an entry. */
struct gt_unitname {
    gt_str    text;   /* of a core: region and owner taken off */
    gt_str    region; /* "浙江省", "省", or "" */
    uint32_t *points; /* of text */
    uint32_t  count;
    uint32_t  entry;  /* UINT32_MAX where two entries share the spelling */
};

struct gt_unitnames {
    const struct gt_unit_entry *entries;
    uint32_t      entry_count;
    struct gt_map exact, alias, core; /* folded spelling to index into names */
    GT_VEC(struct gt_unitname) names;
};

/* Strings of the entries must live as long as the index. */
gt_rc gt_unitnames_init(struct gt_unitnames *names, struct gt_arena *arena,
                        const struct gt_unit_entry *entries, uint32_t count) GT_MUST_USE;

enum gt_unit_match_kind {
    GT_UNIT_NONE,  /* nothing near */
    GT_UNIT_NEAR,  /* only an offer: somebody must say yes */
    GT_UNIT_ALIAS, /* a short name, an alias, a prefix more or less */
    GT_UNIT_EXACT,
};
const char *gt_unit_match_name(enum gt_unit_match_kind kind); /* "near" */

struct gt_unit_match {
    enum gt_unit_match_kind kind;
    uint32_t entry;     /* index into entries; UINT32_MAX for GT_UNIT_NONE */
    uint32_t distance;  /* edits, of GT_UNIT_NEAR */
};

/* work counts comparisons over many calls; at GT_UNITNAME_WORK_MAX nothing
 * more is offered.  May be NULL. */
gt_rc gt_unitnames_match(const struct gt_unitnames *names, struct gt_arena *scratch, gt_str printed,
                         uint64_t *work, struct gt_unit_match *out) GT_MUST_USE;

/* Ends with a word for an office: 处, 厅, 委员会, 中心, Office, Department. */
bool gt_ends_as_unit(gt_str name);

/*
 * The spelling that comparisons use: full-width to half-width, no blanks, no
 * zero-width characters, ASCII in lower case, one kind of bracket and dash.
 */
gt_rc gt_fold_name(struct gt_arena *arena, gt_str s, gt_str *out) GT_MUST_USE;

#endif
