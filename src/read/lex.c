/* lex.c - the words themselves, folded: simplified, half-width, small. */
#include "read/lex.h"

static const char16_t *const literals[GT_LEX_SETS] = {
    [GT_LEX_FURNITURE] =
        u"# 当前位置 当前的位置 您的位置 您现在的位置 发布日期 发布时间 发布机构 来源: 信息来源 文章来源 稿件来源 "
        u"浏览次数 浏览量 阅读次数 点击数 访问量 字体 字号 [字体 【字体 打印 关闭 分享 收藏 "
        u"责任编辑 编辑: 作者: 记者: (来源 (编辑 (责任编辑 (作者 (此件 (此文 (本文有删 (有删减 (完) "
        u"上一篇 下一篇 上一条 下一条 返回顶部 返回首页 首页 版权所有 主办单位: 承办: 网站地图 联系我们 "
        u"索引号 索_引_号 主题分类 发文机关 发文字号 成文日期 公文种类 信息分类 有_效_性 文号: 文_号 标题: "
        u"抄送 主送 印发: 扫一扫 附件下载 相关链接 相关附件 相关阅读 延伸阅读 时间: 日期: 查看次数 "
        u"icp 粤icp 京icp 沪icp 浙icp 网站标识码 公网安备 政府网站标识码 技术支持 无障碍 登录 注册 用户登录 立即注册 还没有账号 用微信 "
        u"联系人 联系电话 责任校对 校对: 审核: 核稿: 签发: 打印本页 关闭窗口 微信 微博",
    [GT_LEX_FURNITURE_IN] =
        u"浏览次数 阅读次数 点击次数 打印本页 关闭窗口 返回顶部 版权所有 网站标识码 公网安备 "
        u"icp备 此件公开发布 此件主动公开 此件依申请公开 本文有删减 有删减) 责任编辑: 字体:",
    [GT_LEX_DOC_TAIL] =
        u"通知 意见 报告 方案 决定 办法 规则 规定 条例 要点 计划 规划 批复 函 公告 通报 细则 措施 纪要 "
        u"预案 清单 分解表 安排 总结 思路 指南 制度 交流会 会议 工程 行动 请示 说明",
    [GT_LEX_UNIT_TAIL] =
        u"部 委 委员会 办 办公室 办公厅 厅 局 总局 署 院 院校 法院 检察院 研究院 学院 医院 银行 分行 支行 中心 "
        u"集团 公司 总公司 协会 联合会 学会 商会 联合社 总社 合作社 供销社 出版社 通讯社 政府 党委 工委 纪委 政协 人大 党组 团委 妇联 工会 "
        u"联席会议 指挥部 领导小组 小组 工作组 专班 工作专班 专项组 处 处室 科室 "
        u"督查室 督办室 监察室 监察组 法规室 财务室 档案室 值班室 研究室 综合室 教研室 信息室 研究所 派出所 事务所 司法所 卫生所 交易所 检测站 监测站 服务站 工作站 支队 总队 大队 大学 学校 "
        u"高校 中学 小学 中小学 幼儿园 高等学校 职业院校 单位 部门 机构 机关 司局 部委 厅局 委办局 各地 地区 省 市 县 区 旗 州 盟 地方 省(区、市) "
        u"市(州) 市(地) 县(市、区) 县(市) 市县 区县 街道 街道办 办事处 乡镇 镇 乡 村委会 居委会 社区 省区市 党校 科学院 工程院 中科院 园区 "
        u"开发区 高新区 新区 管委会 实验室 自贸试验区 试验区 实验区 示范区 试点城市 试点地区 城市 智库 基地 平台公司 电视台 报社 总站 书院 "
        u"博物馆 图书馆 档案馆 文化馆 科技馆 广电台 分局 分公司 子公司 部队 军区 武警 消防 海关 法学会 残联 文联 科协 社科联 侨联 贸促会 "
        u"理事会 董事会 组委会 工作委 基金会 促进会 电视台 文工团 巡视组 巡察组 督查组 督察组 股室 股(室) 检查组 审计组 考核组 验收组 调查组 工作队 党支部 党总支 总支 督导组 指导组 秘书处 办事机构 运营商 电网 铁塔 主管机关 "
        u"企事业单位 采购单位 医疗机构 执法人员 审核人员 工作人员 科研院所 金融机构 保险机构 行业协会 专委会",
    [GT_LEX_UNIT_NOT] =
        u"干部 内部 外部 全部 局部 中部 东部 西部 南部 北部 总部 机会 社会 大会 会议 全会 会 人民 项目 事项 党代会 "
        u"晚会 博览会 运动会 展会 座谈会 推进会 交流会 论坛会 现场会 好处 用处 到处 处处 益处 深处 场所 厕所 车站 网站 "
        u"全社会 经济社会 小康社会 一部 大部 细部 同志 市场 战区 山区 社区工作者 农村 乡村 新农村 美丽乡村 地域 灾区 景区 "
        u"城区 郊区 园区建设 厂区 林区 牧区 库区 片区 小区 居民小区 "
        u"城乡 海外 城市 基地 地方 军队 部队 团队 人才队 队伍 梯队 国会 峰会 例会 年会 双创基地 国际 内地 生态环境保护 平台 舞台 后台 "
        u"部署 出台 电台 集体 集团化 银行业 学校园 一行 同行 运行 执行 进行 实行 推行 试行 先行 举行 发行 现行 履行 通行 流行 飞行 并行 绿行 银发 "
        u"机构改革 试点 一所 两会 审查会 常务会 党委会议 协同 互联 关联 串联 一站 工作站 其中 "
        u"全省 全市 全县 全区 全国 本市 本省 本地区 本县 本区 我省 我市 我县 我区 外省 省市 大中城市 新型城市 宜居城市 干部队 题库 绿色社区 和谐社区",
    [GT_LEX_UNIT_WHOLE] =
        u"办公室 办公厅 各地 各地区 各部门 各单位 各市 各县 各区 各省 各级 各方 各有关方面 有关方面 有关部门 有关单位 相关部门 相关单位 各有关部门 各有关单位 "
        u"各相关部门 各相关单位 各成员单位 各级政府 各级党委 各责任单位 各责任主体 责任主体 中小学 幼儿园 督查室 督办室 各牵头单位 各处室 各科室 各直属单位 有关地方 有关地区 各有关地区 各有关地方 "
        u"乡镇 园区 各省级人民政府 地方各级人民政府 地方各级政府 各级人民政府 责任单位 牵头单位 各乡镇 各街道 各镇 各乡 各县区 各区县 各市县 各市州 各县市 各省区市 "
        u"各试点地区 试点地区 试点城市 各试点城市 汇总单位 协同配合单位 主要责任单位 各协同配合单位 配合责任单位 配合单位 配合部门 "
        u"参与单位 协办单位 协作单位 承办单位 主办单位 落实单位 实施单位 协调单位 各高校 高校 高等学校 医疗机构 公立医院 学校 医院 各医院 各学校 采购单位 "
        u"中央企业 各中央企业 各区市 各开发区 各园区 "
        u"有关省 有关市 各设区市 各地市 各地级市 行政机关 各行政机关 行政执法机关 各级行政执法机关 行政执法部门 政务服务窗口 服务窗口",
    [GT_LEX_MODAL] =
        u"要 应 应当 应该 须 必须 需 需要 不得 不能 严禁 禁止 负责 务必 务须 要求 将要 将会同 请 可以 可",
    [GT_LEX_SUBJECT_TAIL] =
        u"不定期 依法 会后 主管 归口 监督管理 统一管理 依职责 依据 依照 按照 按职责 按 根据 结合 会同 牵头 组织 制定 指导 将 于 在 每 每年 每季度 每月 定期 具体负责 "
        u"统筹 承担 配合 参与 协同 协助 建立 做好 抓好 落实 加强 对 共同 分别 适时 及时 完成 开展 推进 起草 编制 研究 提出 报送 汇总 "
        u"研究提出 监督 督促 主要负责 履行 发挥 为 切实 认真 积极 分工负责 印发 出台 向 把 以 筹备 审核 公布 健全 完善 设立 成立 实施 主动 抓紧 进一步",
    [GT_LEX_JOINT] =
        u"应由 须由 要由 必须由 统一由 具体由 分别由 会后 特别是 尤其是 一要 二要 三要 四要 五要 六要 七要 一是 二是 三是 四是 五是 六是 首先 其次 同时 此外 另外 其中 为此 第一 第二 第三 第四 最后 现阶段 下一步 目前 当前 并 "
        u"且 但 原则上 由 而 即 及 又 还 也 以及 要求 ( , 、 。 ”",
    [GT_LEX_NAME_NOT] =
        u"支持 鼓励 引导 推动 促进 发挥 加强 加快 加大 全力 全面 积极 大力 切实 认真 扎实 持续 着力 坚决 深入 深化 强化 优化 完善 健全 "
        u"打造 培育 构建 建强 做强 做优 提升 提高 创建 组建 依托 通过 向 对 为 以 把 将 让 使 与 和 从 按 根据 围绕 聚焦 允许 授权 授予 充分 "
        u"进一步 不断 努力 主动 自觉 牢固 用好 抓好 做好 办好 落实 巩固 拓展 扩大 增强 利用 借助 指导 督促 协助 配合 会同 实现 争取 力争 确保 坚持 维护 帮助 各类 "
        u"联系 启动 开展 出台 修订 举办 要 应当 应该 须 设立 明确 建立 不得 必须 召开 引进 吸引 壮大 新建 新增 改造 完成 优先 探索 在 于 到 需 经过 经国务院 经省 经市 经县 经区 经批 经审 "
        u"经研究 经协商 经报 经请 经党 经有关 被 是 有条件的 确认 接到 收到 发现 发生 出现 提出 提请 不 未 "
        u"凡 符合 涉及 属于 位于 "
        u"就 包括 具备 具有 履行 参照 除 因 由于 随着 经过 进入 超过 通报 听取 审议 传达",
    [GT_LEX_NAME_VERB] =
        u"督办 交办 发展 教育 规划 建设 监督 监管 管理 服务 研究 组织 宣传 保护 审计 治理 培训 调查 开发 创新 检查 考核 督查 执法 稳定 信访 统筹 "
        u"协调 采购 招商 改革 学习 公开 监测 评价 指导 救助 配套 融合 对接 合作 试点 设计 勘探 检测 评估 联合 报告 调研 督导 验收 推广 转化 "
        u"公示 整治 防范 运行 培育 投资 交流 保障 应急 安全 营商 调度 推进 制定 起草 实施 执行 承办 配合 牵头 参与 申报 申请 推荐 报送 组建 编制 审核 教学 帮扶 移民 扶持 采购 开放 交易 援助 建管 统一",
    [GT_LEX_NAME_BREAK] =
        u"接到 收到 报送 报请 提出 召开 要求 认为 按照 根据 作出 提供 进行 必须 应当 取得 受到 出现 发生 符合 同志 负责人 "
        u"主持 实行 召集 转交 交由 交办 抄送 提交 报省 报市 报县 报区 报国 所在 以及 上述 下列 其中 同意 已经 可以 需要 不得 没有 如果 由于 首批 0个 1个 2个 3个 4个 5个 6个 7个 8个 9个",
    [GT_LEX_ADVERB] =
        u"深入 全面 加快 积极 大力 切实 认真 扎实 持续 着力 坚决 不断 进一步 充分 严格 广泛 有效 有序 稳步 稳妥 稳慎 抓紧 "
        u"全力 努力 奋力 合力 强力 鼎力 依法 统筹 探索 研究 尽快 及时 适时 逐步 逐一 重点 优先 主动 自觉 牢固 牢牢 始终 高标准 高质量 高水平 "
        u"高起点 高效 精准 科学 合理 系统 迭代 协同 联动 省部联动 上下联动 纵深 常态化 规范 妥善 千方百计 大幅 显著 更好 更大力度 更高水平 "
        u"坚持不懈 持之以恒 毫不动摇 力争 确保 争取 继续 切实 能快则快 分类 分批 分步 率先 超前 加力 落细 落实落细 落细落实 有力 因地制宜 从严 从严从实 "
        u"紧紧 紧密 强化 加大 深刻 突出 集中 全程 全域 常态 定期 严厉 真正 想方设法 多措并举 多渠道 对标 同步 整体 择优 鼓励 支持 允许 引导 推动 大胆 稳健 开工 启动",
    [GT_LEX_VERB] =
        u"召集 狠抓 紧抓 畅通 拆除 实行 当好 吃透 认清 务求 扛牢 扛起 大规模 推进 推动 促进 加强 强化 深化 优化 完善 健全 建立 建设 建成 打造 构建 培育 培养 引进 引育 引导 支持 鼓励 "
        u"开展 组织 实施 落实 贯彻 抓好 做好 办好 搞好 用好 管好 守好 打好 唱好 种好 制定 制订 出台 编制 修订 起草 印发 提升 提高 扩大 增强 "
        u"增加 加大 加快 加密 降低 减少 压减 压缩 控制 遏制 防范 化解 严守 严惩 严打 打击 整治 治理 保护 保障 保持 确保 力争 争取 争创 创建 创新 "
        u"探索 研究 谋划 筹备 举办 召开 承办 参加 发展 壮大 做强 做优 做大 做精 拓展 拓宽 开拓 开放 改造 改善 改革 改进 新建 新增 新改建 扩建 更新 升级 "
        u"迭代 统筹 协调 聚焦 围绕 紧扣 紧盯 坚持 坚定 牢记 牢固 深入 全面 积极 大力 切实 认真 扎实 持续 着力 坚决 落细 压实 严格 规范 明确 "
        u"设立 成立 组建 搭建 配齐 选派 选送 选拔 遴选 评选 认定 命名 授予 表彰 奖励 补助 补贴 安排 投入 投放 发放 发挥 发扬 弘扬 践行 倡导 宣传 营造 "
        u"加力 挖掘 激发 释放 盘活 清理 取消 放宽 下放 授权 授予 允许 借鉴 简化 精简 压降 整合 归并 融合 联合 配合 协同 对接 衔接 融入 参与 服务 保供 稳定 巩固 "
        u"筑牢 守牢 夯实 补齐 打通 破除 破解 攻克 突破 抢占 实现 完成 达到 取得 形成 启动 开工 开通 投用 投产 建好 管理 监管 监测 监督 检查 督促 督查 督导 督办 催办 跟踪 跟进 责成 "
        u"考核 评估 评价 验收 总结 推广 复制 推行 推出 推介 推荐 试点 申报 申请 争列 报送 上报 上交 递交 修改 报请 填报 填写 提报 公布 公开 发布 公示 通报 报告 汇总 梳理 摸排 排查 核查 核实 调查 调研 "
        u"学习 培训 教育 指导 帮助 帮扶 救助 关爱 保证 维护 尊重 优先 鼓足 抓住 抓实 抓紧 抓早 把握 把 将 对 对照 为 以 按 按照 根据 依托 依法 利用 运用 借助 充分 通过 "
        u"提供 提请 提出 提交 完备 充实 集聚 聚力 聚集 凝聚 引领 带动 撬动 辐射 布局 规划 设计 部署 落地 兑现 执行 履行 遵守 遵循 处置 处理 查处 查办 查找 纠正 整改 "
        u"免费 免除 减免 减轻 返还 缓缴 延续 延长 缩短 允许 禁止 严禁 不得 杜绝 防止 避免 加挂 划定 划转 移交 移送 转变 转型 转化 调整 调动 调度 动员 号召 组织 宣讲 深耕 "
        u"激活 焕发 擦亮 打响 叫响 讲好 传承 繁荣 振兴 关心 关注 重视 注重 突出 强力 开发 勘探 开采 采购 招引 招商 引入 引资 签约 转移 增强 增进 增设 扶持 扶助 孵化 培优 树立 树牢 "
        u"深刻 不断 努力 奋力 全力 尽快 抓 建 办 让 使 促 强 稳 扩 争 守 严 优 精 提 增 引 育 拓 强健 严控 从严 从快 加速 提速 提档 提质 扩容 扩面 扩能 修复 修缮 修编 植树 绿化 "
        u"统一 集中 完成好 启用 开设 开辟 开行 开办 开好 配备 配置 配套 建强 适时 逐步 逐年 定期 及时 迅速 高度重视 高质量 高标准 高水平 更 稳步 稳妥 有序 有效 精心 精准 科学 合理 主动 自觉",
    [GT_LEX_LEADS] = u"牵头负责 牵头组织 牵头落实 牵头推进 牵头实施 牵头推动 牵头抓总 总牵头 牵头 主办 抓总 主责 为主",
    [GT_LEX_HELPS] =
        u"配合落实 协同配合 分工配合 配合 协办 参与 参加 协同 协助 分别负责 按职责分工负责 按职责负责 按职责分工落实",
    [GT_LEX_LEAD_LABEL] =
        u"牵头单位 牵头部门 牵头责任单位 牵头处室 牵头科室 总牵头单位 主办单位 主办部门 主要责任单位 第一责任单位 "
        u"牵头领导单位 主责单位 主责部门 牵头 总牵头 主办 抓总单位",
    [GT_LEX_HELP_LABEL] =
        u"配合单位 配合部门 配合处室 协办单位 协办部门 协同单位 协同部门 协助单位 协助部门 参与单位 参与部门 参加单位 "
        u"协作单位 协同配合单位 配合责任单位 支持单位 配合 参与 协同 协办",
    [GT_LEX_UNIT_LABEL] =
        u"责任单位 责任部门 负责单位 负责部门 责任主体 责任处室 责任科室 落实单位 落实部门 实施单位 承办单位 承办部门 "
        u"指导部门 指导单位 主管部门 组织单位 责任分工 分工 责任 责任单位及分工 完成单位 负责处室",
    [GT_LEX_OTHER_LABEL] =
        u"适用范围 完成时限 完成时间 时限 时间要求 完成期限 办理时限 推广范围 实施范围 时间安排 时间节点 进度安排 工作时限 整改时限 "
        u"起止时间 期限 备注 进度 成果形式 目标 时间 整改期限",
    [GT_LEX_PERSON_LABEL] =
        u"责任人 责任领导 分管领导 牵头领导 包联领导 联系领导 责任同志 负责人 联系人 联络员 主要负责人 领导 挂钩领导 省领导 市领导 牵头市领导",
    [GT_LEX_DUTY_END] =
        u"按职责分工负责 依职责分工负责 按职责分别负责 按职责负责 按分工负责 分工负责 分别负责 共同负责 牵头负责 等负责 负责落实 负责推进 负责 "
        u"牵头 配合 参与 指导 落实 承办 组织实施 具体负责 协助 协办 按职责分工落实 等按职责分工负责 等配合 等参与 牵头落实 按职责落实",
    [GT_LEX_BACKGROUND] =
        u"停止执行 同时废止 予以废止 即行废止 起施行 起实施 起执行 有效期 具有重要意义 重大意义 近年来 多年来 一年来 五年来 以来, "
        u"重要举措 重要体现 必然要求 应有之义 取得明显成效 取得显著成效 取得积极进展 取得了 召开了 现就有关 现将 现印发 现予 现转发 "
        u"特制定 制定本 如下: 如下。 提出以下 制定以下 请予审议 请示收悉 收悉 名单附后 下同 "
        u"请径向 遇到的问题,请 遇到问题,请 遇到重大问题,请 宝贵的意见 宝贵意见 已经国务院 已经省 已经市 同意, 开局之年 收官之年 关键之年 "
        u"自印发之日起 自发布之日起 自公布之日起 由此产生 极不平凡 充分肯定 实现了 完成了 得到了 形成了 推动了 建成了 迈出 荣获 被评为 位居全国 同比增长",
    [GT_LEX_PERMIT] = u"可 可以 均可 也可 可结合 可根据 可因地制宜 可按",
    [GT_LEX_CONTEXT_HEAD] =
        u"指导思想 试点范围 实施范围 基本原则 总体要求 总体思路 工作原则 重大意义 重要意义 适用范围 编制目的 编制依据 目的依据 名词解释 术语 定义 "
        u"总体考虑 形势 背景 现状 基本情况 工作思路 总体安排 审核原则 指导原则 等级划分 充分认识 发展环境 面临形势 存在问题 主要问题",
    [GT_LEX_GOAL_HEAD] =
        u"发展目标 工作目标 总体目标 主要目标 试点目标 预期目标 目标任务 具体目标 年度目标 建设目标 行动目标 主要指标 阶段目标 目标",
    [GT_LEX_RESULT_HEAD] =
        u"工作回顾 工作总结 主要工作和 整改情况 落实情况 完成情况 进展情况 主要成效 工作成效 发展成就 取得的成效 办理情况 整改进展 主要做法 回顾 过去一年 过去五年 成就 整改落实情况",
    [GT_LEX_SLOGAN] =
        u"新时代中国特色社会主义思想 深刻领悟 两个确立 两个维护 政治判断力 四个意识 四个自信 始终牢记 党的领导, 党的领导贯穿 政绩观 初心使命 不忘初心 "
        u"勤政为民 以人民为中心 钉钉子 长期主义 重大意义 发扬 争先意识 党的领导把 坚持和加强党对 总体布局 战略布局 新发展理念 中华民族伟大复兴",
    [GT_LEX_SAYS] =
        u"强调 指出 要求 说 表示 提出 认为 明确 部署 讲话指出 讲话强调 强调指出 还强调 会议强调 会议指出 会议要求 就",
    [GT_LEX_STANDING] =
        u"长期坚持 持续推进 长期推进 持续坚持 持续开展 常态化推进 长期任务 长期 持续实施",
    [GT_LEX_MEASURE] =
        u"% ‰ 个百分点 百分点 家次 家 户次 户 个 项次 项 件次 件 根 盏 眼 孔 尾 羽 名 人次 人 位 所 座 条 公里 千米 米 平方公里 平方米 立方米 公顷 亩 "
        u"吨标准煤 吨 公斤 千克 斤 千瓦时 千瓦 度 元 美元 欧元 标箱 箱 场次 场 次 期 门 支 批 辆 列 班 架 艘 台套 台(套) 台 套(间) 套 间 床 张 宗 例 册 部 篇 种 "
        u"类 只 头 株 棵 片 处 点 对 组 本 幅 幢 栋 层 站 枚 颗 份 倍 亿 兆瓦 吉瓦 公顷 km² 平方千米 词 字 集 款 起 席 位数 天次 名次 轮 桶 枚 标准箱 度电 块 吨公里",
    [GT_LEX_REACH] =
        u"达到 达 不低于 不少于 不小于 至少 超过 突破 力争 争取 确保 新增 新建 新改建 新认定 建成 建设 打造 培育 引进 引育 完成 实现 组建 举办 开展 改造 "
        u"提升 认定 发放 招引 招聘 推介 提供 盘活 安排 减负 新开发 开设 选送 交付 以上 左右 稳定在 保持在 增加到 提高到 提升到 累计 总量 争创 创建 设立 实施 取得 转化 服务 覆盖 "
        u"培训 帮扶 就业 开行 整合 更新 开工 投产 落地 签约 推广 新建改建 维护 整治 创作 举行 组织 走访 化解 处置 征集 发布 制定 修订 申请 授权 登记 成交 兑现 带动 购置 采购 "
        u"at_least no_fewer_than no_less_than reach achieve deliver build create provide support recruit train complete exceed "
        u"target establish invest fund allocate increase_to rise_to to_reach establish_at_least up_to install plant "
        u"fund open launch publish at_a_minimum minimum_of",
    [GT_LEX_GROW] = u"增长 增速 增幅 提高 提升 增加 上升 涨幅 高于 同比增长 年均增长 递增 扩大 increase grow rise growth expand raise improve",
    [GT_LEX_SHRINK] = u"下降 降低 减少 压减 压降 削减 缩短 降幅 减量 下浮 reduce cut decrease lower decline shrink halve",
    [GT_LEX_ATMOST] = u"不超过 不高于 不大于 不多于 控制在 以内 以下 低于 少于 不突破 at_most no_more_than not_exceed",
    [GT_LEX_ABOUT] = u"左右 稳定在 保持在 约 大约 上下",
    [GT_LEX_POLICY] =
        u"补贴标准 给予 奖励 贷款 最高 每人 每户 按照 返还 贴息 额度 罚款 处以 年满 周岁 满 参保 缴费 补助标准 一次性 的比例 比例的 的标准 标准确定 "
        u"不低于上年 一般不 工作日 最长 最低 期限 注册资本",
    [GT_LEX_PERIOD_NOUN] =
        u"工作 任务 重点 各项 以来 科技 经济 形势 情况 开门 度 目标 计划 的 和 、 及 与 产业 会议 期间 主要 红 总结 已 来 实现了 全 ) ” 预算 财政 国民",
    [GT_LEX_EN_UNIT] =
        u"department departments dept ministry ministries office offices agency agencies bureau council councils commission division "
        u"divisions directorate secretary secretaries secretariat director directors board committee committees administrator "
        u"administrators administration authority authorities attorney_general minister ministers unit units service institute "
        u"university universities team teams group office centre center corporation government governments treasury parliament "
        u"cabinet police bank fund trust association branch branches section commissioner commissioners chair chairman president "
        u"taskforce task_force inspectorate registry registrar schools hospitals laboratory laboratories foundation partnership "
        u"municipality municipalities state_enterprise librarian archivist ombudsman comptroller auditor controller executive officer "
        u"officers manager managers coordinator heads_of head_of leaders grantee grantees bureaux academy college network "
        u"regulator ofcom ofsted "
        u"ofgem interpol nasa clerk congress senate court courts mayor governor governors city county province districts district",
    [GT_LEX_EN_VERB] =
        u"prepare submit draft publish complete establish develop deliver review report ensure set_up build launch "
        u"implement carry_out hold issue adopt update introduce provide improve increase reduce expand strengthen "
        u"organise organize conduct create design open close sign recruit train award select appoint extend "
        u"monitor assess evaluate identify define finalise finalize begin start continue maintain support promote "
        u"coordinate consult agree approve propose make run add move install test migrate raise cut keep give "
        u"collect register inspect repair replace renew connect equip fund purchase procure verify audit train "
        u"bring draw put work invest designate convene present circulate compile consolidate consider allocate "
        u"map list name plan arrange secure achieve reach lower double halve phase_out roll_out follow_up undertake explore promote "
        u"facilitate enhance enable engage encourage embed deploy streamline transform modernise modernize accelerate "
        u"advance address assist ensure enforce examine expand form formulate foster fill finalise fix hire host incorporate "
        u"increase initiate integrate investigate lead leverage liaise maximise maximize meet mobilise mobilize negotiate "
        u"notify offer operate optimise optimize oversee partner pilot procure produce progress protect provide pursue "
        u"quantify recommend reform refresh regulate remove reduce require research resolve restore retain revise scale scope "
        u"share simplify standardise standardize step_up stop strengthen study tackle target trial undertake update upgrade "
        u"utilise utilize work_with write appoint apply assign check clarify combine commission communicate compare construct "
        u"contact convert cut define demonstrate designate determine digitise digitize distribute document educate eliminate employ "
        u"empower encourage end exchange explore extend feed file gather grow guide help hold improve inform insert instruct "
        u"join keep legislate limit link look manage measure minimise minimize nominate obtain outline perform permit post prevent "
        u"prioritise prioritize process raise ratify record redesign relocate replicate request respond return roll "
        u"schedule send set simplify solicit specify survey sustain take test track translate transfer use validate widen begin",
    [GT_LEX_EN_MODAL] = u"shall must is_to are_to is_required_to are_required_to is_responsible_for needs_to",
};

gt_rc gt_lex_make(struct gt_arena *arena, struct gt_lex *out)
{
    for (size_t i = 0; i < GT_LEX_SETS; i++)
        if (gt_words_make(arena, literals[i] != NULL ? literals[i] : u"", &out->set[i]) != GT_OK)
            return GT_ENOMEM;
    return GT_OK;
}
