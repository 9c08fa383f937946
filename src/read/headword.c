/* headword.c - the dictionary of heads, and rules for those not in it. */
#include "read/headword.h"

#include "base/utf8.h"

#define C(id) GT_COL_##id

/*
 * Whole heads, folded (no blanks, small letters), parted by blanks.
 * Offices add words all the time: this is the place.
 */
static const struct {
    uint8_t sure, is[GT_HEAD_MEANINGS], count;
    const char *words;
} whole[] = {
    {3, {C(NUMBER)}, 1,
     "序号 编号 序 号 项次 序次 任务编号 任务序号 项目编号 事项编号 工作编号 建议号 提案号 案号 流水号 no no. # s/n sn id number "
     "serialno serialno. seq seq. ref ref. itemno itemno. taskno taskno. taskid"},
    {3, {C(PARENT)}, 1,
     "类别 分类 任务类别 工作类别 项目类别 任务分类 类型 领域 重点领域 工作领域 大类 板块 工作板块 方面 "
     "工作方面 专项 专题 模块 一级任务 一级目标 总任务 主题 条线 体系 theme category area keyarea "
     "workstream pillar group section priority priorityarea strategicgoal parent parenttask"},
    {2, {C(PARENT), C(TARGET)}, 2, "goal objective strategicobjective 总体目标 总目标 一级指标"},
    {3, {C(TASK)}, 1,
     "任务 重点任务 工作任务 重点工作任务 重点工作 主要任务 任务名称 具体任务 任务事项 工作事项 重点事项 事项 "
     "事项名称 工作项目 项目名称 二级任务 三级任务 分解任务 年度任务 年度重点任务 年度重点工作 主要工作 具体工作 "
     "工作名称 议定事项 交办事项 督办事项 督查事项 主要工作任务 重点工作事项 重点任务事项 具体事项 任务清单 "
     "案由 建议标题 提案标题 标题 题目 整改任务 整改事项 改革任务 改革事项 "
     "task tasks taskname keytask keytasks activity workitem actionitem commitment worktask"},
    {2, {C(TASK), C(PARENT)}, 2, "项目 重大任务 initiative project 工作"},
    {2, {C(TASK), C(TARGET)}, 2, "指标名称 指标项 指标内容 主要指标"},
    {2, {C(TASK), C(PROBLEMS)}, 2,
     "问题描述 问题表述 问题内容 具体问题 反馈问题 反馈意见 整改问题 问题表现 具体表现 problemdescription issuedescription finding findings "
     "recommendation recommendations"},
    {2, {C(TASK), C(MEASURE)}, 2,
     "工作内容 任务内容 任务要求 任务分解 主要内容 具体内容 重点内容 内容 工作要点 action actions description "
     "what 重点工作内容 工作任务内容 具体工作内容 任务描述 任务说明 工作描述 事项描述 建议内容 提案内容 事由"},
    {3, {C(TARGET)}, 1,
     "任务目标 工作目标 年度目标 年度工作目标 目标 目标要求 主要目标 量化指标 指标 考核指标 预期目标 目标值 工作指标 "
     "年度指标 具体目标 绩效目标 全年目标 预期成效 工作成效 阶段目标 目标成效 达到目标 预期效果 target targets kpi "
     "kpis indicator indicators outcome outcomes expectedoutcome expectedresult expectedresults successmeasure "
     "annualtarget"},
    {2, {C(TARGET), C(TASK)}, 2, "目标任务 年度目标任务 主要目标任务 工作目标任务 任务指标"},
    {3, {C(MEASURE)}, 1,
     "工作举措 举措 具体举措 主要举措 重点举措 推进举措 工作措施 措施 具体措施 主要措施 推进措施 落实措施 保障措施 "
     "工作安排 实施步骤 工作步骤 具体做法 实施路径 工作要求 建设内容 整改措施 落实举措 工作计划 具体安排 "
     "具体工作措施 具体工作举措 主要工作举措 重点举措及步骤 measure measures steps keyactions approach "
     "activities howdelivered"},
    {3, {C(LEAD)}, 1,
     "牵头单位 牵头部门 牵头处室 牵头科室 牵头 总牵头单位 总牵头 主办单位 主办处室 主办部门 主办 牵头责任单位 "
     "主责单位 主责部门 主责处室 主要责任单位 第一责任单位 lead leadunit leaddepartment leaddept leadagency "
     "leadoffice leaddivision leadbody leadteam leadorganisation leadorganization"},
    {2, {C(LEAD), C(SUPPORT), C(UNIT)}, 3,
     "责任单位 责任部门 责任处室 责任科室 责任主体 责任机构 承办单位 承办处室 承办部门 负责单位 负责部门 负责处室 "
     "实施单位 落实单位 执行单位 责任处 责任股室 办理单位 办理部门 办理处室 包保单位 主管部门 主管处室 业务处室 "
     "对口处室 responsibleunit responsibledepartment responsibledept "
     "responsibleagency responsibleoffice responsibledivision responsibleteam responsibility responsible"},
    {2, {C(LEAD), C(SUPPORT), C(UNIT)}, 3, "责任分工 任务分工 分工 分工安排 职责分工 责任落实 工作分工 责任"},
    {2, {C(LEAD), C(PERSON)}, 2, "owner taskowner actionowner"},
    {3, {C(SUPPORT)}, 1,
     "配合单位 配合部门 配合处室 配合科室 配合 协办 协办单位 协办部门 协办处室 协同单位 协同部门 协作单位 参与单位 "
     "参与部门 参加单位 支持单位 会办单位 配合责任单位 责任配合单位 协同配合单位 support supportunit supportunits "
     "supportingunit supportingunits supportingdepartment supportingdepartments supportingagency "
     "supportingagencies supportingoffices supportedby partners partner contributors coowners withsupportfrom"},
    {3, {C(LEADER)}, 1,
     "分管领导 牵头领导 责任领导 包保领导 挂帅领导 分管厅领导 分管局领导 分管省领导 分管市领导 厅领导 局领导 省领导 "
     "市领导 县领导 领导 主管领导 包联领导 分管负责人 责任厅领导 牵头厅领导 leader sponsor executivesponsor sro "
     "seniorresponsibleowner accountable seniorlead"},
    {3, {C(PERSON)}, 1,
     "责任人 负责人 具体责任人 经办人 承办人 联系人 联络员 直接责任人 具体负责人 责任人员 处室负责人 责任处长 "
     "工作人员 配合人 person responsibleperson personresponsible contact contactperson personincharge assignee "
     "assignedto manager who pic responsibleofficer officer"},
    {3, {C(START)}, 1,
     "开始时间 起始时间 启动时间 开始日期 起始日期 启动日期 计划开始时间 计划开始 开工时间 开始 启动 start startdate "
     "begin begins startson plannedstart"},
    {3, {C(DUE)}, 1,
     "完成时限 完成时间 完成期限 时限 时限要求 时间要求 办结时限 办结时间 截止时间 截止日期 完成日期 计划完成时间 "
     "计划完成 时间节点 完成节点 期限 整改时限 工作时限 完成时间节点 办理时限 完成时限要求 计划完成日期 结束时间 "
     "结束日期 截止 要求完成时间 due duedate deadline by bywhen targetdate targetcompletion completiondate finish finishdate "
     "enddate end completeby dueby completionby targetcompletiondate timelimit"},
    {1, {C(DUE)}, 1,
     "时间 日期 时间安排 时间进度 进度要求 进度安排 时间进度安排 序时进度 timeline timeframe when timing date schedule"},
    {3, {C(FREQUENCY)}, 1, "报送频率 频率 频次 报送周期 报送频次 周期 调度频次 frequency reportingfrequency cadence"},
    {3, {C(Q1)}, 1, "一季度 第一季度 1季度 第1季度 1-3月 一季度目标 一季度形象进度 一季度计划 一季度进度 q1 1q"},
    {3, {C(Q2)}, 1,
     "二季度 第二季度 2季度 第2季度 4-6月 二季度目标 二季度形象进度 二季度计划 二季度进度 上半年 上半年目标 q2 2q h1"},
    {3, {C(Q3)}, 1, "三季度 第三季度 3季度 第3季度 7-9月 三季度目标 三季度形象进度 三季度计划 三季度进度 q3 3q"},
    {3, {C(Q4)}, 1,
     "四季度 第四季度 4季度 第4季度 10-12月 四季度目标 四季度形象进度 四季度计划 四季度进度 下半年 全年 q4 4q h2"},
    {3, {C(STATUS)}, 1,
     "状态 任务状态 工作状态 亮灯 灯 亮灯情况 亮灯状态 红黄绿灯 办理状态 完成状态 整改状态 是否完成 status rag ragstatus light state"},
    {3, {C(DONE)}, 1,
     "完成情况 落实情况 目前完成情况 工作完成情况 任务完成情况 办理情况 实际完成 实际完成情况 整改情况 完成效果 "
     "截至目前完成情况 done completed achieved achievement achievements actual actuals completion results"},
    {3, {C(PROGRESS)}, 1,
     "进展 进展情况 工作进展 目前进展 最新进展 推进情况 当前进展 进度 完成进度 工作进度 形象进度 完成率 完成比例 "
     "工作进展情况 工作推进情况 目前进展情况 推进进度 进度情况 progress %complete percentcomplete %done "
     "progressupdate update statusupdate latestupdate currentprogress"},
    {3, {C(PROBLEMS)}, 1,
     "存在问题 问题 困难 存在的问题 存在困难 主要问题 困难和问题 存在问题和困难 存在的困难和问题 需协调事项 "
     "需协调解决问题 需要协调解决的问题 堵点 难点 堵点难点 存在困难和问题 problems problem issues issue risks "
     "difficulties obstacles barriers blockers challenges"},
    {3, {C(NEXT)}, 1,
     "下一步打算 下一步计划 下步打算 下步安排 下一步安排 下一步 下步 下步计划 下一步工作 下一步举措 下一步措施 "
     "下一步工作打算 下一步工作计划 下一步工作安排 下阶段计划 next nextstep nextsteps plannedactions"},
    {3, {C(RESULT)}, 1,
     "成果形式 成果 预期成果 工作成果 标志性成果 成果清单 交付物 交付成果 成果名称 deliverable deliverables output "
     "outputs evidence product"},
    {3, {C(SOURCE)}, 1,
     "来源 任务来源 文件依据 依据 出处 来源文件 工作来源 文件来源 工作依据 事项来源 文号 source basis reference origin "
     "mandate"},
    {3, {C(NOTE)}, 1, "备注 说明 备考 其他 其他说明 note notes remark remarks comment comments"},
    {1, {C(LEAD), C(UNIT)}, 2, "单位 部门 处室 科室 各单位 处室(单位)"},
    {3, {C(UNIT)}, 1,
     "填报单位 上报单位 报送单位 单位名称 部门名称 处室名称 所属单位 unit department division "
     "office agency bureau"},
    {3, {C(KEY)}, 1, "guatukey guatu_key key 数据标识 数据标识(请勿修改)"},
};

