/*
 * sample.mjs - an invented year on the wall, for pictures, tests and the
 * benchmark: seeded, so that the same numbers give the same wall. Nothing in
 * it is real.
 */
import { readFileSync } from 'node:fs'

const DAY_MS = 86_400_000
export const iso = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10)
export const day = (text) => Date.parse(`${text}T00:00:00Z`) / DAY_MS

/** A small generator of even numbers in [0, 1). */
export function seeded(seed) {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 4294967296
  }
}

const UNITS = [
  ['办公室', ['二季度交流会材料', '全省科技大会筹备', '科技活动周', '督查事项办理', '年度考核办法修订', '政务信息报送', '值班与应急演练', '三季度交流会材料', '档案归集移交']],
  ['规划与预算处', ['规划起草', '征求意见（26家单位）', '合法性审核', '厅党组会审议', '报省政府常务会', '两办印发与任务分解', '三季度经费执行', '下年度预算编制', '绩效目标自评']],
  ['政策法规处', ['促进条例修订调研', '条例草案起草', '专家论证', '公开征求意见', '规范性文件清理', '普法宣传月', '容错清单编制', '执法检查']],
  ['资源配置处', ['仪器开放共享考核', '科研诚信排查', '专家库扩容', '经费监督抽查', '专项结余收回', '统计年报审核', '共享平台升级', '评审回避规则']],
  ['基础研究处', ['实验室验收准备', '自然基金项目评审', '基金立项公示与签约', '重点实验室自评网评', '重点实验室现场评估', '评估结果运用', '原创探索项目征集', '青年项目中期检查']],
  ['高新技术处', ['揭榜需求评审与发榜', '揭榜受理', '揭榜评审与公示', '签约立军令状', '首笔拨付', '高企认定：申报受理', '高企认定：专家评审', '公示与报备', '里程碑一核验']],
  ['社会发展处', ['生命健康专项立项', '专项合同签订', '低碳示范工程遴选', '示范工程现场核查', '海洋科技专项论证', '临床中心评估', '公共安全技术征集', '绩效自评']],
  ['农村科技处', ['科技特派员选派', '特派员中期考核', '种业攻关中期检查', '乡村振兴示范县', '农业园区评估', '星创天地备案', '产业技术体系对接', '年终总结会']],
  ['成果转化处', ['揭榜需求征集（312项）', '技术合同登记攻坚', '成果“转移支付”首批清单', '山区县对接签约（11县）', '概念验证中心布局', '中试基地遴选', '需求方对接活动', '技术经理人培训']],
  ['区域创新处', ['创新型县市评估', '高新区争先进位', '飞地平台核查', '长三角联合攻关', '孵化器绩效评价', '山海协作项目', '大走廊年度工作要点', '高新区综合评价']],
  ['外国专家处', ['引才项目申报', '外国专家工作站认定', '友谊奖推荐', '来华工作许可提速', '海外创新中心评估', '人才服务月', '高端外专项目验收', '引智示范推广']],
  ['国际合作处', ['国际合作基地评估', '联合研发项目征集', '一带一路联合实验室', '出访成果落实', '国际科技论坛', '合作协议续签', '外事培训', '年度外事计划']],
  ['机关党委', ['主题教育专项', '巡视整改：科研经费', '整改“回头看”', '支部标准化建设', '廉政风险排查', '纪律教育月', '党务公开检查', '工青妇活动']],
  ['科技评估中心', ['项目评审系统改造', '绩效评价（42家）', '评价报告编制', '专家抽取规则测试', '评审费用核算', '评估标准修订', '系统等保测评', '数据归档']],
]
const OUTSIDE = '省财政厅'
const LEADERS = ['顾砚青', '周秋实', '林照野', '沈怀谷', '陆知微']
const THEMES = ['揭榜挂帅', '平台提升', '成果转化', '人才引育', '作风与治理']
const DIRECTIVES = [
  ['2026年全省科技工作要点', '江科发〔2026〕1号'],
  ['关于强化企业创新主体地位的若干意见', '江政办发〔2026〕4号'],
  ['省委科技委第三次会议议定事项', '江科委纪〔2026〕2号'],
  ['厅党组年度重点任务分解表', '江科党〔2026〕3号'],
  ['科技体制改革三年行动方案', '江委办发〔2025〕31号'],
]
const NODES = [
  ['开门红', 'gate', '2026-01-01', '2026-03-31'],
  ['一季度交流会', 'flag', '2026-04-10'],
  ['科技活动周', 'flag', '2026-05-23'],
  ['半年红', 'gate', '2026-01-01', '2026-06-30'],
  ['二季度交流会', 'flag', '2026-07-10'],
  ['半年督查', 'flag', '2026-07-31'],
  ['省委科技委会议', 'flag', '2026-08-21'],
  ['全省科技大会', 'flag', '2026-09-17'],
  ['三季红', 'gate', '2026-01-01', '2026-09-30'],
  ['三季度交流会', 'flag', '2026-10-16'],
  ['年度预考核', 'flag', '2026-11-27'],
  ['全年红', 'gate', '2026-01-01', '2026-12-31'],
]

