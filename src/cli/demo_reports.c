/* demo_reports.c - what was reported in the invented year: every task of an
 * office month by month, measure by measure, some late, some missing, some
 * copied; its steps by remarks. */
#include "cli/demo.h"
#include "work/progress_use.h"
#include "work/rights.h"
#include "work/tasks.h"

enum { LATE_DAYS = 50, DAY_MS = 86400000, TEN_OCLOCK_MS = 2 * 3600000, HOUR_MS = 3600000, MINUTE_MS = 60000 };

enum pace { ON_PACE, SLOW, FAST, STUCK };
enum fate { PLAIN, LATE, MISSING, COPIED };

/* A task as it is told of: copied, because writes change the picture. */
struct one {
    int64_t id, unit_id;
    gt_str  title;
    gt_day  start, finish;
    bool    leaf, owes, standing;
    enum pace pace;
};
typedef GT_VEC(struct one) ones;

/* One report that will be told. */
struct job {
    const struct one *task;
    struct gt_period period;
    gt_day due, told;
    enum fate fate;
    bool open;                   /* its period is still running */
    bool last;                   /* the task's newest */
};
typedef GT_VEC(struct job) jobs;

/* ---- how it went ------------------------------------------------------------------------ */

static enum pace pace_of(const struct one *task, gt_day today)
{
    const unsigned n = gt_demo_dice(task->title, 1, 100);

    /* What is long past was done long ago; a few of the last weeks hang. */
    if (task->finish < today - LATE_DAYS)
        return ON_PACE;
    if (task->finish < today)
        return n < 70 ? ON_PACE : STUCK;
    return n < 58 ? ON_PACE : n < 80 ? SLOW : n < 92 ? FAST : STUCK;
}

static double percent_on(const struct one *task, gt_day day)
{
    const double span = task->finish - task->start + 1, gone = day - task->start + 1;
    const double even = gone >= span ? 100 : gone < 0 ? 0 : 100 * gone / span;
    const unsigned n = gt_demo_dice(task->title, 2, 10);

    switch (task->pace) {
    case ON_PACE: return even;
    case SLOW: return even * (.5 + .05 * (n % 5));
    case FAST: return even + 15 + n > 96 ? 96 : even + 15 + n;
    case STUCK: break;
    }
    return even * .7 > 78 ? 78 : even * .7;
}

/* ---- measures ------------------------------------------------------------------------------ */

/* What kind of work it is, by a word of the title: its measures, and what is
 * said of each when it is done and while it runs (%d: how many). */
static const struct work_kind {
    const char *words;           /* one a blank */
    struct { const char *measure, *done, *doing; } at[4];
} kinds[] = {
    {"制定 修订 出台 编制 办法 细则 条例 规划", {
        {"开展调研，形成提纲", "已调研%d家单位，提纲经处务会讨论通过", "已调研%d家单位，正在汇总意见"},
        {"起草文本，征求相关单位意见", "已征求%d个单位意见，逐条说明采纳情况", "初稿已发%d个单位征求意见"},
        {"开展合法性审核和公平竞争审查", "审核意见%d条均已修改到位", "已送审，收到审核意见%d条"},
        {"提请审议并印发实施", "已经厅务会审议通过，印发%d个单位", "已排入议题，汇报材料改到第%d稿"}}},
    {"建设 建成 创建 布局 新建 上线 平台 数据 开发", {
        {"明确建设标准和任务清单", "建设标准已定，列出任务%d项", "任务清单列出%d项，正在核对"},
        {"完成论证，落实场地和资金", "论证会%d次，资金已到位", "已开论证会%d次，资金正在落实"},
        {"分批推进建设，每月调度", "%d个批次全部建成", "本月调度%d次，按批次推进"},
        {"组织验收并投入运行", "已验收%d处，投入运行", "已自查%d处，列出整改事项"}}},
    {"项目 攻关 榜单 揭榜 评审 遴选 征集 申报 认定", {
        {"发布通知，公开征集", "通知已发，收到申报%d份", "本月收到申报%d份"},
        {"组织形式审查和专家评审", "评审%d份，专家意见已反馈", "已审查%d份，评审按计划进行"},
        {"公示拟立项名单", "公示%d天，无异议", "拟公示%d项，名单正在核对"},
        {"签订任务书并落实经费", "已签订任务书%d份，经费已拨付", "已签订任务书%d份，其余正在办理"}}},
    {"检查 评价 评估 清理 核查 办理 整改 测评 抽查", {
        {"制定工作方案，明确范围", "方案已印发，覆盖%d个对象", "方案改到第%d稿"},
        {"收集材料，组织自查", "收到自查材料%d份", "本月收到自查材料%d份"},
        {"现场核查，形成问题清单", "现场核查%d家，问题清单已确认", "本月现场核查%d家"},
        {"汇总结果，督促整改", "整改事项%d条全部销号", "整改事项%d条，正在逐条督促"}}},
    {"召开 举办 参加 博览会 论坛 活动 对接会 宣讲", {
        {"制定总体方案并报批", "总体方案已批复，分工%d项", "总体方案征求%d个单位意见"},
        {"落实场地、议程和嘉宾", "场地和议程已定，邀请嘉宾%d位", "已联系嘉宾%d位，场地正在比选"},
        {"完成材料和宣传准备", "材料%d份定稿，宣传已启动", "材料完成%d份初稿"},
        {"组织实施并总结成效", "已举办，到会%d家单位", "本月对接%d家单位"}}},
    {"", {
        {"细化分工，明确时间表", "分工%d项落实到人", "已分解任务%d项"},
        {"按月推进，协调解决问题", "协调解决问题%d个", "本月协调解决问题%d个"},
        {"扩大覆盖，提高质量", "覆盖%d家单位", "本月新增覆盖%d家单位"},
        {"汇总成效，形成总结", "总结材料已报送，列出经验%d条", "收到成效材料%d份"}}},
};