/* Heads by a word in them, tried in this order; the first hit counts. */
static const struct {
    uint8_t sure, is[GT_HEAD_MEANINGS], count;
    const char *all;  /* one of these must be in it */
    const char *and;  /* and one of these, where given */
    const char *none; /* and none of these */
} partial[] = {
    {0, {0}, 0, "电话 手机 联系方式 phone 邮箱 email 职务 分值 权重 得分", NULL,
     "责任人 负责人 联系人 联络员 经办人 单位"},
    {0, {0}, 0, "计量单位 度量单位 计算单位", NULL, NULL}, /* 家, 亿元, %: no office */
    {1, {C(NUMBER)}, 1, "序号 编号", NULL, NULL},
    {1, {C(STATUS)}, 1, "是否", "完成 销号 办结 整改", NULL},
    {0, {0}, 0, "实际完成时 实际完成日 actualdate actualcompletion", NULL, NULL},
    {1, {C(LEADER)}, 1, "领导", NULL, "小组"},
    {1, {C(SUPPORT)}, 1, "配合 协办 协同 协作 参与 参加 会办 支持单位 支持部门", NULL, NULL},
    {1, {C(PERSON)}, 1, "责任人 负责人 经办人 承办人 联系人 联络员", NULL, "单位 部门 处室 科室"},
    {2, {C(LEAD)}, 1, "牵头 主办 主责", NULL, NULL},
    {1, {C(LEAD), C(SUPPORT), C(UNIT)}, 3, "责任 承办 负责 实施 落实", "单位 部门 处室 科室 主体 机构", NULL},
    {1, {C(NEXT)}, 1, "下一步 下步 下阶段", NULL, NULL},
    {1, {C(PARENT)}, 1, "问题", "类别 类型 分类", NULL},
    {1, {C(SOURCE)}, 1, "问题", "来源 出处", NULL},
    {1, {C(PROBLEMS)}, 1, "问题 困难 障碍 堵点 卡点 需协调", NULL, "整改 清单"},
    {1, {C(START)}, 1, "开始 起始 启动", "时间 日期 时限", NULL},
    {1, {C(DUE)}, 1, "时限 期限 截止 办结时 完成时间 完成日期 完成节点 时间节点 完成时", NULL, NULL},
    {1, {C(DONE), C(PROGRESS)}, 2, "完成情况 落实情况 办理情况 整改情况 办结情况", NULL, NULL},
    {1, {C(PROGRESS), C(DONE)}, 2, "进展 推进情况 完成率 进度 推进", NULL, NULL},
    {1, {C(Q1)}, 1, "一季度 1季度", NULL, NULL},
    {1, {C(Q2)}, 1, "二季度 2季度", NULL, NULL},
    {1, {C(Q3)}, 1, "三季度 3季度", NULL, NULL},
    {1, {C(Q4)}, 1, "四季度 4季度", NULL, NULL},
    {1, {C(MEASURE)}, 1, "举措 措施 做法 步骤 路径", NULL, NULL},
    {1, {C(TARGET), C(TASK)}, 2, "目标 指标 成效", "任务", NULL},
    {1, {C(TARGET)}, 1, "目标 指标 成效", NULL, NULL},
    {1, {C(PARENT)}, 1, "类别 分类 领域 板块 大类", NULL, NULL},
    {1, {C(TASK), C(PARENT)}, 2, "任务 事项 重点工作 工作内容", NULL, "类型 级别 等级 性质 来源 状态 数量 进度"},
    {1, {C(FREQUENCY)}, 1, "频率 频次", NULL, NULL},
    {1, {C(NOTE)}, 1, "备注 备考", NULL, NULL},
    {1, {C(RESULT)}, 1, "成果", NULL, NULL},
    {1, {C(SOURCE)}, 1, "来源 依据 文号", NULL, NULL},
    {1, {C(STATUS)}, 1, "状态 亮灯", NULL, NULL},
    {1, {C(UNIT)}, 1, "单位 部门 处室 科室", NULL, NULL},
    {1, {C(DUE)}, 1, "时间 日期", NULL, NULL},
    {1, {C(SUPPORT)}, 1, "support partner contribut", NULL, NULL},
    {1, {C(LEAD), C(SUPPORT), C(UNIT)}, 3, "lead responsib", "unit depart dept office agency division team", NULL},
    {1, {C(LEADER)}, 1, "leader sponsor", NULL, NULL},
    {1, {C(PERSON)}, 1, "contact person officer assignee", NULL, NULL},
    {1, {C(NEXT)}, 1, "nextstep next", NULL, NULL},
    {1, {C(PROBLEMS)}, 1, "issue problem risk difficult barrier obstacle", NULL, NULL},
    {1, {C(START)}, 1, "startdate begindate", NULL, NULL},
    {1, {C(DUE)}, 1, "deadline duedate dueby completionda targetdate", NULL, NULL},
    {1, {C(PROGRESS)}, 1, "progress", NULL, NULL},
    {1, {C(MEASURE)}, 1, "measure keyaction", NULL, NULL},
    {1, {C(TARGET)}, 1, "target indicator outcome kpi", NULL, NULL},
    {1, {C(TASK)}, 1, "task activity", NULL, NULL},
    {1, {C(NOTE)}, 1, "remark comment notes", NULL, NULL},
};

