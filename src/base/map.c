/* map.c - open addressing, linear probing, at most half full. */
#include "base/map.h"

uint64_t gt_hash(gt_str s)
{
    uint64_t hash = 0xcbf29ce484222325u;

    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.at[i]) * 0x100000001b3u;
    hash ^= hash >> 32;
    return hash * 0x9e3779b97f4a7c15u;
}

void gt_map_init(struct gt_map *map, struct gt_arena *arena)
{
    *map = (struct gt_map){.arena = arena};
}

static struct gt_map_slot *slot_of(const struct gt_map *map, gt_str key, uint64_t hash)
{
    uint32_t i = (uint32_t)(hash >> 32) & (map->cap - 1);

    while (map->slots[i].key.at != NULL &&
           (map->slots[i].hash != hash || !gt_str_eq(map->slots[i].key, key)))
        i = (i + 1) & (map->cap - 1);
    return &map->slots[i];
}

static gt_rc grow(struct gt_map *map)
{
    const uint32_t cap = map->cap == 0 ? 16 : map->cap * 2;
    struct gt_map wider = {.arena = map->arena, .count = map->count, .cap = cap};

    if (cap <= map->cap || (wider.slots = GT_NEW_N(map->arena, struct gt_map_slot, cap)) == NULL)
        return GT_ENOMEM;
    for (uint32_t i = 0; i < map->cap; i++)
        if (map->slots[i].key.at != NULL)
            *slot_of(&wider, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    *map = wider;
    return GT_OK;
}

gt_rc gt_map_add(struct gt_map *map, gt_str key, uint32_t value)
{
    const uint64_t hash = gt_hash(key);
    struct gt_map_slot *slot;

    if (map->count * 2 >= map->cap && grow(map) != GT_OK)
        return GT_ENOMEM;
    slot = slot_of(map, key, hash);
    if (slot->key.at != NULL)
        return GT_EEXISTS;
    *slot = (struct gt_map_slot){key.at != NULL ? key : GT_STR(""), hash, value};
    map->count++;
    return GT_OK;
}

bool gt_map_find(const struct gt_map *map, gt_str key, uint32_t *value)
{
    const struct gt_map_slot *slot;

    if (map->count == 0)
        return false;
    slot = slot_of(map, key, gt_hash(key));
    if (slot->key.at == NULL)
        return false;
    *value = slot->value;
    return true;
}