static const struct work_kind *kind_of(gt_str title)
{
    for (size_t at = 0; at + 1 < GT_LEN(kinds); at++) {
        gt_str words = gt_str_from(kinds[at].words);

        while (words.len > 0) {
            size_t end = gt_str_find(words, GT_STR(" "), 0);

            end = end == SIZE_MAX ? words.len : end;
            if (gt_str_find(title, gt_str_sub(words, 0, end), 0) != SIZE_MAX)
                return &kinds[at];
            words = gt_str_sub(words, end + 1, words.len);
        }
    }
    return &kinds[GT_LEN(kinds) - 1];
}

static size_t measure_count(gt_str title) { return 3 + gt_demo_dice(title, 6, 2); }

/* The last one always closes the work. */
static size_t measure_at(gt_str title, size_t at)
{
    return at + 1 == measure_count(title) ? 3 : at;
}

static gt_rc set_measures(struct gt_place *place, const ones *tasks, struct gt_err *err)
{
    gt_rc rc = GT_OK;

    for (size_t i = 0; rc == GT_OK && i < tasks->count; i++) {
        const struct one *task = &tasks->at[i];
        gt_str texts[4];

        if (!task->owes || gt_demo_dice(task->title, 7, 10) == 0)
            continue; /* a few are answered as a whole */
        for (size_t at = 0; at < measure_count(task->title); at++)
            texts[at] = gt_str_from(kind_of(task->title)->at[measure_at(task->title, at)].measure);
        rc = gt_work_measures_put(&place->ctx, task->id, texts, measure_count(task->title), err);
    }
    return rc;
}

/* ---- words --------------------------------------------------------------------------------------- */

/* The words with the number in the place of %u, where they have one. */
static gt_rc with_number(struct gt_arena *arena, gt_str words, unsigned number, gt_str *out)
{
    const size_t at = gt_str_find(words, GT_STR("%u"), 0);

    if (at == SIZE_MAX)
        return gt_arena_dup(arena, words, out);
    return gt_arena_printf(arena, out, "%.*s%u%.*s", GT_FMT(gt_str_sub(words, 0, at)), number,
                           GT_FMT(gt_str_sub(words, at + 2, words.len)));
}

static gt_rc answer_of(struct gt_arena *arena, const struct job *job, const struct gt_form *form, size_t at,
                       double percent, gt_str *out)
{
    const gt_str title = job->task->title;
    const size_t count = form->measures.count;
    const bool whole = count == 1, done = whole ? percent >= 100 : percent >= 100.0 * (double)(at + 1) / (double)count;
    const bool runs = whole || percent >= 100.0 * (double)at / (double)count - 1;
    const int month = gt_day_ymd(job->told).month;
    const unsigned n = 2 + gt_demo_dice(title, (unsigned)at, 17) + (done ? 0 : (unsigned)month);
    const size_t which = whole ? (percent >= 75 ? 3 : (size_t)(percent / 25)) : measure_at(title, at);
    gt_str text;
    gt_rc rc;

    if (!runs)
        return gt_arena_printf(arena, out, "按计划%d月启动，前期准备已安排。", month < 12 ? month + 1 : 12);
    rc = with_number(arena, gt_str_from(done ? kind_of(title)->at[which].done : kind_of(title)->at[which].doing), n,
                     &text);
    if (rc != GT_OK)
        return rc;
    return done ? gt_arena_printf(arena, out, "%.*s。", GT_FMT(text))
                : gt_arena_printf(arena, out, "%d月%d日前，%.*s。", month, gt_day_ymd(job->told).day, GT_FMT(text));
}