/* One of the words, parted by blanks, is the text / is in the text. */
static bool one_of(const char *words, gt_str text, bool inside)
{
    while (words != NULL && *words != '\0') {
        const size_t len = strcspn(words, " ");
        const gt_str word = {words, len};

        if (inside ? gt_str_find(text, word, 0) != SIZE_MAX : gt_str_eq(text, word))
            return true;
        words += len + (words[len] == ' ');
    }
    return false;
}

bool gt_head_weak(gt_str folded)
{
    return one_of("名称 姓名 单位 部门 处室 时间 日期 内容 情况 要求 职务 责任单位 责任部门 责任处室 "
                  "name date unit department office", folded, false);
}

gt_rc gt_head_words(struct gt_arena *arena, struct gt_map *out)
{
    gt_map_init(out, arena);
    for (size_t i = 0; i < GT_LEN(whole); i++)
        for (const char *words = whole[i].words; whole[i].sure >= 2 && *words != '\0';) {
            const size_t len = strcspn(words, " ");
            const gt_rc rc = gt_map_add(out, (gt_str){words, len}, whole[i].is[0]);

            if (rc != GT_OK && rc != GT_EEXISTS)
                return rc;
            words += len + (words[len] == ' ');
        }
    return GT_OK;
}

/* "2026年目标", "2026年度重点任务" without the year. */
static gt_str yearless(gt_str text)
{
    size_t at = 0;

    while (at < text.len && text.at[at] >= '0' && text.at[at] <= '9')
        at++;
    if ((at != 2 && at != 4) || !gt_str_starts(gt_str_sub(text, at, text.len), GT_STR("年")))
        return text;
    at += strlen("年");
    if (gt_str_starts(gt_str_sub(text, at, text.len), GT_STR("度")))
        at += strlen("度");
    return gt_str_sub(text, at, text.len);
}

