/* map.h - text to number, in an arena: names to indexes. */
#ifndef GT_BASE_MAP_H
#define GT_BASE_MAP_H

#include "base/base.h"

struct gt_map_slot { gt_str key; uint64_t hash; uint32_t value; };

/* Keys are not copied; they must live as long as the map. */
struct gt_map {
    struct gt_arena    *arena;
    struct gt_map_slot *slots; /* key.at == NULL where free */
    uint32_t            count, cap;
};

void  gt_map_init(struct gt_map *map, struct gt_arena *arena);
/* GT_EEXISTS leaves the first value in place. */
gt_rc gt_map_add(struct gt_map *map, gt_str key, uint32_t value) GT_MUST_USE;
bool  gt_map_find(const struct gt_map *map, gt_str key, uint32_t *value);

/* FNV-1a with a final mix. Not for hostile keys in long-lived tables. */
uint64_t gt_hash(gt_str s);

#endif