static gt_rc say(struct gt_arena *arena, const struct job *job, const struct gt_form *form, double percent,
                 struct gt_said *said)
{
    static const char *const held[3] = {"评审专家时间冲突，论证会推迟。", "配合单位数据未按时报送。",
                                        "合法性审核意见较多，需再次征求意见。"};
    static const char *const coming[3] = {"%d月完成汇总并提交审议。", "倒排剩余节点，%d月每周调度。",
                                          "%d月与配合单位对接，补齐材料。"};
    const int month = gt_day_ymd(job->told).month % 12 + 1;
    const bool stuck = job->task->pace == SLOW || job->task->pace == STUCK;
    gt_rc rc = GT_OK;

    *said = form->said;
    if (job->fate == COPIED && form->prev.id != 0 && form->prev_said.answers.count == form->measures.count) {
        said->next = form->prev.next;
        return GT_OK;
    }
    said->percent = percent;
    for (size_t at = 0; rc == GT_OK && at < said->answers.count; at++)
        rc = answer_of(arena, job, form, at, percent, &said->answers.at[at].answer);
    for (size_t at = 0; at < said->figures.count; at++) {
        struct gt_said_figure *figure = &said->figures.at[at];

        figure->has_actual = true;
        figure->actual = (double)(int64_t)(figure->target * percent / 100 *
                                           (.9 + .02 * gt_demo_dice(job->task->title, 8, 10)));
    }
    said->problems = stuck ? gt_str_from(held[gt_demo_dice(job->task->title, 5, 3)]) : GT_STR("无");
    said->next = GT_STR("");
    if (rc == GT_OK && percent < 100)
        rc = gt_arena_printf(arena, &said->next, coming[gt_demo_dice(job->task->title, 4, 3)], month);
    return rc;
}

/* ---- who tells, who approves, who accepts ------------------------------------------------------------ */

/* The unit's liaison, else its head; the head; the office. */
struct cast { struct gt_person writer, head, office, leader; };

static gt_rc cast_of(struct gt_place *place, int64_t unit_id, struct cast *cast, struct gt_err *err)
{
    static const char *const writers[] = {"liaison", "head", "office", "leader"};
    const struct gt_picture *picture;
    gt_rc rc;

    *cast = (struct cast){0};
    if ((rc = gt_picture_hold(&place->ctx, &picture, err)) != GT_OK)
        return rc;
    for (size_t at = 0; at < picture->people.count; at++) {
        const struct gt_person *person = &picture->people.at[at];

        if (gt_str_eq(person->role, GT_STR("office")))
            cast->office = *person;
        if (gt_str_eq(person->role, GT_STR("leader")) && cast->leader.id == 0)
            cast->leader = *person;
        if (gt_str_eq(person->role, GT_STR("head")) && person->unit_id == unit_id)
            cast->head = *person;
    }
    for (size_t which = 0; which < GT_LEN(writers) && cast->writer.id == 0; which++)
        for (size_t at = 0; at < picture->people.count; at++)
            if (gt_str_eq(picture->people.at[at].role, gt_str_from(writers[which])) &&
                picture->people.at[at].unit_id == unit_id && cast->writer.id == 0)
                cast->writer = picture->people.at[at];
    gt_picture_done(&place->ctx);
    if (cast->writer.id == 0)
        cast->writer = cast->office;
    if (cast->head.id == 0)
        cast->head = cast->office.id != cast->writer.id ? cast->office : cast->leader;
    return GT_OK;
}

static gt_rc move(struct gt_place *place, const struct gt_person *who, int64_t id, enum gt_report_act act,
                  const char *reason, struct gt_err *err)
{
    gt_rc rc;

    place->ctx.now_ms += HOUR_MS;
    if ((rc = gt_ctx_speak_for(&place->ctx, who, err)) != GT_OK)
        return rc;
    return gt_work_reports_move(&place->ctx, &id, 1, act, gt_str_from(reason), NULL, err);
}