static struct gt_head_meaning by_whole(gt_str text)
{
    struct gt_head_meaning meaning = {0};

    for (size_t i = 0; i < GT_LEN(whole); i++) {
        if (!one_of(whole[i].words, text, false))
            continue;
        meaning.sure = whole[i].sure;
        meaning.count = whole[i].count;
        memcpy(meaning.is, whole[i].is, sizeof(meaning.is));
        break;
    }
    return meaning;
}

static struct gt_head_meaning by_part(gt_str text)
{
    struct gt_head_meaning meaning = {0};

    for (size_t i = 0; i < GT_LEN(partial); i++) {
        if (!one_of(partial[i].all, text, true) ||
            (partial[i].and != NULL && !one_of(partial[i].and, text, true)) ||
            (partial[i].none != NULL && one_of(partial[i].none, text, true)))
            continue;
        meaning.sure = partial[i].sure; /* 牵头 anywhere is nearly as good as the whole head */
        meaning.count = partial[i].count;
        memcpy(meaning.is, partial[i].is, sizeof(meaning.is));
        break;
    }
    return meaning;
}

/* "责任单位(牵头)" to "责任单位" and "牵头". */
static void split_aside(gt_str text, gt_str *outer, gt_str *aside)
{
    const size_t open = gt_str_find(text, GT_STR("("), 0);
    const size_t close = open == SIZE_MAX ? SIZE_MAX : gt_str_find(text, GT_STR(")"), open);

    *outer = text;
    *aside = GT_STR("");
    if (open == SIZE_MAX || open == 0)
        return;
    *outer = gt_str_sub(text, 0, open);
    *aside = gt_str_sub(text, open + 1, close == SIZE_MAX ? text.len : close);
}

