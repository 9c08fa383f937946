/* mspdi_write.c - the project as MS Project XML. */
#include "base/buf.h"
#include "base/utf8.h"
#include "read/project.h"

enum { DAY = 24 * 60 };

static void text(struct gt_buf *out, gt_str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t c = gt_utf8_next(s, &at);

        if (c == '&')
            gt_buf_text(out, "&amp;");
        else if (c == '<')
            gt_buf_text(out, "&lt;");
        else if (c == '>')
            gt_buf_text(out, "&gt;");
        else if (c >= 0x20 || c == '\t' || c == '\n') /* XML has no other control characters */
            gt_buf_utf8(out, c);
    }
}

static void element(struct gt_buf *out, const char *name, gt_str value)
{
    gt_buf_printf(out, "<%s>", name);
    text(out, value);
    gt_buf_printf(out, "</%s>\n", name);
}

static void number(struct gt_buf *out, const char *name, int64_t value)
{
    gt_buf_printf(out, "<%s>%lld</%s>\n", name, (long long)value, name);
}

static void moment(struct gt_buf *out, const char *name, int64_t at)
{
    char day[GT_DAY_TEXT];
    int64_t days = at / DAY - (at % DAY < 0);

    if (at == GT_MINUTE_NONE || days < GT_DAY_MIN || days > GT_DAY_MAX)
        return;
    gt_buf_printf(out, "<%s>%sT%02d:%02d:00</%s>\n", name, gt_day_text((gt_day)days, day),
                  (int)((at - days * DAY) / 60), (int)((at - days * DAY) % 60), name);
}

static void hours(struct gt_buf *out, const struct gt_project_hours *h)
{
    number(out, "DayWorking", h->count > 0);
    if (h->count == 0)
        return;
    gt_buf_text(out, "<WorkingTimes>\n");
    for (int i = 0; i < h->count; i++)
        gt_buf_printf(out, "<WorkingTime><FromTime>%02d:%02d:00</FromTime>"
                      "<ToTime>%02d:%02d:00</ToTime></WorkingTime>\n",
                      h->at[i].from / 60, h->at[i].from % 60, h->at[i].to / 60 % 24, h->at[i].to % 60);
    gt_buf_text(out, "</WorkingTimes>\n");
}

static void calendar(struct gt_buf *out, const struct gt_project *project, uint32_t index)
{
    const struct gt_project_cal *cal = &project->cals.at[index];

    gt_buf_text(out, "<Calendar>\n");
    number(out, "UID", index + 1);
    element(out, "Name", cal->name);
    number(out, "IsBaseCalendar", cal->base == GT_PROJECT_NO_INDEX);
    number(out, "BaseCalendarUID", cal->base == GT_PROJECT_NO_INDEX ? -1 : (int64_t)cal->base + 1);
    gt_buf_text(out, "<WeekDays>\n");
    for (int i = 0; i < 7; i++) {
        int day = (i + 6) % 7; /* Sunday comes first */

        if (!cal->says[day] && cal->base != GT_PROJECT_NO_INDEX)
            continue;
        gt_buf_text(out, "<WeekDay>\n");
        number(out, "DayType", i + 1);
        hours(out, &cal->week[day]);
        gt_buf_text(out, "</WeekDay>\n");
    }
    gt_buf_text(out, "</WeekDays>\n<Exceptions>\n");
    for (size_t i = 0; i < cal->excepts.count; i++) {
        const struct gt_project_except *except = &cal->excepts.at[i];

        gt_buf_text(out, "<Exception>\n<TimePeriod>\n");
        moment(out, "FromDate", (int64_t)except->from * DAY);
        moment(out, "ToDate", (int64_t)except->to * DAY + DAY - 1);
        gt_buf_text(out, "</TimePeriod>\n<Type>1</Type>\n");
        hours(out, &except->hours);
        gt_buf_text(out, "</Exception>\n");
    }
    gt_buf_text(out, "</Exceptions>\n</Calendar>\n");
}

/* What a link says that has no place in PredecessorLink. */
static bool says_more(const struct gt_project_link *link)
{
    return link->has_greatest || link->no_least || link->lag_time == GT_LAG_OF_CALENDAR;
}