/* Past periods were all accepted; in the running one some wait for the head,
 * some for the office, and a few came back. */
static gt_rc judge(struct gt_place *place, const struct job *job, const struct cast *cast,
                   const struct gt_report *report, struct gt_err *err)
{
    const struct gt_person *office = cast->office.id != cast->writer.id ? &cast->office : &cast->leader;
    const unsigned n = gt_demo_dice(job->task->title, 3, 10);
    gt_rc rc = GT_OK;

    if (job->open && n < 3)
        return GT_OK;
    if (report->state == GT_REPORT_SUBMITTED)
        rc = move(place, &cast->head, report->id, GT_REPORT_ACT_APPROVE, "", err);
    if (rc != GT_OK || (job->open && n < 8) || (job->last && job->fate == COPIED))
        return rc;
    if (job->open && n == 9)
        return move(place, office, report->id, GT_REPORT_ACT_RETURN, "第2条没有写到具体数字，请补充。", err);
    return move(place, office, report->id, GT_REPORT_ACT_ACCEPT, "", err);
}

static gt_rc tell(struct gt_place *place, const struct job *job, gt_day today, struct gt_err *err)
{
    const bool closes = job->task->pace == ON_PACE && job->task->finish <= job->period.last && !job->task->standing;
    const double percent = closes ? 100 : percent_on(job->task, job->last ? today : job->told);
    const struct gt_arena_mark mark = gt_arena_mark(place->arena);
    char key[GT_PERIOD_KEY];
    struct gt_report report;
    struct gt_form form;
    struct gt_said said;
    struct cast cast;
    gt_rc rc;

    (void)gt_period_key(job->period, key);
    if ((rc = cast_of(place, job->task->unit_id, &cast, err)) != GT_OK)
        return rc;
    place->ctx.today = job->told;
    place->ctx.now_ms = (int64_t)job->told * DAY_MS + TEN_OCLOCK_MS +
                        gt_demo_dice(job->task->title, 2, 300) * MINUTE_MS;
    if ((rc = gt_ctx_speak_for(&place->ctx, &cast.writer, err)) == GT_OK)
        rc = gt_work_form(&place->ctx, job->task->id, gt_str_from(key), &form, err);
    if (rc == GT_ENOTFOUND) { /* it was told done before */
        gt_err_clear(err);
        rc = GT_OK;
    } else if (rc == GT_OK &&
               (rc = say(place->arena, job, &form, (int)(percent + .5), &said)) == GT_OK &&
               (rc = gt_work_report_submit(&place->ctx, job->task->id, gt_str_from(key), &said, GT_STR(""), &report,
                                           NULL, err)) == GT_OK) {
        rc = judge(place, job, &cast, &report, err);
    }
    place->ctx.rights = NULL;
    gt_arena_rewind(place->arena, mark);
    return rc;
}

/* ---- what will be told ------------------------------------------------------------------------------------ */

static gt_rc tasks_now(struct gt_place *place, ones *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    *out = (ones){0};
    if ((rc = gt_picture_hold(&place->ctx, &picture, err)) != GT_OK)
        return rc;
    for (size_t i = 0; rc == GT_OK && i < picture->tasks.count; i++) {
        const struct gt_pic_task *task = &picture->tasks.at[i];
        struct one *one;

        if (task->gone || task->start == GT_DAY_NONE || task->finish == GT_DAY_NONE)
            continue;
        if ((one = GT_PUSH(place->arena, out)) == NULL) {
            rc = GT_ENOMEM;
            break;
        }
        *one = (struct one){.id = task->facts.id, .unit_id = task->facts.lead_unit_id, .start = task->start,
                            .finish = task->finish, .leaf = task->children == 0, .owes = task->progress.owes,
                            .standing = task->facts.standing != 0};
        rc = gt_arena_dup(place->arena, task->facts.title, &one->title);
        one->pace = pace_of(one, place->ctx.today);
    }
    gt_picture_done(&place->ctx);
    return rc;
}

