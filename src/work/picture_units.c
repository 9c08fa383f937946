/* picture_units.c - the unit tree in one row, so that "a unit and all below it"
 * is a slice of it. */
#include "work/picture.h"

/* Units come sorted by parent, position, id: the children of one stand
 * together, and `first` finds them. */
static size_t first_child(const gt_units *units, int64_t parent)
{
    size_t low = 0, high = units->count;

    while (low < high) {
        const size_t mid = low + (high - low) / 2;

        if (units->at[mid].parent_id < parent)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

struct step { size_t next; int64_t parent; uint32_t at; };

/* A loop cannot be stored (space.c refuses it); if one were, its units would
 * hang on nothing and be left out. */
gt_rc gt_picture_units(struct gt_picture *picture, struct gt_err *err)
{
    const gt_units *units = &picture->units;
    struct gt_arena_mark mark;
    struct step *steps;
    size_t depth = 1;

    picture->walk = GT_NEW_N(picture->arena, struct gt_unit_walk, units->count + 1);
    picture->walk_count = 0;
    mark = gt_arena_mark(picture->arena);
    steps = GT_NEW_N(picture->arena, struct step, units->count + 2);
    if (picture->walk == NULL || steps == NULL)
        return gt_fail(err, GT_ENOMEM, "out of memory", "内存不足");
    steps[0] = (struct step){.next = first_child(units, 0), .parent = 0};
    while (depth > 0) {
        struct step *top = &steps[depth - 1];

        if (top->next < units->count && units->at[top->next].parent_id == top->parent) {
            const int64_t id = units->at[top->next++].id;

            picture->walk[picture->walk_count] = (struct gt_unit_walk){.id = id};
            steps[depth++] = (struct step){first_child(units, id), id, picture->walk_count++};
        } else {
            if (--depth > 0)
                picture->walk[top->at].size = picture->walk_count - top->at;
        }
    }
    gt_arena_rewind(picture->arena, mark);
    return GT_OK;
}

const struct gt_unit_walk *gt_picture_walk(const struct gt_picture *picture, int64_t unit_id)
{
    for (uint32_t at = 0; at < picture->walk_count; at++)
        if (picture->walk[at].id == unit_id)
            return &picture->walk[at];
    return NULL;
}
