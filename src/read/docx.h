/* docx.h - the parts of a Word file that its body leans on: styles and
 * automatic numbers. */
#ifndef GT_READ_DOCX_H
#define GT_READ_DOCX_H

#include "base/map.h"
#include "read/xml.h"
#include "read/zip.h"

enum {
    GT_DOCX_LEVELS = 9,           /* of a list */
    GT_DOCX_STYLES_MAX = 10000,
    GT_DOCX_LISTS_MAX = 10000,
    GT_DOCX_BASED_MAX = 16,       /* styles based on styles */
    GT_DOCX_NOTES_MAX = 10000,
    GT_DOCX_NUMBER_MAX = 64,      /* bytes of a number as displayed */
};

struct gt_docx_style {
    gt_str  id, name, based;
    int32_t outline;              /* 0 to 8; -1 where it says nothing */
    int32_t num_id, level;        /* of an automatic number; -1 */
};

struct gt_docx_styles {
    struct gt_map map;            /* id to index */
    GT_VEC(struct gt_docx_style) list;
};

/* A file without styles gives none. */
gt_rc gt_docx_styles_load(struct gt_zip *zip, struct gt_arena *arena, struct gt_docx_styles *out,
                          struct gt_err *err) GT_MUST_USE;
/* What the style says with what it is based on; all -1 for an unknown id. */
struct gt_docx_style gt_docx_style_of(const struct gt_docx_styles *styles, gt_str id);

struct gt_docx_level { gt_str format, text, style; int32_t start; bool legal; };

struct gt_docx_list {
    struct gt_docx_level level[GT_DOCX_LEVELS];
    int32_t count[GT_DOCX_LEVELS];
    bool    begun[GT_DOCX_LEVELS];
};

struct gt_docx_num {
    int32_t id, list;             /* list: index into lists */
    int32_t start[GT_DOCX_LEVELS]; /* -1 where it overrides nothing */
    bool    used[GT_DOCX_LEVELS];
};

struct gt_docx_numbers {
    struct gt_map map;            /* numId, four bytes, to index of nums */
    GT_VEC(struct gt_docx_list) lists;
    GT_VEC(struct gt_docx_num) nums;
};

gt_rc gt_docx_numbers_load(struct gt_zip *zip, struct gt_arena *arena, struct gt_docx_numbers *out,
                           struct gt_err *err) GT_MUST_USE;
/* Level of the list that a style stands for; -1 if none. */
int32_t gt_docx_level_of(const struct gt_docx_numbers *numbers, int32_t num_id, gt_str style);
/* Counts the paragraph and writes its number as displayed, "" for a bullet. */
void gt_docx_number_next(struct gt_docx_numbers *numbers, int32_t num_id, int32_t level,
                         char text[static GT_DOCX_NUMBER_MAX]);

/* w:val as an integer; otherwise if there is none. */
int32_t gt_docx_val(struct gt_xml *xml, int32_t otherwise);
/* An on/off property: true without a value, false for 0, false, off. */
bool gt_docx_on(struct gt_xml *xml);

#endif
