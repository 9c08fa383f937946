/* mspdi_more.c - greatest lags and calendars of lags, out of a custom field. */
#include "read/mspdi_more.h"

enum { LAG_MIN_MAX = 1 << 30 };

/* Digits at *at, with a minus before them where that may be. */
static bool whole(gt_str s, size_t *at, bool negative, int64_t *out)
{
    size_t from = *at, i = from + (negative && from < s.len && s.at[from] == '-');

    while (i < s.len && s.at[i] >= '0' && s.at[i] <= '9' && i - from < 12)
        i++;
    *at = i;
    return gt_str_i64(gt_str_sub(s, from, i), out) && *out <= LAG_MIN_MAX && *out >= -LAG_MIN_MAX;
}

/* One word; false where it is none of ours. */
static bool parse(gt_str word, gt_str *from, gt_str *cal, struct gt_project_link *link)
{
    static const char *const kinds[] = {"FS", "SS", "FF", "SF"};
    size_t at = 0;
    int64_t number;
    int kind = 4;

    if (!whole(word, &at, false, &number))
        return false;
    *from = gt_str_sub(word, 0, at);
    for (int i = 0; i < 4; i++)
        if (gt_str_starts(gt_str_sub(word, at, word.len), gt_str_from(kinds[i])))
            kind = i;
    if (kind == 4)
        return false;
    *link = (struct gt_project_link){.kind = (enum gt_project_link_kind)kind, .no_least = true,
                                     .lag_time = GT_LAG_OF_TO};
    *cal = GT_STR("");
    for (at += 2; at < word.len;) {
        char c = word.at[at++];

        if (c == '=' && link->no_least && !link->has_greatest) {
            link->no_least = false;
            if (!whole(word, &at, true, &link->lag_min))
                return false;
        } else if (c == '<' && at < word.len && word.at[at] == '=' && !link->has_greatest) {
            at++;
            link->has_greatest = true;
            if (!whole(word, &at, true, &link->greatest_min))
                return false;
        } else if (c == 'e' && at == word.len) {
            link->lag_time = GT_LAG_ELAPSED;
        } else if (c == '@' && at < word.len) {
            link->lag_time = GT_LAG_OF_CALENDAR;
            *cal = gt_str_sub(word, at, word.len);
            at = word.len;
        } else {
            return false;
        }
    }
    return !link->no_least || link->has_greatest;
}

static gt_rc take(struct gt_arena *arena, struct gt_project *project, struct gt_project_link link,
                  struct gt_err *err)
{
    struct gt_project_link *slot = NULL;

    /* Links of one task were added last and lie together: look from the end. */
    for (size_t i = project->links.count; i-- > 0 && !link.no_least && slot == NULL;)
        if (project->links.at[i].to == link.to && project->links.at[i].from == link.from &&
            project->links.at[i].kind == link.kind && !project->links.at[i].has_greatest)
            slot = &project->links.at[i];
    if (slot == NULL && (slot = gt_project_link_add(arena, project, err)) == NULL)
        return err != NULL ? err->rc : GT_ENOMEM;
    *slot = link;
    return GT_OK;
}

gt_rc gt_mspdi_more(struct gt_arena *arena, struct gt_project *project, const struct gt_map *tasks,
                    const struct gt_map *cals, uint32_t task, gt_str text, struct gt_err *err)
{
    for (size_t from = 0; from < text.len;) {
        size_t end = gt_str_find(text, GT_STR(" "), from);
        gt_str word = gt_str_sub(text, from, end == SIZE_MAX ? text.len : end), who, cal;
        struct gt_project_link link;
        gt_rc rc;

        from = end == SIZE_MAX ? text.len : end + 1;
        if (!parse(word, &who, &cal, &link) || !gt_map_find(tasks, who, &link.from) || link.from == task)
            continue;
        if (link.lag_time == GT_LAG_OF_CALENDAR && !gt_map_find(cals, cal, &link.calendar))
            continue;
        link.to = task;
        if ((rc = take(arena, project, link, err)) != GT_OK)
            return rc;
    }
    return GT_OK;
}