struct gt_head_meaning gt_head_meaning(gt_str folded)
{
    struct gt_head_meaning meaning = {0}, inner;
    gt_str outer, aside;

    while (folded.len > 0 && (folded.at[folded.len - 1] == ':' || folded.at[folded.len - 1] == '*'))
        folded.len--;
    while (folded.len > 0 && folded.at[0] == '*') /* a star marks what must be filled in */
        folded = gt_str_sub(folded, 1, folded.len);
    if (folded.len == 0 || gt_utf8_count(folded) > GT_HEAD_POINTS_MAX)
        return meaning;
    if ((meaning = by_whole(folded)).sure > 0)
        return meaning;
    if ((outer = yearless(folded)).len < folded.len && outer.len > 0 && (meaning = by_whole(outer)).sure > 0)
        return meaning;
    split_aside(folded, &outer, &aside);
    if (aside.len > 0) {
        /* 责任单位(牵头) says more inside; 完成情况(不超过300字) does not. */
        inner = by_whole(aside);
        meaning = by_whole(outer);
        if (inner.sure == 3 && (inner.is[0] == GT_COL_LEAD || inner.is[0] == GT_COL_SUPPORT) &&
            (meaning.sure == 0 || meaning.is[0] == GT_COL_LEAD || meaning.is[0] == GT_COL_UNIT))
            return inner;
        if (meaning.sure > 0)
            return meaning;
    }
    /* A sentence with such a word in it is no head. */
    const bool latin = (unsigned char)outer.at[0] < 0x80;

    if (gt_utf8_count(outer) > (latin ? 30 : 16) || one_of(", 。 ; :", outer, true))
        return meaning;
    return by_part(outer);
}