function calendarYears() {
  const years = []
  for (const year of [2025, 2026, 2027]) {
    const days = []
    let provisional = true
    try {
      const file = JSON.parse(readFileSync(new URL(`../../calendars/cn-${year}.json`, import.meta.url), 'utf8'))
      provisional = file.provisional === true
      for (const run of file.off) for (let at = day(run.from); at <= day(run.to); at++) days.push({ day: iso(at), kind: 'holiday', name: run.zh })
      for (const work of file.work) days.push({ day: work, kind: 'makeup', name: '' })
    } catch {
      provisional = true
    }
    years.push({ year, provisional, source: '', days, work_days: [] })
  }
  const special = new Map(years.flatMap((year) => year.days.map((entry) => [entry.day, entry.kind])))
  for (const year of years)
    for (let month = 0; month < 12; month++) {
      let count = 0
      for (let at = Date.UTC(year.year, month, 1) / DAY_MS; at < Date.UTC(year.year, month + 1, 1) / DAY_MS; at++) {
        const kind = special.get(iso(at))
        const weekend = (((at + 3) % 7) + 7) % 7 >= 5
        if (kind ? kind === 'makeup' : !weekend) count++
      }
      year.work_days.push(count)
    }
  return years
}

function lightOf(random, start, end, deadline, today) {
  if (end <= today) {
    if (end < today - 40 || random() < 0.6) return { light: 'done', percent: 100, expect: 100, light_amount: 0 }
    return { light: 'overdue', percent: 55 + Math.round(random() * 35), expect: 100, light_amount: Math.max(1, Math.round((today - end) * 0.7)) }
  }
  if (start >= today) return { light: 'notyet', percent: 0, expect: 0, light_amount: 0 }
  const expect = Math.round((100 * (today - start)) / (end - start))
  const draw = random()
  if (end - today < 14) return { light: 'duesoon', percent: Math.min(97, expect), expect, light_amount: Math.max(1, Math.round((end - today) * 0.7)) }
  if (draw < 0.14) return { light: 'behind', percent: Math.max(0, Math.round(expect * 0.72)), expect, light_amount: Math.max(1, Math.round((end - start) * 0.12)) }
  if (draw < 0.3) return { light: 'ahead', percent: Math.min(98, expect + 10), expect, light_amount: Math.max(1, Math.round((end - start) * 0.07)) }
  return { light: 'ontrack', percent: Math.min(99, expect + Math.round(random() * 4)), expect, light_amount: 0 }
}

