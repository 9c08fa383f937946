/* unitname.c - spellings of units: what is the same, what is only near. */
#include "read/unitname.h"

#include "base/utf8.h"

const char *gt_unit_match_name(enum gt_unit_match_kind kind)
{
    static const char *const names[] = {"none", "near", "alias", "exact"};

    return names[kind];
}

/* ---- taking a name apart ------------------------------------------------------ */

bool gt_ends_as_unit(gt_str s)
{
    static const gt_str ends[] = {
        GT_STR_INIT("处"), GT_STR_INIT("科"), GT_STR_INIT("室"), GT_STR_INIT("办"), GT_STR_INIT("厅"),
        GT_STR_INIT("局"), GT_STR_INIT("委"), GT_STR_INIT("委员会"), GT_STR_INIT("中心"),
        GT_STR_INIT("组"), GT_STR_INIT("院"), GT_STR_INIT("所"), GT_STR_INIT("站"), GT_STR_INIT("会"),
        GT_STR_INIT("部"), GT_STR_INIT("队"), GT_STR_INIT("社"), GT_STR_INIT("行"), GT_STR_INIT("馆"),
        GT_STR_INIT("府"), GT_STR_INIT("校"), GT_STR_INIT("公司"), GT_STR_INIT("大学"),
        GT_STR_INIT("Office"), GT_STR_INIT("Department"), GT_STR_INIT("Division"), GT_STR_INIT("Bureau"),
        GT_STR_INIT("Agency"), GT_STR_INIT("Unit"), GT_STR_INIT("Team"), GT_STR_INIT("Commission"),
        GT_STR_INIT("Committee"), GT_STR_INIT("Centre"), GT_STR_INIT("Center"), GT_STR_INIT("Authority"),
        GT_STR_INIT("Directorate"), GT_STR_INIT("Secretariat"), GT_STR_INIT("Section"), GT_STR_INIT("Ministry"),
    };

    for (size_t i = 0; i < GT_LEN(ends); i++)
        if (gt_str_ends(s, ends[i]))
            return true;
    return false;
}

/* "浙江省" of 浙江省科技厅, "省" of 省科技厅; the rest must still be a unit. */
static size_t region_len(gt_str s)
{
    static const gt_str levels[] = {GT_STR_INIT("自治区"), GT_STR_INIT("自治州"), GT_STR_INIT("省"),
                                    GT_STR_INIT("市"), GT_STR_INIT("县"), GT_STR_INIT("区"), GT_STR_INIT("州")};

    for (size_t i = 0; i < GT_LEN(levels); i++) {
        const size_t at = gt_str_find(s, levels[i], 0), end = at + levels[i].len;

        /* At most six characters of place name; 省 inside a name's middle
         * (…部省共建办公室) has more before it or too little behind. */
        if (at != SIZE_MAX && at <= 18 && gt_utf8_count(gt_str_sub(s, end, s.len)) >= 2 &&
            gt_ends_as_unit(gt_str_sub(s, end, s.len)))
            return end;
    }
    return 0;
}

/* 厅规划处, 局办公室, 本级财务处: the owner says nothing inside its own house. */
static size_t owner_len(gt_str s)
{
    static const gt_str owners[] = {GT_STR_INIT("厅机关"), GT_STR_INIT("局机关"), GT_STR_INIT("厅"),
                                    GT_STR_INIT("局"), GT_STR_INIT("委"), GT_STR_INIT("我"), GT_STR_INIT("本")};

    for (size_t i = 0; i < GT_LEN(owners); i++) {
        const gt_str rest = gt_str_sub(s, owners[i].len, s.len);

        if (gt_str_starts(s, owners[i]) && gt_utf8_count(rest) >= 2 && gt_ends_as_unit(rest))
            return owners[i].len;
    }
    return 0;
}

/* Long and short endings of one word become one. */
static gt_rc short_ending(struct gt_arena *arena, gt_str s, gt_str *out)
{
    static const struct { gt_str from, to; } pairs[] = {
        {GT_STR_INIT("委员会"), GT_STR_INIT("委")}, {GT_STR_INIT("委员会办公室"), GT_STR_INIT("委办")},
        {GT_STR_INIT("办公室"), GT_STR_INIT("办")}, {GT_STR_INIT("领导小组"), GT_STR_INIT("组")},
    };

    *out = s;
    for (size_t i = 0; i < GT_LEN(pairs); i++)
        if (gt_str_ends(s, pairs[i].from) && s.len > pairs[i].from.len)
            return gt_arena_printf(arena, out, "%.*s%.*s",
                                   GT_FMT(gt_str_sub(s, 0, s.len - pairs[i].from.len)),
                                   GT_FMT(pairs[i].to));
    return GT_OK;
}