static gt_rc add_job(struct gt_arena *arena, jobs *out, const struct one *task, const struct gt_turn *turn,
                     gt_day today, bool newest)
{
    const unsigned n = gt_demo_dice(task->title, turn->period.first % 7, 100);
    const bool open = turn->due >= today;
    struct job *job;

    /* a third of the units tell early in the running period */
    if (open && (turn->period.first > today || gt_demo_dice(task->title, 9, 3) != 0))
        return GT_OK;
    if ((job = GT_PUSH(arena, out)) == NULL)
        return GT_ENOMEM;
    *job = (struct job){.task = task, .period = turn->period, .due = turn->due, .open = open,
                        .fate = n < 7 ? LATE : n < 12 ? COPIED : newest && n < 20 ? MISSING : PLAIN};
    job->told = turn->due - (gt_day)(n % 4);
    if (job->fate == LATE)
        job->told = turn->due + 2 + (gt_day)(n % 4);
    if (open)
        job->told = today - (gt_day)(n % 2);
    if (job->told < turn->period.first)
        job->told = turn->period.first;
    if (job->told > today || job->fate == MISSING)
        out->count--;
    return GT_OK;
}

static int by_told(const void *a, const void *b)
{
    const struct job *x = a, *y = b;

    if (x->told != y->told)
        return x->told < y->told ? -1 : 1;
    return (x->task->id > y->task->id) - (x->task->id < y->task->id);
}

static gt_rc plan_jobs(struct gt_place *place, const ones *tasks, gt_day today, jobs *out, struct gt_err *err)
{
    const struct gt_picture *picture;
    gt_rc rc;

    if ((rc = gt_picture_hold(&place->ctx, &picture, err)) != GT_OK)
        return rc;
    for (size_t i = 0; rc == GT_OK && i < tasks->count; i++) {
        const size_t before = out->count;
        size_t due = 0;
        gt_turns turns;

        if (!tasks->at[i].owes)
            continue;
        rc = gt_progress_turns(picture, gt_picture_task(picture, tasks->at[i].id), GT_DAY_MIN, today + 31, today,
                               place->arena, &turns);
        for (size_t at = 0; rc == GT_OK && at < turns.count; at++)
            due += turns.at[at].due < today;
        for (size_t at = 0; rc == GT_OK && at < turns.count; at++)
            rc = add_job(place->arena, out, &tasks->at[i], &turns.at[at], today, at + 1 == due);
        if (rc == GT_OK && out->count > before)
            out->at[out->count - 1].last = true;
    }
    gt_picture_done(&place->ctx);
    if (rc == GT_OK && out->count > 1)
        qsort(out->at, out->count, sizeof *out->at, by_told);
    return rc;
}

/* Steps are told of in their task's report; what stands on the wall for them
 * is a remark. */
static gt_rc remark(struct gt_place *place, const struct one *task, struct gt_err *err)
{
    static const char *const said[5] = {"已成立专班，明确分工。", "形成初稿，正在内部讨论。",
                                        "已征求相关单位意见，逐条修改。", "修改完善后已送审。", "已办结，材料归档。"};
    const gt_day last = task->finish < place->ctx.today ? task->finish : place->ctx.today;
    const double percent = percent_on(task, last);
    struct gt_report report = {.task_id = task->id, .as_of = last, .percent = (int)(percent + .5)};

    report.words = gt_str_from(said[percent >= 100 ? 4 : (int)(percent / 25)]);
    return gt_work_report_add(&place->ctx, &report, NULL, err);
}

gt_rc gt_demo_progress(struct gt_place *place, int year, struct gt_err *err)
{
    const struct gt_ctx asked = place->ctx;
    jobs todo = {0};
    ones tasks;
    gt_rc rc;

    if ((rc = tasks_now(place, &tasks, err)) != GT_OK)
        return rc;
    /* fixed with the plan, in the year's first week */
    if (gt_day_from_ymd(year, 1, 5) < asked.today)
        place->ctx.now_ms = (int64_t)gt_day_from_ymd(year, 1, 5) * DAY_MS + TEN_OCLOCK_MS;
    rc = set_measures(place, &tasks, err);
    place->ctx.now_ms = asked.now_ms;
    if (rc != GT_OK || (rc = plan_jobs(place, &tasks, asked.today, &todo, err)) != GT_OK)
        return rc;
    for (size_t i = 0; rc == GT_OK && i < todo.count; i++)
        rc = tell(place, &todo.at[i], asked.today, err);
    place->ctx = asked;
    for (size_t i = 0; rc == GT_OK && i < tasks.count; i++)
        if (tasks.at[i].leaf && !tasks.at[i].owes && !tasks.at[i].standing && tasks.at[i].start < asked.today)
            rc = remark(place, &tasks.at[i], err);
    return rc;
}