static void more_of_links(struct gt_buf *out, const struct gt_project *project, uint32_t first, uint32_t to,
                          const uint32_t *by_to)
{
    static const char *const kinds[] = {"FS", "SS", "FF", "SF"};
    bool open = false;

    for (uint32_t i = first; i < project->links.count && project->links.at[by_to[i]].to == to; i++) {
        const struct gt_project_link *link = &project->links.at[by_to[i]];

        if (!says_more(link))
            continue;
        gt_buf_text(out, open ? " " : "<ExtendedAttribute>\n<FieldID>" GT_MSPDI_FIELD "</FieldID>\n<Value>");
        open = true;
        gt_buf_printf(out, "%u%s", link->from + 1, kinds[link->kind]);
        if (!link->no_least)
            gt_buf_printf(out, "=%lld", (long long)link->lag_min);
        if (link->has_greatest)
            gt_buf_printf(out, "&lt;=%lld", (long long)link->greatest_min);
        if (link->lag_time == GT_LAG_ELAPSED)
            gt_buf_text(out, "e");
        if (link->lag_time == GT_LAG_OF_CALENDAR)
            gt_buf_printf(out, "@%u", link->calendar + 1);
    }
    if (open)
        gt_buf_text(out, "</Value>\n</ExtendedAttribute>\n");
}

static void links_of(struct gt_buf *out, const struct gt_project *project, uint32_t first, uint32_t to,
                     const uint32_t *by_to)
{
    static const int kinds[] = {1, 3, 0, 2}; /* FS SS FF SF as MS Project numbers them */

    for (uint32_t i = first; i < project->links.count && project->links.at[by_to[i]].to == to; i++) {
        const struct gt_project_link *link = &project->links.at[by_to[i]];

        if (link->no_least)
            continue;
        gt_buf_text(out, "<PredecessorLink>\n");
        number(out, "PredecessorUID", link->from + 1);
        number(out, "Type", kinds[link->kind]);
        number(out, "LinkLag", link->lag_min * 10);
        number(out, "LagFormat", link->lag_time == GT_LAG_ELAPSED ? 8 : 7);
        gt_buf_text(out, "</PredecessorLink>\n");
    }
}

static void task(struct gt_buf *out, const struct gt_project *project, uint32_t index)
{
    const struct gt_project_task *t = &project->tasks.at[index];

    number(out, "UID", index + 1);
    number(out, "ID", index + 1);
    element(out, "Name", t->name.len > 0 ? t->name : t->id);
    number(out, "Active", !t->inactive);
    number(out, "Manual", t->manual);
    number(out, "OutlineLevel", t->level + 1);
    moment(out, "Start", t->start);
    moment(out, "Finish", t->finish);
    gt_buf_printf(out, "<Duration>PT%lldH%lldM0S</Duration>\n", (long long)(t->duration_min / 60),
                  (long long)(t->duration_min % 60));
    number(out, "DurationFormat", t->elapsed ? 8 : 7);
    number(out, "Milestone", t->duration_min == 0 && !t->summary);
    number(out, "Summary", t->summary);
    moment(out, "EarlyStart", t->early_start);
    moment(out, "EarlyFinish", t->early_finish);
    moment(out, "LateStart", t->late_start);
    moment(out, "LateFinish", t->late_finish);
    number(out, "PercentComplete", (int64_t)(t->percent + 0.5));
    moment(out, "ActualStart", t->actual_start);
    moment(out, "ActualFinish", t->actual_finish);
    number(out, "ConstraintType", t->bound);
    if (t->bound != GT_BOUND_ASAP && t->bound != GT_BOUND_ALAP)
        moment(out, "ConstraintDate", t->bound_at);
    moment(out, "Deadline", t->deadline);
    number(out, "CalendarUID", t->calendar == GT_PROJECT_NO_INDEX ? -1 : (int64_t)t->calendar + 1);
    if (t->base_start != GT_MINUTE_NONE || t->base_finish != GT_MINUTE_NONE) {
        gt_buf_text(out, "<Baseline>\n<Number>0</Number>\n");
        moment(out, "Start", t->base_start);
        moment(out, "Finish", t->base_finish);
        gt_buf_text(out, "</Baseline>\n");
    }
}

/* Percent as the fraction that the format wants. */
static void units(struct gt_buf *out, const char *name, int32_t percent)
{
    gt_buf_printf(out, "<%s>%d.%02d</%s>\n", name, percent / 100, percent % 100, name);
}