/** A whole wall as GET /api/v1/wall answers it. */
export function sampleWall({ tasks: wanted = 120, seed = 7, today = '2026-07-08', units: unitCount = 14, days = 365 } = {}) {
  const random = seeded(seed)
  const now = day(today)
  const first = day('2026-01-05')
  const units = UNITS.slice(0, unitCount).map(([name], at) => ({ id: at + 1, parent: null, name, short: name.length > 6 ? name.replace('与预算', '') : name, aliases: [], position: at + 1, outside: false, revision: 1 }))
  units.push({ id: 90, parent: null, name: OUTSIDE, short: OUTSIDE, aliases: [], position: 90, outside: true, revision: 1 })
  const tasks = []
  const links = []
  const add = (fields) => {
    const task = {
      id: tasks.length + 1,
      parent: null,
      level: 'task',
      code: '',
      title: '',
      short: '',
      unit: null,
      support: [],
      leader: null,
      directive: null,
      theme: '',
      start: null,
      finish: null,
      deadline: null,
      float_days: null,
      percent: 0,
      expect: 0,
      light: 'notyet',
      light_amount: 0,
      critical: false,
      milestone: false,
      base_start: null,
      base_finish: null,
      steps: 0,
      revision: 1,
      ...fields,
    }
    tasks.push(task)
    return task
  }
  const link = (from, to, critical) => {
    const lap = day(from.finish) - day(to.start) + 1
    links.push({
      id: links.length + 1,
      from: from.id,
      to: to.id,
      kind: 'FS',
      lag_min: lap > 0 ? -lap : 0,
      lag_max: null,
      unit: 'work',
      critical,
      overlap_start: lap > 0 ? to.start : null,
      overlap_finish: lap > 0 ? from.finish : null,
      revision: 1,
    })
  }
  const window = (start, length, more = {}) => {
    const end = start + length
    const deadline = random() < 0.35 ? end - 1 + Math.round(random() * 2) * 7 : null
    const slip = Math.round((random() - 0.6) * 14)
    return {
      start: iso(start),
      finish: iso(end - 1),
      deadline: deadline === null ? null : iso(deadline),
      float_days: Math.round(random() * 12),
      base_start: iso(start - Math.max(0, slip)),
      base_finish: iso(end - 1 - Math.max(0, slip)),
      ...lightOf(random, start, end, deadline, now),
      ...more,
    }
  }

  const perUnit = Math.max(1, Math.round(wanted / unitCount))
  for (let at = 0; at < unitCount && tasks.length < wanted; at++) {
    const [, names] = UNITS[at]
    const shared = { unit: at + 1, leader: (at % LEADERS.length) + 1 }
    let cursor = first + Math.round(random() * 20)
    let before = null
    for (let made = 0; made < perUnit && tasks.length < wanted; made++) {
      const name = names[made % names.length]
      const round = Math.floor(made / names.length)
      const title = round ? `${name}·${round + 1}期` : name
      const length = 18 + Math.round(random() * 52)
      const fields = { ...shared, title, short: title.length > 8 ? title.replace(/（.*）|：/g, '').replace('实验室', '') : '', code: `${at + 1}-${made + 1}`, theme: THEMES[(at + made) % THEMES.length], directive: (made % DIRECTIVES.length) + 1 }
      if (made === perUnit - 1 && at % 4 === 0) {
        add({ ...fields, title: '网络、保密、消防安全“零报告”', light: 'standing', percent: 0, start: null, finish: null })
        continue
      }
      if (made === 0 && at % 3 === 1) {
        add({ ...fields, ...window(first + 20, 320), level: 'goal', title: `${name}全年提升行动` })
        continue
      }
      const lap = before && random() < 0.6 ? 4 + Math.round(random() * 10) : 0
      const start = before ? day(before.finish) + 1 - lap + (lap ? 0 : Math.round(random() * 20)) : cursor
      const end = start + length
      if (end > first + days - 8) {
        before = null
        cursor = first + Math.round(random() * (days - 90))
        add({ ...fields, ...window(cursor, Math.min(length, 50)) })
        continue
      }
      const task = add({ ...fields, ...window(start, length) })
      if (before && lap) link(before, task, false)
      before = random() < 0.75 ? task : null
    }
  }

  /* One chain that everything hangs on, across two units. */
  const high = tasks.filter((task) => task.unit === 6 && task.level === 'task').slice(0, 4)
  if (wanted <= 400 && high.length === 4) {
    const spans = [['2026-06-03', '2026-07-17', 62], ['2026-07-13', '2026-08-21', 0], ['2026-08-10', '2026-09-04', 0], ['2026-08-31', '2026-09-18', 0]]
    high.forEach((task, at) => {
      const [start, finish, percent] = spans[at]
      Object.assign(task, { title: UNITS[5][1][at], short: UNITS[5][1][at].slice(0, 6), start, finish, percent, deadline: at === 3 || at === 0 ? finish : null, critical: true, float_days: 0, expect: at ? 0 : 78, light: at ? 'notyet' : 'behind', light_amount: at ? 0 : 4, base_start: iso(day(start) - 12), base_finish: iso(day(finish) - 12) })
    })
    const wants = tasks.find((task) => task.unit === 9)
    if (wants) {
      Object.assign(wants, { start: '2026-04-13', finish: '2026-06-12', percent: 100, expect: 100, light: 'done', light_amount: 0, critical: true, float_days: 0, deadline: null })
    }
    for (const other of [...high, wants]) for (let at = links.length - 1; at >= 0; at--) if (other && (links[at].from === other.id || links[at].to === other.id)) links.splice(at, 1)
    if (wants) link(wants, high[0], true)
    for (let at = 1; at < 4; at++) link(high[at - 1], high[at], true)
  }
  const people = LEADERS.map((name, at) => ({ id: at + 1, name, unit: null, title: '厅领导', role: 'leader' }))
  let next = true
  const nodes = NODES.map(([name, kind, start, finish], at) => {
    const passed = day(finish ?? start) < now
    const state = passed ? 'passed' : kind === 'flag' && next ? 'next' : 'tocome'
    if (state === 'next') next = false
    return { id: at + 1, name, kind, start, finish: finish ?? start, state, revision: 1 }
  })
  const late = tasks.filter((task) => task.light === 'overdue').length
  const behind = tasks.filter((task) => task.light === 'behind').length
  return {
    version: 1,
    space: '江岭省科学技术厅',
    year: 2026,
    today,
    units,
    people,
    directives: DIRECTIVES.map(([title, number], at) => ({ id: at + 1, title, number })),
    nodes,
    calendar: { id: 1, name: '国家法定', years: calendarYears() },
    baseline: '3月5日党组会定',
    tasks,
    links,
    sentence: `截至7月7日，${unitCount}个单位${tasks.length}项：逾期${late}项，滞后${behind}项，其余按期。`,
  }
}

