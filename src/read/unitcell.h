/*
 * unitcell.h - the units that one cell names, and in which role.
 *
 *     规划处、成果处                     the first leads where nothing else is said
 *     牵头:甲;配合:乙、丙                roles as labels
 *     甲（牵头）、乙；甲牵头，乙、丙配合   roles behind the names
 *     Lead: X; Support: Y, Z
 *
 * Separators inside brackets part nothing (各市（县、区）); 和 parts only two
 * whole units (办公室和人事处, not 发展和改革委员会); 等部门 is dropped.
 */
#ifndef GT_READ_UNITCELL_H
#define GT_READ_UNITCELL_H

#include "base/base.h"

enum gt_unit_role { GT_ROLE_PLAIN, GT_ROLE_LEAD, GT_ROLE_SUPPORT, GT_ROLE_PERSON, GT_ROLE_LEADER };

struct gt_unit_item { gt_str name; enum gt_unit_role role; };

struct gt_unit_cell {
    GT_VEC(struct gt_unit_item) items; /* in the order of the cell */
    bool cut;                          /* more than the maximum stood there */
};

/* `otherwise` is the role of names without one: PLAIN in a lead column,
 * SUPPORT in a support column. */
gt_rc gt_unit_cell_read(gt_str text, enum gt_unit_role otherwise, size_t items_max,
                        struct gt_arena *arena, struct gt_unit_cell *out) GT_MUST_USE;

/* A name as it should be shown: no line ends, no blanks between Chinese
 * characters, single blanks elsewhere. */
gt_rc gt_unit_clean(struct gt_arena *arena, gt_str name, gt_str *out) GT_MUST_USE;

#endif