static void resource(struct gt_buf *out, const struct gt_project *project, uint32_t index)
{
    const struct gt_project_res *res = &project->res.at[index];

    gt_buf_text(out, "<Resource>\n");
    number(out, "UID", index + 1);
    number(out, "ID", index + 1);
    element(out, "Name", res->name.len > 0 ? res->name : res->id);
    number(out, "Type", 1);
    units(out, "MaxUnits", res->units);
    if (res->calendar != GT_PROJECT_NO_INDEX)
        number(out, "CalendarUID", res->calendar + 1);
    if (res->periods.count > 0)
        gt_buf_text(out, "<AvailabilityPeriods>\n");
    for (size_t i = 0; i < res->periods.count; i++) {
        gt_buf_text(out, "<AvailabilityPeriod>\n");
        moment(out, "AvailableFrom", res->periods.at[i].from);
        moment(out, "AvailableTo", res->periods.at[i].to);
        units(out, "AvailableUnits", res->periods.at[i].units);
        gt_buf_text(out, "</AvailabilityPeriod>\n");
    }
    if (res->periods.count > 0)
        gt_buf_text(out, "</AvailabilityPeriods>\n");
    gt_buf_text(out, "</Resource>\n");
}

static void assignment(struct gt_buf *out, const struct gt_project *project, size_t index)
{
    const struct gt_project_use *use = &project->uses.at[index];

    gt_buf_text(out, "<Assignment>\n");
    number(out, "UID", (int64_t)index + 1);
    number(out, "TaskUID", use->task + 1);
    number(out, "ResourceUID", use->res + 1);
    units(out, "Units", use->units);
    gt_buf_text(out, "</Assignment>\n");
}

void gt_mspdi_write(const struct gt_project *project, struct gt_buf *out)
{
    uint32_t count = (uint32_t)project->tasks.count, links = (uint32_t)project->links.count;
    uint32_t *first = gt_calloc((size_t)count + 2, sizeof(*first));
    uint32_t *by_to = gt_calloc((size_t)links + 1, sizeof(*by_to));
    bool more = false;

    if (first == NULL || by_to == NULL) {
        out->status = GT_ENOMEM;
        goto out;
    }
    /* Links by successor: counted, then laid out. */
    for (uint32_t i = 0; i < links; i++)
        first[project->links.at[i].to + 1]++;
    for (uint32_t i = 0; i < count; i++)
        first[i + 1] += first[i];
    for (uint32_t i = 0; i < links; i++)
        by_to[first[project->links.at[i].to]++] = i;
    memmove(first + 1, first, count * sizeof(*first));
    first[0] = 0;

    gt_buf_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                     "<Project xmlns=\"http://schemas.microsoft.com/project\">\n<SaveVersion>14</SaveVersion>\n");
    element(out, "Name", project->title);
    element(out, "Title", project->title);
    number(out, "ScheduleFromStart", !project->from_finish);
    moment(out, "StartDate", project->start);
    moment(out, "FinishDate", project->finish);
    number(out, "CalendarUID", project->calendar == GT_PROJECT_NO_INDEX ? -1 : (int64_t)project->calendar + 1);
    number(out, "MinutesPerDay", project->minutes_a_day);
    for (uint32_t i = 0; i < links && !more; i++)
        more = says_more(&project->links.at[i]);
    if (more)
        gt_buf_text(out, "<ExtendedAttributes>\n<ExtendedAttribute>\n<FieldID>" GT_MSPDI_FIELD "</FieldID>\n"
                         "<FieldName>Text30</FieldName>\n<Alias>Guatu lags</Alias>\n</ExtendedAttribute>\n"
                         "</ExtendedAttributes>\n");
    gt_buf_text(out, "<Calendars>\n");
    for (uint32_t i = 0; i < project->cals.count; i++)
        calendar(out, project, i);
    gt_buf_text(out, "</Calendars>\n<Tasks>\n");
    for (uint32_t i = 0; i < count; i++) {
        gt_buf_text(out, "<Task>\n");
        task(out, project, i);
        links_of(out, project, first[i], i, by_to);
        more_of_links(out, project, first[i], i, by_to);
        gt_buf_text(out, "</Task>\n");
    }
    gt_buf_text(out, "</Tasks>\n");
    if (project->res.count > 0) {
        gt_buf_text(out, "<Resources>\n");
        for (uint32_t i = 0; i < project->res.count; i++)
            resource(out, project, i);
        gt_buf_text(out, "</Resources>\n<Assignments>\n");
        for (size_t i = 0; i < project->uses.count; i++)
            assignment(out, project, i);
        gt_buf_text(out, "</Assignments>\n");
    }
    gt_buf_text(out, "</Project>\n");
out:
    gt_free(first);
    gt_free(by_to);
}