static gt_rc core_of(struct gt_arena *arena, gt_str folded, gt_str *core, gt_str *region)
{
    const size_t at = region_len(folded);
    gt_str rest = gt_str_sub(folded, at, folded.len);

    *region = gt_str_sub(folded, 0, at);
    rest = gt_str_sub(rest, owner_len(rest), rest.len);
    return short_ending(arena, rest, core);
}

/* 杭州市科技局 is not 宁波市科技局, but 科技局 or 市科技局 may be either. */
static bool regions_agree(gt_str a, gt_str b)
{
    if (a.len == 0 || b.len == 0 || gt_str_eq(a, b))
        return true;
    return (gt_utf8_count(a) == 1 && gt_str_ends(b, a)) || (gt_utf8_count(b) == 1 && gt_str_ends(a, b));
}

/* ---- the index ---------------------------------------------------------------------- */

static gt_rc add_points(struct gt_arena *arena, struct gt_unitname *name)
{
    size_t at = 0;

    name->points = GT_NEW_N(arena, uint32_t, gt_utf8_count(name->text) + 1);
    if (name->points == NULL)
        return GT_ENOMEM;
    while (at < name->text.len)
        name->points[name->count++] = gt_utf8_next(name->text, &at);
    return GT_OK;
}

/* A spelling that two units share belongs to neither. */
static gt_rc claim(struct gt_unitnames *names, struct gt_arena *arena, struct gt_map *map,
                   gt_str text, gt_str region, uint32_t entry)
{
    struct gt_unitname *name;
    uint32_t held;

    if (text.len == 0)
        return GT_OK;
    if (gt_map_find(map, text, &held)) {
        name = &names->names.at[held];
        if (name->entry != entry)
            name->entry = UINT32_MAX;
        return GT_OK;
    }
    if ((name = GT_PUSH(arena, &names->names)) == NULL)
        return GT_ENOMEM;
    *name = (struct gt_unitname){.text = text, .region = region, .entry = entry};
    if (add_points(arena, name) != GT_OK)
        return GT_ENOMEM;
    return gt_map_add(map, text, (uint32_t)(names->names.count - 1));
}

static gt_rc add_spelling(struct gt_unitnames *names, struct gt_arena *arena, struct gt_map *map,
                          gt_str printed, uint32_t entry)
{
    gt_str folded, core, region;
    gt_rc rc;

    if ((rc = gt_fold_name(arena, printed, &folded)) != GT_OK ||
        (rc = claim(names, arena, map, folded, GT_STR(""), entry)) != GT_OK ||
        (rc = core_of(arena, folded, &core, &region)) != GT_OK)
        return rc;
    return claim(names, arena, &names->core, core, region, entry);
}

gt_rc gt_unitnames_init(struct gt_unitnames *names, struct gt_arena *arena,
                        const struct gt_unit_entry *entries, uint32_t count)
{
    gt_rc rc = GT_OK;

    *names = (struct gt_unitnames){.entries = entries, .entry_count = count};
    gt_map_init(&names->exact, arena);
    gt_map_init(&names->alias, arena);
    gt_map_init(&names->core, arena);
    for (uint32_t i = 0; i < count && rc == GT_OK; i++) {
        const struct gt_unit_entry *entry = &entries[i];
        size_t from = 0;

        if ((rc = add_spelling(names, arena, &names->exact, entry->name, i)) != GT_OK ||
            (rc = add_spelling(names, arena, &names->alias, entry->short_name, i)) != GT_OK ||
            (rc = add_spelling(names, arena, &names->alias, entry->name_en, i)) != GT_OK)
            break;
        while (from < entry->aliases.len && rc == GT_OK) {
            size_t end = gt_str_find(entry->aliases, GT_STR("\n"), from);

            if (end == SIZE_MAX)
                end = entry->aliases.len;
            rc = add_spelling(names, arena, &names->alias, gt_str_sub(entry->aliases, from, end), i);
            from = end + 1;
        }
    }
    return rc;
}

/* ---- the nearest ----------------------------------------------------------------------- */

/* Levenshtein's distance, or cutoff + 1 where it is larger. */
static uint32_t edits(const uint32_t *a, uint32_t a_count, const uint32_t *b, uint32_t b_count,
                      uint32_t cutoff, uint64_t *work)
{
    uint32_t row[GT_UNITNAME_MAX + 1];

    if (a_count > b_count + cutoff || b_count > a_count + cutoff)
        return cutoff + 1;
    *work += (uint64_t)a_count * b_count;
    for (uint32_t j = 0; j <= b_count; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= a_count; i++) {
        uint32_t diagonal = row[0], least = i;

        row[0] = i;
        for (uint32_t j = 1; j <= b_count; j++) {
            const uint32_t swap = diagonal + (a[i - 1] != b[j - 1]);

            diagonal = row[j];
            row[j] = swap;
            if (row[j - 1] + 1 < row[j])
                row[j] = row[j - 1] + 1;
            if (diagonal + 1 < row[j])
                row[j] = diagonal + 1;
            if (row[j] < least)
                least = row[j];
        }
        if (least > cutoff)
            return cutoff + 1;
    }
    return row[b_count];
}