/** A card for any task of the sample. */
export function sampleCard(wall, id) {
  const bar = wall.tasks.find((task) => task.id === id)
  const near = wall.links.filter((entry) => entry.from === id || entry.to === id)
  const title = (other) => wall.tasks.find((task) => task.id === other)?.title ?? ''
  const step = (fact, task, days, at, sentence) => ({ fact, task: task?.id ?? null, title: task?.title ?? '', link: null, days, day: at, sentence })
  const chain = wall.tasks.filter((task) => task.critical).sort((a, b) => (a.start < b.start ? 1 : -1))
  const start = chain.flatMap((task, at) => [
    at ? step('link', task, -5, task.finish, `与后一环节压茬5个工作日`) : step('deadline', task, null, task.finish, `签约时限${task.finish}`),
    step('duration', task, 20, task.start, `${task.title}要20个工作日`),
  ])
  return {
    bar,
    not_before: null,
    start_pin: null,
    finish_pin: null,
    duration_days: 32,
    mode: 'backward',
    standing: false,
    recur: '',
    due_text: '7月中旬前',
    note: '',
    duties: bar.support.map((unit) => ({ unit, duty: '' })),
    clauses: [{ id: 1, directive: 2, directive_title: wall.directives[1].title, number: '第（十一）条', text: '聚焦先进材料、智能装备、生命健康，面向全省征集技术需求，分批发布揭榜清单，七月中旬前完成首批发榜，九月底前签约。' }],
    figures: [{ name: '首批榜单', op: '>=', value: 40, unit: '项' }],
    steps: [],
    links: near.map((entry) => ({ id: entry.id, other: entry.from === id ? entry.to : entry.from, title: title(entry.from === id ? entry.to : entry.from), into: entry.to === id, kind: entry.kind, lag_min: entry.lag_min, lag_max: null, unit: 'work', sentence: '前一项完成前8个工作日即可开始', revision: 1 })),
    reports: [{ id: 1, task: id, day: '2026-06-24', percent: bar.percent, words: '236项需求完成3个领域评审，拟入榜41项。', problems: '厅务会改期一次。', next: '7月8日上会审定。', by: '周秋实', at: '2026-06-24T08:12:00Z' }],
    history: [{ seq: 12, at: '2026-06-24T08:12:00Z', person: 2, name: '周秋实', action: 'task.report', object: `task/${id}`, sentence: '报送进展：62%', before: null, after: null, hash: '' }],
    light: { meaning: bar.light, amount: bar.light_amount, why: '截至7月7日，已用24/32个工作日（75%），完成62%，差13个百分点，折4个工作日。', rule: '落后时序10个百分点以上为滞后。' },
    why: { start, finish: [], sentence: '若再拖5个工作日，签约推到9月24日（9月20日补班已计）。' },
    conflict: null,
  }
}