/* 科技厅 in 科学技术厅: every character in order, the first and last in place. */
static bool abbreviates(const struct gt_unitname *shorter, const struct gt_unitname *longer)
{
    uint32_t at = 0;

    if (shorter->count < 2 || shorter->count >= longer->count ||
        shorter->points[0] != longer->points[0])
        return false;
    for (uint32_t i = 0; i < longer->count && at < shorter->count; i++)
        at += longer->points[i] == shorter->points[at];
    return at == shorter->count;
}

/* 法规处 in 政策法规处: the whole shorter name ends the longer one. */
static bool ends_in(const struct gt_unitname *shorter, const struct gt_unitname *longer)
{
    return shorter->count >= 3 && shorter->count < longer->count &&
           memcmp(longer->points + (longer->count - shorter->count), shorter->points,
                  shorter->count * sizeof(*shorter->points)) == 0;
}

/* An abbreviation counts as nearer than a name with as many letters changed. */
static bool weigh(const struct gt_unitname *asked, const struct gt_unitname *known, uint64_t *work,
                  uint32_t *weight, uint32_t *distance)
{
    const uint32_t shorter = asked->count < known->count ? asked->count : known->count;
    const uint32_t cutoff = shorter < 5 ? 1 : (shorter + 1) / 3;

    *work += 8;
    if (abbreviates(asked, known) || abbreviates(known, asked) || ends_in(asked, known) || ends_in(known, asked)) {
        *distance = asked->count > known->count ? asked->count - known->count
                                                : known->count - asked->count;
        *weight = 2 + *distance / 2;
        return true;
    }
    if (shorter < 2)
        return false;
    *distance = edits(asked->points, asked->count, known->points, known->count, cutoff, work);
    *weight = *distance * 4;
    return *distance <= cutoff;
}

static void nearest(const struct gt_unitnames *names, const struct gt_unitname *asked,
                    uint64_t *work, struct gt_unit_match *out)
{
    uint32_t best = UINT32_MAX;

    for (size_t i = 0; i < names->names.count && *work < GT_UNITNAME_WORK_MAX; i++) {
        const struct gt_unitname *known = &names->names.at[i];
        uint32_t weight, distance;

        if (known->entry == UINT32_MAX || known->count > GT_UNITNAME_MAX ||
            !weigh(asked, known, work, &weight, &distance) || weight >= best)
            continue;
        best = weight;
        *out = (struct gt_unit_match){GT_UNIT_NEAR, known->entry, distance};
    }
}

static bool held(const struct gt_unitnames *names, const struct gt_map *map, gt_str text,
                 gt_str region, uint32_t *entry)
{
    uint32_t index;

    if (!gt_map_find(map, text, &index) || names->names.at[index].entry == UINT32_MAX ||
        !regions_agree(region, names->names.at[index].region))
        return false;
    *entry = names->names.at[index].entry;
    return true;
}

gt_rc gt_unitnames_match(const struct gt_unitnames *names, struct gt_arena *scratch, gt_str printed,
                         uint64_t *work, struct gt_unit_match *out)
{
    struct gt_unitname asked = {0};
    gt_str core, region;
    uint64_t own = 0;
    uint32_t entry;

    *out = (struct gt_unit_match){GT_UNIT_NONE, UINT32_MAX, 0};
    if (gt_utf8_count(printed) > GT_UNITNAME_MAX)
        return GT_OK;
    if (gt_fold_name(scratch, printed, &asked.text) != GT_OK ||
        core_of(scratch, asked.text, &core, &region) != GT_OK ||
        add_points(scratch, &asked) != GT_OK)
        return GT_ENOMEM;
    if (asked.text.len == 0)
        return GT_OK;
    if (held(names, &names->exact, asked.text, GT_STR(""), &entry)) {
        *out = (struct gt_unit_match){GT_UNIT_EXACT, entry, 0};
    } else if (held(names, &names->alias, asked.text, GT_STR(""), &entry) ||
               held(names, &names->core, core, region, &entry)) {
        *out = (struct gt_unit_match){GT_UNIT_ALIAS, entry, 0};
    } else {
        nearest(names, &asked, work != NULL ? work : &own, out);
    }
    return GT_OK;
}
