/* Made from src/api/shapes.def and src/api/routes.def by "guatu api --typescript". Do not edit. */

/** One thing that is wrong with the input */
export interface ProblemItem {
  /** the field at fault, or empty */
  field: string
  sheet: string
  cell: string
  /** from 1; 0 where there is none */
  line: number
  /** the rule, in the asker's language */
  text: string
  /** the nearest right value, or empty */
  offer: string
  severity: 'error' | 'warning'
}

/** application/problem+json (RFC 9457) */
export interface Problem {
  /** about:blank */
  type: string
  /** what kind of failure */
  title: string
  /** the HTTP status */
  status: number
  /** one sentence with the place and the rule */
  detail: string
  /** the result code, as ECONFLICT */
  code: string
  /** number for support */
  request: string
  /** all of them at once */
  problems: ProblemItem[]
  /** 409 and 412: what stands now, in the shape of the answer; else null */
  current: unknown
}

export interface SignIn {
  /** account name */
  name: string
  password: string
}

/** A role that somebody stands in today */
export interface RoleHeld {
  role: 'leader' | 'office' | 'head' | 'liaison' | 'member' | 'expert' | 'challenger' | 'inspector' | 'system' | 'security' | 'audit'
  /** null: the whole agency */
  unit: number | null
  /** the person whose place it is */
  acting_for: number | null
}

/** Who is signed in, and where */
export interface Session {
  person: number
  name: string
  unit: number | null
  /** the first of his roles */
  role: 'leader' | 'office' | 'head' | 'liaison' | 'member' | 'expert' | 'challenger' | 'inspector' | 'system' | 'security' | 'audit'
  /** the agency's name */
  space: string
  /** the plan year */
  year: number
  today: string
  expires: string
  /** use cases that are not closed to him everywhere */
  may: string[]
  roles: RoleHeld[]
  /** how far one is in: a code, a new password or a second factor may be missing */
  stage: 'in' | 'code' | 'password' | 'enrol'
}

/** A write without anything else to say */
export interface Done {
  /** the space's version after it */
  version: number
  /** what was done */
  sentence: string
}

/** An office in the tree */
export interface Unit {
  id: number
  parent: number | null
  name: string
  short: string
  /** other ways of writing it */
  aliases: string[]
  /** place in the organisation list */
  position: number
  /** another agency, not a lane of the wall */
  outside: boolean
  revision: number
}

export interface UnitEdit {
  parent?: number | null
  name?: string | null
  short?: string | null
  aliases?: string[] | null
  position?: number | null
  outside?: boolean | null
}

export interface Units {
  items: Unit[]
}

export interface Person {
  id: number
  name: string
  unit: number | null
  /** post */
  title: string
  role: 'leader' | 'office' | 'head' | 'liaison' | 'member' | 'expert' | 'challenger' | 'inspector' | 'system' | 'security' | 'audit'
  /** empty where the asker may not see it */
  phone: string
  /** the same */
  email: string
  /** the last day here */
  last: string | null
  revision: number
}

export interface People {
  items: Person[]
}

/** A day that differs from the week's pattern */
export interface CalendarDay {
  day: string
  kind: 'holiday' | 'makeup'
  /** the festival */
  name: string
}

export interface CalendarYear {
  year: number
  /** no notice yet: weekends and fixed festivals only */
  provisional: boolean
  /** the notice */
  source: string
  days: CalendarDay[]
  /** work days of each month, January first */
  work_days: number[]
}

export interface Calendar {
  id: number
  name: string
  years: CalendarYear[]
}

export interface Calendars {
  items: Calendar[]
}

/** A date or period that the whole agency watches */
export interface Node {
  id: number
  name: string
  /** a gate is 开门红, 半年红, 三季红 or 全年红 */
  kind: 'flag' | 'gate'
  start: string
  /** the same as start for one day */
  finish: string
  state: 'passed' | 'missed' | 'next' | 'tocome'
  revision: number
}

export interface Nodes {
  items: Node[]
}

export interface NodeEdit {
  name?: string | null
  kind?: 'flag' | 'gate' | null
  start?: string | null
  finish?: string | null
}

/** One bar */
export interface WallTask {
  id: number
  parent: number | null
  level: 'goal' | 'task' | 'measure' | 'step'
  /** the office's number, as 12-3 */
  code: string
  title: string
  /** for narrow places; empty: cut the title */
  short: string
  /** lead unit */
  unit: number | null
  /** support units */
  support: number[]
  /** person */
  leader: number | null
  /** where it first came from */
  directive: number | null
  theme: string
  /** latest day it can start (backward), or earliest (forward) */
  start: string | null
  /** last day of it, inclusive */
  finish: string | null
  /** from the directive */
  deadline: string | null
  /** work days it can slip; below 0: cannot be met */
  float_days: number | null
  /** reported, 0 to 100 */
  percent: number
  /** what should be done by today, 0 to 100 */
  expect: number
  light: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  /** how many work days; 0: none to tell */
  light_amount: number
  /** on a chain without float */
  critical: boolean
  /** a moment, not a window */
  milestone: boolean
  /** in the newest baseline */
  base_start: string | null
  base_finish: string | null
  /** children */
  steps: number
  /** where the lead's part stands */
  duty: 'draft' | 'issued' | 'refused' | 'carried' | 'extending' | 'changing' | 'handing' | 'paused' | 'finished' | 'returned' | 'accepted' | 'archived'
  revision: number
}

export interface WallLink {
  id: number
  /** task */
  from: number
  /** task */
  to: number
  kind: 'FS' | 'SS' | 'FF' | 'SF'
  /** least lag in days; below 0 overlaps */
  lag_min: number | null
  /** greatest lag in days */
  lag_max: number | null
  /** what the days are */
  unit: 'work' | 'calendar'
  critical: boolean
  /** 茬口: both run from here … */
  overlap_start: string | null
  /** … to here */
  overlap_finish: string | null
  revision: number
}

export interface WallDirective {
  id: number
  title: string
  /** document number */
  number: string
}

/** Everything the chart shows, in one answer; with since only the tasks and links that changed */
export interface Wall {
  version: number
  /** to ask with as since the next time */
  mark: number
  /** all tasks and links; else those that changed since */
  whole: boolean
  /** the agency's name */
  space: string
  year: number
  today: string
  units: Unit[]
  /** leaders named by a task */
  people: Person[]
  directives: WallDirective[]
  nodes: Node[]
  calendar: Calendar
  /** the newest baseline's name, or empty */
  baseline: string
  tasks: WallTask[]
  links: WallLink[]
  /** the state in one sentence */
  sentence: string
}

/** A figure to be reached */
export interface Figure {
  name: string
  op: '>=' | '<=' | '=' | '+' | '-'
  value: number
  unit: string
}

export interface Light {
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  /** work days; 0: none to tell */
  amount: number
  /** rule, numbers and date in one sentence */
  why: string
  /** the rule's text */
  rule: string
}

/** One link of the chain that forces a date */
export interface WhyStep {
  fact: 'deadline' | 'finish_pin' | 'start_pin' | 'not_before' | 'duration' | 'link' | 'project' | 'today'
  task: number | null
  /** the task's */
  title: string
  link: number | null
  /** of the duration or lag */
  days: number | null
  /** the day it forces */
  day: string | null
  sentence: string
}

/** Why these dates */
export interface Why {
  /** from the forcing fact to the start */
  start: WhyStep[]
  finish: WhyStep[]
  /** what a slip does */
  sentence: string
}

/** What would free a plan that cannot be met */
export interface Remedy {
  kind: 'overlap' | 'move_deadline' | 'drop_link' | 'shorten' | 'unpin'
  task: number | null
  link: number | null
  days: number
  /** the new deadline */
  day: string | null
  sentence: string
}

/** The shortest chain of facts that cannot all hold */
export interface Conflict {
  /** whose date is missed */
  task: number | null
  /** by how many work days */
  days: number
  sentence: string
  chain: WhyStep[]
  remedies: Remedy[]
}

export interface Conflicts {
  items: Conflict[]
}

/** One period's words and figures */
export interface Report {
  id: number
  task: number
  /** the date the figures hold for */
  day: string
  percent: number
  /** what was done */
  words: string
  /** what is in the way */
  problems: string
  /** what comes next */
  next: string
  /** name */
  by: string
  at: string
}

export interface ReportNew {
  /** today where absent */
  day?: string | null
  /** 0 to 100 */
  percent: number
  /** at most 300 characters */
  words: string
  problems?: string | null
  next?: string | null
}

export interface TaskClause {
  id: number
  directive: number
  directive_title: string
  number: string
  text: string
}

export interface TaskSupport {
  unit: number
  /** its own duty, or empty */
  duty: string
}

/** A link seen from one task */
export interface TaskLink {
  id: number
  /** the task at its other end */
  other: number
  /** the other's */
  title: string
  /** true: the other comes before */
  into: boolean
  kind: 'FS' | 'SS' | 'FF' | 'SF'
  lag_min: number | null
  lag_max: number | null
  unit: 'work' | 'calendar'
  sentence: string
  revision: number
}

export interface JournalRow {
  seq: number
  at: string
  person: number | null
  /** the person's */
  name: string
  /** as task.edit */
  action: string
  /** as task/12 */
  object: string
  /** what changed, in words */
  sentence: string
  before: unknown
  after: unknown
  hash: string
}

/** The card of one task */
export interface Task {
  bar: WallTask
  /** facts that were entered … */
  not_before: string | null
  start_pin: string | null
  finish_pin: string | null
  /** work days; null: not said, the plan takes the default */
  duration_days: number | null
  mode: 'backward' | 'forward'
  standing: boolean
  recur: '' | 'yearly' | 'quarterly' | 'monthly' | 'weekly'
  /** the words that set the deadline */
  due_text: string
  note: string
  duties: TaskSupport[]
  clauses: TaskClause[]
  figures: Figure[]
  steps: WallTask[]
  links: TaskLink[]
  /** newest first */
  reports: Report[]
  /** newest first, at most 50 */
  history: JournalRow[]
  light: Light
  why: Why
  conflict: Conflict | null
}

export interface Tasks {
  items: WallTask[]
  /** cursor of the next page */
  next: string | null
  total: number
}

export interface SupportEdit {
  unit: number
  duty?: string | null
}

export interface FigureEdit {
  name: string
  op: '>=' | '<=' | '=' | '+' | '-'
  value: number
  unit: string
}

/** New task or changes to one; title is required for a new one */
export interface TaskEdit {
  parent?: number | null
  level?: 'goal' | 'task' | 'measure' | 'step' | null
  code?: string | null
  title?: string | null
  short?: string | null
  unit?: number | null
  leader?: number | null
  theme?: string | null
  note?: string | null
  not_before?: string | null
  start_pin?: string | null
  finish_pin?: string | null
  deadline?: string | null
  duration_days?: number | null
  mode?: 'backward' | 'forward' | null
  standing?: boolean | null
  recur?: '' | 'yearly' | 'quarterly' | 'monthly' | 'weekly' | null
  support?: SupportEdit[] | null
  figures?: FigureEdit[] | null
}

export interface LinkEdit {
  /** required for a new link */
  from?: number | null
  /** required for a new link */
  to?: number | null
  kind?: 'FS' | 'SS' | 'FF' | 'SF' | null
  lag_min?: number | null
  lag_max?: number | null
  unit?: 'work' | 'calendar' | null
}

/** Start alone moves the window; finish alone too; both set the window */
export interface PlanMove {
  task: number
  /** pins the start */
  start?: string | null
  /** pins the finish */
  finish?: string | null
  duration_days?: number | null
  deadline?: string | null
  not_before?: string | null
  /** takes both pins away first */
  free?: boolean | null
}

/** A link to be changed, added (no id) or removed */
export interface PlanLink {
  id?: number | null
  from?: number | null
  to?: number | null
  kind?: 'FS' | 'SS' | 'FF' | 'SF' | null
  lag_min?: number | null
  lag_max?: number | null
  unit?: 'work' | 'calendar' | null
  remove?: boolean | null
}

export interface PlanEdit {
  moves?: PlanMove[] | null
  links?: PlanLink[] | null
  /** apply: refuse if the space has moved on since */
  version?: number | null
}

export interface PlanMoved {
  task: number
  title: string
  unit: number | null
  old_start: string | null
  old_finish: string | null
  start: string | null
  finish: string | null
  deadline: string | null
  float_days: number | null
  why: string
}

/** What an edit would move, before it is made */
export interface PlanPreview {
  /** of the space it was reckoned on */
  version: number
  /** the edited ones first */
  moved: PlanMoved[]
  /** tasks that stay as they are */
  still: number
  /** counts first */
  sentence: string
  /** that the edit would make */
  conflicts: Conflict[]
}

export interface Template {
  /** the file's name, as policy-paper */
  name: string
  title: string
  steps: TemplateStep[]
}

export interface TemplateStep {
  title: string
  /** work days */
  days: number
  /** with the step before */
  overlap_days: number
  /** why so many days */
  rule: string
}

export interface Templates {
  items: Template[]
}

export interface TemplateUse {
  template: string
}

export interface Baseline {
  id: number
  name: string
  at: string
  by: string
  tasks: number
}

export interface Baselines {
  /** newest first */
  items: Baseline[]
}

export interface BaselineNew {
  name: string
}

export interface BaselineRow {
  task: number
  title: string
  unit: number | null
  state: 'moved' | 'new' | 'gone'
  old_start: string | null
  old_finish: string | null
  start: string | null
  finish: string | null
  /** work days the finish moved; later is above 0 */
  days: number
}

export interface BaselineDiff {
  sentence: string
  rows: BaselineRow[]
  still: number
}

/** Each clause has one answer, or none yet */
export interface Coverage {
  /** all */
  clauses: number
  /** that ask for something */
  asking: number
  /** became tasks */
  accepted: number
  /** to a task that was there */
  mapped: number
  /** nothing to do, with a reason */
  nothing: number
  /** asking and without an answer */
  open: number
}

export interface DirectiveRow {
  id: number
  title: string
  number: string
  issuer: string
  issued: string | null
  /** the plan year it is read for */
  year: number | null
  /** the first version */
  version_of: number | null
  /** 1, 2, … */
  version: number
  file_name: string
  coverage: Coverage
  added: string
  revision: number
}

export interface Directives {
  /** newest first */
  items: DirectiveRow[]
}

export interface Cell {
  /** from 0 */
  row: number
  /** from 0 */
  col: number
  /** spanned */
  rows: number
  /** spanned */
  cols: number
  start: number
  end: number
}

/** A paragraph or a table of the document as read */
export interface Block {
  kind: 'title' | 'heading' | 'para' | 'table'
  /** of a heading, from 1; else 0 */
  level: number
  /** code points into text */
  start: number
  end: number
  /** of a table, row by row; else empty */
  cells: Cell[]
}

/** A unit as printed, and who it is */
export interface UnitMatch {
  /** as printed */
  text: string
  /** the unit, when the name is sure */
  unit: number | null
  /** the nearest one, to be confirmed */
  offer: number | null
}

/** How sure one field of a proposal is, and why */
export interface FieldNote {
  /** lead, support, due, recur, figures, kind, title, speaker */
  field: string
  /** 0 to 1 */
  confidence: number
  why: string
}

/** A clause and what is proposed for it */
export interface Clause {
  id: number
  /** code points into the document's text */
  start: number
  /** exclusive */
  end: number
  /** the path as printed, 二/（三） */
  number: string
  /** the heading it stands under */
  heading: string
  text: string
  kind: 'task' | 'indicator' | 'context'
  title: string
  lead: UnitMatch | null
  support: UnitMatch[]
  due: string | null
  due_text: string
  recur: '' | 'yearly' | 'quarterly' | 'monthly' | 'weekly'
  /** 长期坚持 */
  standing: boolean
  figures: Figure[]
  speaker: string
  /** 0 to 1 */
  confidence: number
  notes: FieldNote[]
  state: 'proposed' | 'accepted' | 'mapped' | 'nothing'
  /** somebody corrected the proposal */
  edited: boolean
  /** why there is nothing to do */
  reason: string
  tasks: number[]
  revision: number
}

/** A document with its clauses, for reading and confirming */
export interface Directive {
  row: DirectiveRow
  /** the document as read; offsets count its code points */
  text: string
  blocks: Block[]
  /** in document order */
  clauses: Clause[]
  /** what could not be read for sure */
  problems: ProblemItem[]
}

export interface DirectiveEdit {
  title?: string | null
  number?: string | null
  issuer?: string | null
  issued?: string | null
  year?: number | null
}

export interface ClauseEdit {
  kind?: 'task' | 'indicator' | 'context' | null
  title?: string | null
  /** as printed */
  lead?: string | null
  lead_unit?: number | null
  /** as printed */
  support?: string[] | null
  /** in the order of support; 0 where a name has found none */
  support_units?: number[] | null
  due?: string | null
  recur?: '' | 'yearly' | 'quarterly' | 'monthly' | 'weekly' | null
  standing?: boolean | null
  figures?: FigureEdit[] | null
}

export interface ClauseAccept {
  /** the task above the new one */
  parent?: number | null
  theme?: string | null
  duration_days?: number | null
  /** steps to make at once */
  template?: string | null
}

export interface ClauseMap {
  task: number
}

export interface ClauseNothing {
  /** required */
  reason: string
}

export interface ClauseSplit {
  /** code points of the document where a new clause begins */
  at: number[]
}

export interface ClauseMerge {
  /** neighbours, at least two */
  clauses: number[]
}

/** The clauses that an action changed */
export interface Clauses {
  items: Clause[]
  /** ids that are no more */
  removed: number[]
  coverage: Coverage
  version: number
}

export interface MassAccept {
  /** these; absent: all open ones */
  clauses?: number[] | null
  /** at least so sure; 0.8 where absent */
  confidence?: number | null
  /** false: only say what would happen */
  apply?: boolean | null
}

/** A clause that wants a look first */
export interface MassHeld {
  clause: number
  why: string
}

export interface MassAnswer {
  /** clauses that became, or would become, tasks */
  accept: number[]
  held: MassHeld[]
  sentence: string
  applied: boolean
  version: number
}

export interface DiffPart {
  op: 'same' | 'add' | 'del'
  text: string
}

export interface FieldChange {
  field: string
  old: string
  new: string
}

/** One clause of two versions */
export interface CompareRow {
  state: 'same' | 'changed' | 'moved' | 'new' | 'gone'
  /** clause of the first version */
  old: number | null
  /** clause of the second */
  new: number | null
  number: string
  title: string
  parts: DiffPart[]
  /** lead, support, due … */
  fields: FieldChange[]
  /** that hang on the old clause */
  tasks: number[]
  /** what happens to them, in words */
  effect: string
  /** the new clause has the old one's answer */
  followed: boolean
  /** gone, and somebody has decided about its tasks */
  settled: boolean
}

export interface Compare {
  old: DirectiveRow
  new: DirectiveRow
  /** in the order of the new version */
  rows: CompareRow[]
  /** counts first */
  sentence: string
  /** the tasks follow already */
  followed: boolean
}

/** Lets the tasks follow the new version */
export interface Follow {
  /** new clauses to follow; absent: all that are sure */
  clauses?: number[] | null
}

/** What becomes of the tasks of a clause that is gone */
export interface FollowGone {
  /** of the first version */
  clause: number
  /** off the wall, or kept for a reason */
  act: 'remove' | 'keep'
  /** why they are kept */
  reason?: string | null
}

export interface ImportColumn {
  /** A, B, … */
  letter: string
  /** the header's words */
  head: string
  /** what it is taken for: task, lead, due, …; empty: left out */
  name: string
  hidden: boolean
  /** the first value */
  sample: string
}

/** A unit name of the sheet */
export interface ImportUnit {
  text: string
  /** when sure or confirmed */
  unit: number | null
  /** nearest first */
  offers: number[]
  /** how often it stands there */
  rows: number
  /** it will be made a new unit */
  create: boolean
}

export interface ImportRow {
  /** of the sheet; 0 for one that is gone */
  row: number
  state: 'new' | 'changed' | 'gone' | 'unchanged'
  task: number | null
  number: string
  title: string
  fields: FieldChange[]
}

/** A table, read and held against what is there */
export interface Import {
  id: number
  state: 'preview' | 'applied' | 'discarded'
  file_name: string
  /** of the table */
  title: string
  year: number | null
  sheets: string[]
  sheet: string
  /** rows of the header, from 1 */
  header_first: number
  header_last: number
  columns: ImportColumn[]
  /** names that need a look first, then the sure ones */
  units: ImportUnit[]
  problems: ProblemItem[]
  /** rows that are new */
  fresh: number
  changed: number
  gone: number
  unchanged: number
  /** the first 500 that are not unchanged */
  rows: ImportRow[]
  /** can be applied */
  ready: boolean
  /** counts first */
  sentence: string
  /** tasks that are gone from the sheet are taken off the wall */
  drop_gone: boolean
}

export interface ImportColumnEdit {
  letter: string
  /** empty: leave out */
  name: string
}

export interface ImportUnitEdit {
  text: string
  unit?: number | null
  create?: boolean | null
}

export interface ImportEdit {
  sheet?: string | null
  year?: number | null
  header_first?: number | null
  header_last?: number | null
  columns?: ImportColumnEdit[] | null
  units?: ImportUnitEdit[] | null
  drop_gone?: boolean | null
}

export interface ImportDone {
  version: number
  fresh: number
  changed: number
  gone: number
  sentence: string
}

export interface Hit {
  kind: 'task' | 'clause' | 'directive' | 'unit'
  id: number
  /** of a clause */
  directive: number | null
  title: string
  excerpt: string
}

export interface Hits {
  /** best first, at most 50 */
  items: Hit[]
}

export interface JournalRows {
  /** newest first */
  items: JournalRow[]
  next: string | null
}

export interface JournalCheck {
  ok: boolean
  rows: number
  /** the last row's hash */
  head: string
  /** the first row that does not fit */
  broken_at: number | null
  sentence: string
}

/** One task's report of one period, owed by a day */
export interface ReportTurn {
  task: number
  code: string
  title: string
  /** lead unit */
  unit: number | null
  /** as 2026-07, 2026-W28, 2026-Q3, S12; empty: none is to come */
  period: string
  period_name: string
  /** where it stands in a sitting */
  group: 'returned' | 'todo' | 'told' | 'not'
  state: 'none' | 'coming' | 'open' | 'missing' | 'returned' | 'submitted' | 'approved' | 'accepted' | 'closed'
  due: string | null
  /** why that day */
  why: string
  /** work days; below 0: that many too late */
  days_left: number | null
  /** told after its day, or not told and the day has passed */
  late: boolean
  /** only a correction with a reason can be written */
  closed: boolean
  /** asked because of a key node */
  raised: boolean
  percent: number
  expect: number
  light: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  light_amount: number
  deadline: string | null
  /** that answers it */
  report: number | null
  told: string | null
  told_by: string
  /** who has begun to write; empty: nobody */
  draft_by: string
  draft_at: string | null
}

/** All that one unit has to report, in one sitting */
export interface Sitting {
  version: number
  today: string
  /** null: the asker's own */
  unit: number | null
  unit_name: string
  /** sent back, to be told, told, nothing now */
  items: ReportTurn[]
  /** as: July */
  title: string
  /** the nearest one */
  due: string | null
  /** work days to it */
  days_left: number | null
  to_fill: number
  /** asked for by what is to be filled */
  fields: number
  /** of them */
  prefilled: number
  /** a minute a field, a quarter of one where it is prefilled */
  minutes: number
  /** told this year */
  year_forms: number
  last_year_forms: number
  may_approve: boolean
  may_accept: boolean
  sentence: string
}

export interface ReportAnswer {
  /** from 1 */
  number: number
  /** empty: the task as a whole */
  measure: string
  answer: string
  /** what comes prefilled; empty: nothing */
  came: string
}

export interface ReportFigure {
  name: string
  op: '>=' | '<=' | '=' | '+' | '-'
  unit: string
  target: number
  /** last time */
  prev: number | null
  actual: number | null
  /** what comes prefilled */
  came: number | null
}

export interface ReportFile {
  id: number
  name: string
  /** bytes */
  size: number
}

export interface ReportMove {
  act: 'submit' | 'approve' | 'accept' | 'return' | 'supersede'
  by: string
  at: string
  reason: string
}

/** A draft was kept */
export interface ReportDraft {
  revision: number
  by: string
  at: string
  /** what stands in the way, and what is odd */
  checks: ProblemItem[]
}

/** One report to be filled, or as it was told */
export interface ReportForm {
  turn: ReportTurn
  /** where the fields come from */
  source: 'prefill' | 'draft' | 'returned' | 'told'
  may_write: boolean
  /** of the draft; 0: none */
  revision: number
  percent: number | null
  /** last time */
  percent_came: number | null
  /** one a measure, in their order */
  answers: ReportAnswer[]
  figures: ReportFigure[]
  files: ReportFile[]
  problems: string
  problems_came: string
  next: string
  /** name of the period before, or empty */
  prev_period: string
  /** what was going to be done next, last time */
  prev_next: string
  /** characters of all answers together */
  words_max: number
  /** oldest first */
  moves: ReportMove[]
  checks: ProblemItem[]
  /** share of the words that were said last time, 0 to 1 */
  same: number
  /** of a report that was told */
  same_parts: SamePart[]
  /** how it will read in the monthly paper */
  paragraph: string
}

export interface SamePart {
  text: string
  /** said last time too */
  same: boolean
}

export interface ReportSayAnswer {
  measure?: string | null
  answer: string
}

export interface ReportSayFigure {
  name: string
  unit: string
  actual?: number | null
}

export interface ReportSayFile {
  id: number
  name: string
  size: number
}

/** What a liaison writes */
export interface ReportSay {
  /** draft: the one that was read */
  revision?: number | null
  percent?: number | null
  answers: ReportSayAnswer[]
  figures?: ReportSayFigure[] | null
  files?: ReportSayFile[] | null
  problems?: string | null
  next?: string | null
  /** of a correction */
  reason?: string | null
}

/** One report with the one before it */
export interface ReportReview {
  id: number
  turn: ReportTurn
  state: 'noted' | 'submitted' | 'approved' | 'accepted' | 'returned' | 'superseded'
  percent: number
  prev_percent: number | null
  /** came: as it read last time */
  answers: ReportAnswer[]
  figures: ReportFigure[]
  files: ReportFile[]
  problems: string
  next: string
  by: string
  at: string
  correction: boolean
  /** why it corrects */
  reason: string
  /** of the answers */
  chars: number
  /** share of the words that were said last time, 0 to 1 */
  same: number
  /** so much that it counts as copied */
  copied: boolean
  same_parts: SamePart[]
  moves: ReportMove[]
}

export interface ReportReviews {
  version: number
  stage: 'approve' | 'accept'
  /** oldest first */
  items: ReportReview[]
  /** of them */
  copied: number
  /** of them */
  late: number
  sentence: string
}

export interface ReportsMove {
  /** all of them or none */
  ids: number[]
  act: 'approve' | 'accept' | 'return'
  /** wanted for return */
  reason?: string | null
}

export interface ChaseUnit {
  unit: number | null
  name: string
  /** owed in these days */
  due: number
  told: number
  /** of them told late */
  late: number
  missing: number
  /** wait to be told again */
  returned: number
  to_approve: number
  to_accept: number
}

/** Who is late, and with what */
export interface Chase {
  version: number
  /** due days from … */
  start: string
  /** … to */
  finish: string
  /** worst first */
  units: ChaseUnit[]
  all: ChaseUnit
  /** missing, sent back and late ones, at most 500 */
  items: ReportTurn[]
  /** of them all */
  total: number
  /** the month that ends with finish is closed */
  closed: boolean
  may_close: boolean
  /** key of that month */
  period: string
  sentence: string
}

/** How a task is reported on */
export interface TaskTurns {
  owes: boolean
  frequency: 'none' | 'daily' | 'weekly' | 'tenday' | 'monthly' | 'quarterly' | 'halfyear' | 'yearly' | 'stage'
  /** in words */
  rule: string
  /** who said so */
  from: 'task' | 'standing' | 'kind' | 'space' | 'house'
  /** newest first */
  items: ReportTurn[]
  measures: string[]
  owed: number
  late: number
  missing: number
}

export interface MeasuresEdit {
  measures: string[]
}

/** How often, and by when */
export interface Cadence {
  scope: 'space' | 'kind' | 'standing' | 'task' | 'node'
  /** of a kind: 0 goal, 1 task, 2 measure; else the task or node */
  scope_id: number
  /** of the scope */
  name: string
  frequency: 'none' | 'daily' | 'weekly' | 'tenday' | 'monthly' | 'quarterly' | 'halfyear' | 'yearly' | 'stage'
  /** rule as workday:-5 */
  due: string
  /** the rule in words */
  words: string
  /** of a raise around a node */
  start: string | null
  finish: string | null
  /** an example: the next day it gives */
  next_due: string | null
}

export interface Cadences {
  items: Cadence[]
  /** keys of closed periods */
  closed: string[]
  may_put: boolean
}

export interface CadenceEdit {
  scope: 'space' | 'kind' | 'standing' | 'task' | 'node'
  scope_id?: number | null
  /** empty: take the row away */
  frequency: '' | 'none' | 'daily' | 'weekly' | 'tenday' | 'monthly' | 'quarterly' | 'halfyear' | 'yearly' | 'stage'
  /** absent: the frequency's own */
  due?: string | null
  start?: string | null
  finish?: string | null
}

export interface PeriodClose {
  period: string
}

export interface BurdenMonth {
  /** 2026-07 */
  month: string
  forms: number
  fields: number
  /** fields that came prefilled and were right */
  kept: number
  chars: number
  kept_chars: number
  returned: number
}

export interface BurdenUnit {
  unit: number | null
  name: string
  /** January first, twelve of them */
  months: BurdenMonth[]
  all: BurdenMonth
}

/** What each unit is asked for, and what it had not to write again */
export interface Burden {
  year: number
  /** most asked first */
  units: BurdenUnit[]
  all: BurdenUnit
  /** of the year before */
  before_forms: number
  sentence: string
}

/** A row of a sheet that came back, held against what is there */
export interface ReportSheetRow {
  /** of the sheet */
  row: number
  task: number | null
  title: string
  state: 'changed' | 'unchanged' | 'told' | 'unknown' | 'faulty'
  fields: FieldChange[]
}

export interface ReportSheet {
  /** the original, kept */
  file: number
  file_name: string
  period: string
  rows: ReportSheetRow[]
  /** with sheet and cell */
  problems: ProblemItem[]
  /** rows that would be taken */
  changed: number
  /** rows that were taken; 0 in a preview */
  taken: number
  sentence: string
}

export interface ReportSheetApply {
  file: number
  period: string
  /** of the sheet; absent: all that are changed and without fault */
  rows?: number[] | null
  /** submit them at once; else they become drafts */
  submit?: boolean | null
}

/** A name in both languages */
export interface LightWords {
  zh: string
  en: string
}

/** The first of its channel whose condition holds speaks */
export interface LightRule {
  key: string
  name: LightWords
  channel: 'progress' | 'deadline' | 'receipt' | 'acceptance' | 'rating'
  /** stored form: days_left <= 5 and percent < 100 */
  when: string
  /** the same in the asker's language */
  said: string
  /** a light's meaning, or silent */
  meaning: string
  /** the quantity told as the amount, or none */
  show: string
}

/** How a meaning looks */
export interface LightMark {
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  colour: string
  shape: string
  zh: string
  en: string
}

/** own, worst, majority or weighted */
export interface LightRoll {
  task: string
  unit: string
  directive: string
}

/** A rule set */
export interface LightSet {
  key: string
  name: LightWords
  /** where the rule was found */
  source: LightWords
  rules: LightRule[]
  roll: LightRoll
  /** meanings that count as red */
  red: string[]
  /** so many red periods in a row ask for more; 0: none */
  red_run: number
  red_run_means: LightWords
  period: 'week' | 'month' | 'quarter'
  theme: LightMark[]
}

/** A word of the vocabulary of rules */
export interface LightWord {
  key: string
  /** in the asker's language */
  name: string
  /** % p w d h t n f; empty where it is no quantity */
  unit: string
}

export interface LightVersion {
  id: number
  from: string
  reason: string
  /** of the set */
  name: LightWords
  person: string
  at: string
}

/** The rules in force and what an editor needs */
export interface LightRules {
  /** of the version; 0: those of the program */
  id: number
  set: LightSet
  presets: LightSet[]
  /** newest first */
  versions: LightVersion[]
  quantities: LightWord[]
  channels: LightWord[]
  meanings: LightWord[]
  rolls: LightWord[]
  colours: LightWord[]
  shapes: LightWord[]
  may_edit: boolean
}

/** How lights look in this space */
export interface LightTheme {
  theme: LightMark[]
  /** meanings that the rules in force can give */
  used: string[]
}

/** A whole rule set */
export interface LightRulesEdit {
  /** as #LightSet */
  set: unknown
  /** the version it was made from */
  seen?: number | null
  reason?: string | null
}

/** So many lights would change from one meaning to another */
export interface LightMove {
  from: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  to: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  count: number
}

export interface LightSample {
  task: number
  title: string
  from: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  to: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  why: string
}

/** What a rule set would change */
export interface LightPreview {
  total: number
  changed: number
  /** only those that change */
  moves: LightMove[]
  /** at most 50, the worse first */
  samples: LightSample[]
  /** as it was understood */
  set: LightSet
  sentence: string
}

/** A light by hand */
export interface LightHand {
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  reason: string
  until: string
}

/** The office's verdict */
export interface LightRate {
  /** 1 good, 2 middling, 3 poor */
  grade?: number | null
  rank?: number | null
  rank_of?: number | null
  words?: string | null
  day?: string | null
}

/** One of a task's separate lights */
export interface LightChannel {
  channel: 'progress' | 'deadline' | 'receipt' | 'acceptance' | 'rating'
  word: string
  /** null: it says nothing */
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing' | null
  /** the meaning's word */
  said: string
  why: string
  rule: string
}

/** Days in a row with one light */
export interface LightStretch {
  from: string
  to: string
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  by_hand: boolean
  why: string
}

/** A light that was set by hand */
export interface LightHanded {
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  reason: string
  from: string
  until: string
  person: string
  lifted: string | null
}

/** A light as a period was closed */
export interface LightClosed {
  day: string
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  red: boolean
}

export interface LightRating {
  day: string
  /** 0: none */
  grade: number
  /** 0: none */
  rank: number
  rank_of: number
  words: string
  person: string
}

/** All about one task's light */
export interface LightCard {
  /** that shows */
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  why: string
  /** by the rules */
  computed: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  /** that holds today; empty: none */
  by_hand: LightHanded[]
  channels: LightChannel[]
  supports: LightSupport[]
  /** closed periods in a row */
  red_run: number
  /** what so many ask for, or empty */
  red_run_means: string
  /** oldest first */
  stretches: LightStretch[]
  closed: LightClosed[]
  /** all there ever were, newest first */
  handed: LightHanded[]
  /** newest first */
  ratings: LightRating[]
  may_set: boolean
  may_rate: boolean
}

/** A support unit's own light */
export interface LightSupport {
  unit: number
  name: string
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  why: string
}

export interface LightCount {
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  count: number
}

/** A unit or a document as one light */
export interface LightGroup {
  id: number
  name: string
  total: number
  meaning: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing' | null
  counts: LightCount[]
  /** tasks whose red run asks for more */
  interviews: number
}

export interface LightGroups {
  items: LightGroup[]
}

export interface LightClosing {
  id: number
  day: string
  tasks: number
}

export interface LightClosings {
  /** newest first */
  items: LightClosing[]
  may_close: boolean
}

/** A move that the asker may make now */
export interface DutyCan {
  /** as in duty_moves.def */
  move: string
  /** what the button says */
  words: string
  /** reason, day, unit, files, scores, todo, answer, edit */
  needs: string[]
  /** why it cannot be made at the moment, or empty */
  not_now: string
}

/** One unit's part in a task */
export interface DutyStrip {
  /** null: the lead's; else the unit it was first given to */
  support: number | null
  /** who carries it */
  unit: number | null
  /** a support unit's own duty */
  text: string
  state: 'draft' | 'issued' | 'refused' | 'carried' | 'extending' | 'changing' | 'handing' | 'paused' | 'finished' | 'returned' | 'accepted' | 'archived'
  /** the state in words */
  word: string
  /** who signed */
  owner: string
  /** who reported it as finished */
  doer: string
  issued: string | null
  signed: string | null
  finished: string | null
  accepted: string | null
  /** the receipt clock: reminded … */
  remind: string | null
  /** … the issuer is told … */
  warn: string | null
  /** … the superior is told */
  late: string | null
  /** the day an open extension asks for */
  asked: string | null
  /** before the first extension */
  first_deadline: string | null
  extensions: number
  urges: number
  returns: number
  refusals: number
  score: number | null
  grade: '' | 'excellent' | 'good' | 'pass' | 'fail'
  /** how many; send it back as seen */
  moves: number
  can: DutyCan[]
}

/** Evidence */
export interface DutyFile {
  id: number
  name: string
  /** bytes */
  size: number
}

/** One move that was made */
export interface DutyStep {
  id: number
  /** whose part; null: the lead's */
  support: number | null
  /** who carried it after the move */
  unit: number | null
  move: string
  words: string
  /** state */
  from: string
  /** state */
  to: string
  /** name */
  by: string
  at: string
  reason: string
  /** day, old_day, unit, old_unit, effect, scores, edit … as the move has them */
  fields: unknown
  files: DutyFile[]
}

/** What an instruction asks for */
export interface DutyTodo {
  id: number
  task: number
  /** the task's */
  title: string
  unit: number
  words: string
  due: string | null
  done: boolean
  /** the asker may answer it */
  mine: boolean
}

/** One part of the acceptance score */
export interface DutyPart {
  name: 'time' | 'quality' | 'feedback' | 'team' | 'papers'
  most: number
}

/** Where a task stands, what can be done now, what was done */
export interface Duty {
  task: number
  version: number
  standing: boolean
  deadline: string | null
  /** files that completion needs */
  evidence_min: number
  parts: DutyPart[]
  /** the lead's first */
  strips: DutyStrip[]
  /** newest first */
  steps: DutyStep[]
  todos: DutyTodo[]
  /** what granting the open extension would do to the plan */
  effect: string
}

export interface DutyEvidence {
  file: number
  /** as the upload answered it */
  sha256: string
}

export interface DutyEdit {
  title?: string | null
  note?: string | null
  deadline?: string | null
  not_before?: string | null
}

export interface DutyScores {
  time: number
  quality: number
  feedback: number
  team: number
  papers: number
}

export interface DutyMove {
  move: string
  /** absent: the lead's part */
  support?: number | null
  /** how many moves the asker has seen; another number is 409 */
  seen?: number | null
  reason?: string | null
  day?: string | null
  unit?: number | null
  files?: DutyEvidence[] | null
  scores?: DutyScores | null
  edit?: DutyEdit | null
  /** an instruction's to-do */
  todo?: string | null
  todo_unit?: number | null
  todo_due?: string | null
  /** or the move that an instruction makes */
  then?: 'pause' | 'resume' | 'send_back' | 'reopen' | null
  /** the to-do that is answered */
  answers?: number | null
}

/** A file that was stored and can be attached */
export interface DutyUpload {
  id: number
  name: string
  size: number
  /** send it along to attach the file */
  sha256: string
}

/** These tasks, or all of a document or unit */
export interface DutyIssue {
  tasks?: number[] | null
  directive?: number | null
  unit?: number | null
  /** absent: only say what would happen */
  apply?: boolean | null
}

/** A task that is not issued, and why */
export interface DutyHeld {
  task: number
  title: string
  why: string
}

export interface DutyIssued {
  /** issued, or that would be */
  tasks: number[]
  held: DutyHeld[]
  /** that have to sign */
  units: number
  /** support parts among them */
  supports: number
  /** counts first */
  sentence: string
  applied: boolean
}

export interface DutyOf {
  task: number
  support?: number | null
}

/** All or none */
export interface DutySign {
  items: DutyOf[]
}

/** A duty that waits */
export interface MyRow {
  task: number
  support: number | null
  unit: number | null
  title: string
  code: string
  state: string
  /** the state in words */
  word: string
  deadline: string | null
  /** to the deadline; below 0: past */
  work_days: number | null
  asked: string | null
  since: string | null
  /** when the receipt clock ends */
  late: string | null
  /** the receipt clock has ended */
  overdue: boolean
  urges: number
  returns: number
  percent: number
  light: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  light_amount: number
  reason: string
  /** who asked, finished or carries */
  by: string
}

export interface MyList {
  name: 'sign' | 'decide' | 'accept' | 'returned' | 'soon' | 'do' | 'waiting'
  total: number
  /** the most pressing first, at most 100 */
  rows: MyRow[]
}

/** What waits for the asker, and what he waits for */
export interface My {
  version: number
  lists: MyList[]
  todos: DutyTodo[]
}

/** A task as it once was */
export interface TaskVersion {
  /** from 1 */
  number: number
  at: string
  by: string
  /** what changed */
  sentence: string
  /** why, or empty */
  reason: string
  /** the record of then */
  facts: unknown
}

export interface TaskVersions {
  /** newest first */
  items: TaskVersion[]
}

export interface VersionRestore {
  reason: string
}

/** What an office may set */
export interface DutyRule {
  name: string
  text: string
  value: number
  usual: number
  least: number
  most: number
}

export interface DutyRules {
  items: DutyRule[]
}

export interface DutySetting {
  name: string
  value: number
}

export interface DutySettings {
  items: DutySetting[]
}

/** Something in the space that breaks a rule */
export interface CheckFault {
  rule: string
  /** as duty/12 */
  place: string
  text: string
}

/** A whole space held against its own rules */
export interface Check {
  ok: boolean
  tasks: number
  duties: number
  moves: number
  /** rows */
  journal: number
  items: CheckFault[]
}

/** How one may sign in here */
export interface SignInWays {
  /** the name on the button of the OpenID provider; null: none */
  provider: string | null
  /** passwords may be those of a directory server */
  directory: boolean
}

export interface SignInCode {
  /** six digits, or a recovery code */
  code: string
}

export interface PasswordNew {
  old: string
  password: string
}

export interface PasswordOnly {
  /** the password one has */
  password: string
}

export interface Stage {
  stage: 'in' | 'code' | 'password' | 'enrol'
}

/** A second factor, to be scanned or typed */
export interface FactorNew {
  /** base32 */
  secret: string
  /** otpauth:// */
  url: string
  /** the QR code, 1 for a dark square */
  rows: string[]
}

/** Told this once */
export interface RecoveryCodes {
  codes: string[]
  stage: 'in' | 'code' | 'password' | 'enrol'
}

export interface SessionRow {
  id: string
  /** the one that asks */
  mine: boolean
  /** password, ldap, oidc */
  way: string
  /** the browser */
  agent: string
  address: string
  since: string
  seen: string
  until: string
}

export interface TokenRow {
  id: number
  name: string
  /** its first characters */
  hint: string
  scopes: string
  since: string
  until: string
  used: string | null
}

/** One's own account */
export interface Me {
  login: string
  /** who checks the password */
  way: 'password' | 'directory'
  /** of the password */
  changed: string | null
  password_until: string | null
  /** since when a second factor is asked for */
  factor: string | null
  recovery_left: number
  sessions: SessionRow[]
  tokens: TokenRow[]
  /** what tokens may be for */
  areas: string[]
}

export interface TokenNew {
  name: string
  /** wall:read docs:write */
  scopes: string
  /** 1 to 366 */
  days: number
}

export interface TokenMade {
  /** told this once */
  text: string
  token: TokenRow
}

export interface Account {
  person: number
  name: string
  login: string
  way: 'password' | 'directory'
  locked_until: string | null
  disabled: boolean
  /** a new password is due at the next sign-in */
  must_change: boolean
  factor: boolean
  seen: string | null
  /** of the password */
  changed: string | null
}

export interface Accounts {
  items: Account[]
}

export interface AccountNew {
  person: number
  login: string
  /** a directory server checks the password */
  directory?: boolean | null
}

export interface AccountMade {
  login: string
  /** told this once; empty for a directory */
  password: string
}

export interface AccountAct {
  act: 'unlock' | 'disable' | 'enable' | 'factor-off' | 'sessions-end'
}

export interface AccountSessions {
  sessions: SessionRow[]
  tokens: TokenRow[]
}

/** How people sign in; secrets are told only by whether they are there */
export interface Security {
  /** 0: for ever */
  password_days: number
  history: number
  /** who must have a second factor */
  second: 'choice' | 'admins' | 'all'
  oidc: boolean
  oidc_name: string
  oidc_name_en: string
  oidc_issuer: string
  oidc_client: string
  /** it is there */
  oidc_secret: boolean
  oidc_scope: string
  oidc_by_email: boolean
  ldap: boolean
  ldap_url: string
  ldap_start_tls: boolean
  ldap_base: string
  ldap_filter: string
  ldap_bind_dn: string
  /** it is there */
  ldap_bind_password: boolean
  /** certificates that both are checked against */
  ca_file: string
  revision: number
}

export interface SecurityEdit {
  password_days?: number | null
  history?: number | null
  second?: 'choice' | 'admins' | 'all' | null
  oidc?: boolean | null
  oidc_name?: string | null
  oidc_name_en?: string | null
  oidc_issuer?: string | null
  oidc_client?: string | null
  oidc_secret?: string | null
  oidc_scope?: string | null
  oidc_by_email?: boolean | null
  ldap?: boolean | null
  ldap_url?: string | null
  ldap_start_tls?: boolean | null
  ldap_base?: string | null
  ldap_filter?: string | null
  ldap_bind_dn?: string | null
  ldap_bind_password?: string | null
  ca_file?: string | null
}

/** A month's reading */
export interface IndicatorPoint {
  /** 1 to 12 */
  month: number
  value: number
  state: 'flash' | 'verified'
}

/** A month to come */
export interface IndicatorBand {
  /** 1 to 12 */
  month: number
  value: number
  /** 80 % of years lie between low and high; null: nobody can say */
  low: number | null
  high: number | null
}

/** 开门红, 半年红, 三季红, 全年红 */
export interface IndicatorGate {
  name: string
  /** the quarter's last */
  month: number
  state: 'tocome' | 'passed' | 'missed' | 'unknown'
  /** what the curve asks for then */
  asked: number | null
}

/** An indicator as it stands this year, for the whole or a region */
export interface IndicatorRow {
  id: number
  code: string
  name: string
  /** of measure */
  unit: string
  nature: 'cumulative' | 'stock' | 'rate' | 'rank'
  aim: 'up' | 'down' | 'band'
  decimals: number
  /** months between readings */
  frequency: number
  /** the unit that answers for it */
  owner: number | null
  owner_name: string
  /** stands on the overview */
  key: boolean
  /** reckoned by a formula */
  derived: boolean
  /** null: the whole */
  region: number | null
  /** of the newest reading; 0: none this year */
  month: number
  /** of the newest reading */
  cut_off: string | null
  /** the newest */
  value: number | null
  /** the same month last year */
  year_ago: number | null
  /** of the year */
  target: number | null
  /** of a band */
  low: number | null
  high: number | null
  /** what the curve asks for on the cut-off day */
  expected: number | null
  /** of the year's target */
  percent: number | null
  /** better (above 0) or worse than asked for */
  points: number | null
  /** points of the year's target, or per cent of what is asked for */
  points_kind: 'points' | 'percent'
  /** per cent of the year's days gone at the cut-off */
  elapsed: number | null
  /** calendar days ahead or behind on the curve; 0: not told */
  days: number
  /** so far */
  per_month: number | null
  /** each remaining month to reach the target */
  needed: number | null
  state: 'far' | 'behind' | 'near' | 'ontrack' | 'ahead' | 'none'
  /** the state */
  word: string
  /** with rule, numbers and date */
  why: string
  gates: IndicatorGate[]
  /** 时间过半任务过半 */
  half: 'tocome' | 'passed' | 'missed' | 'unknown'
  /** the year's end */
  forecast: number | null
  forecast_low: number | null
  forecast_high: number | null
  /** how it was forecast */
  method: string
  /** too little past to choose a method by its error */
  plain: boolean
  will_miss: boolean
  curve_kind: 'even' | 'months' | 'seasonal' | 'step' | 'none'
  /** 13 evenings from the year's first morning; empty without a target */
  curve: number[]
  /** this year's */
  months: IndicatorPoint[]
  last_year: IndicatorPoint[]
  /** the months to come */
  path: IndicatorBand[]
  /** 2026-05: should be published and was not entered */
  awaited: string | null
  revision: number
}

export interface Indicators {
  version: number
  year: number
  /** that fit the question */
  total: number
  items: IndicatorRow[]
  /** of all that fit but for the state asked for */
  states: IndicatorCount[]
  sentence: string
  /** cursor */
  next: string | null
}

export interface IndicatorCount {
  state: 'far' | 'behind' | 'near' | 'ontrack' | 'ahead' | 'none'
  word: string
  count: number
}

/** A reading with its revisions */
export interface IndicatorReading {
  id: number
  /** 2026-06 */
  month: string
  value: number
  state: 'flash' | 'verified' | 'withdrawn'
  /** the data's cut-off */
  as_of: string | null
  reason: string
  by: string
  at: string
  /** not superseded */
  current: boolean
  /** the table it came with */
  import: number | null
}

export interface IndicatorTarget {
  id: number
  year: number
  region: number | null
  unit: number | null
  base: number | null
  value: number
  low: number | null
  high: number | null
  curve: 'even' | 'months' | 'seasonal' | 'step'
  curve_word: string
  /** the document's words */
  source: string
  /** that promised it */
  task: number | null
  reason: string
  by: string
  at: string
  current: boolean
}

/** A region's place */
export interface IndicatorPlace {
  region: number
  name: string
  /** a path on a ground of 1000 by 1000 */
  shape: string
  value: number | null
  target: number | null
  /** of its own target */
  percent: number | null
  state: 'far' | 'behind' | 'near' | 'ontrack' | 'ahead' | 'none'
  word: string
  /** 0: no value */
  place: number
  /** places won since the period before */
  change: number
  /** 1 (best) to 5; 0: no value */
  group: number
}

/** Regions by one indicator */
export interface Ranks {
  version: number
  indicator: number
  name: string
  unit: string
  decimals: number
  aim: 'up' | 'down' | 'band'
  /** what the places go by */
  by: 'value' | 'percent'
  /** 2026-06; empty: nothing read */
  month: string
  /** the period that changes are told against */
  before: string
  /** by place */
  items: IndicatorPlace[]
  /** indicators that are told by region */
  choices: IndicatorChoice[]
}

export interface IndicatorChoice {
  id: number
  name: string
}

/** One indicator with all that is known of it */
export interface Indicator {
  version: number
  year: number
  row: IndicatorRow
  name_zh: string
  name_en: string
  unit_en: string
  definition: string
  source: string
  owner_person: number | null
  owner_person_name: string
  /** published so long after the period */
  lag_days: number
  formula: string
  /** why it cannot be reckoned */
  formula_fault: string
  /** of the formula */
  uses: IndicatorChoice[]
  /** formulas that use it */
  used_by: IndicatorChoice[]
  proxy_for: number | null
  /** of the state */
  rule: string
  /** how the forecast was made, in a sentence */
  method_note: string
  /** every month, the newest first, with revisions */
  series: IndicatorReading[]
  /** newest first, with superseded ones */
  targets: IndicatorTarget[]
  regions: IndicatorPlace[]
  region_list: Region[]
}

export interface Region {
  id: number
  code: string
  name: string
  shape: string
  revision: number
}

export interface Regions {
  items: Region[]
}

export interface RegionEdit {
  code?: string | null
  name: string
  name_en?: string | null
  shape?: string | null
  position?: number | null
}

export interface IndicatorEdit {
  code?: string | null
  name?: string | null
  name_en?: string | null
  definition?: string | null
  unit?: string | null
  unit_en?: string | null
  source?: string | null
  owner?: number | null
  owner_person?: number | null
  aim?: 'up' | 'down' | 'band' | null
  nature?: 'cumulative' | 'stock' | 'rate' | 'rank' | null
  frequency?: number | null
  lag_days?: number | null
  decimals?: number | null
  formula?: string | null
  key?: boolean | null
  proxy_for?: number | null
  position?: number | null
}

export interface TargetEdit {
  year: number
  region?: number | null
  unit?: number | null
  base?: number | null
  value: number
  low?: number | null
  high?: number | null
  curve: 'even' | 'months' | 'seasonal' | 'step'
  /** evenings of months and steps */
  months?: TargetMonth[] | null
  source?: string | null
  reason?: string | null
}

export interface TargetMonth {
  /** 1 to 12 */
  month: number
  value: number
}

export interface ReadingPut {
  indicator: number
  region?: number | null
  unit?: number | null
  /** 2026-06 */
  month: string
  /** null: it is withdrawn */
  value?: number | null
  /** what stood there when the asker began, null: nothing; another figure by now is a fault */
  seen?: number | null
  state?: 'flash' | 'verified' | null
  as_of?: string | null
  reason?: string | null
}

export interface ReadingsPut {
  items: ReadingPut[]
  /** for all that say none */
  reason?: string | null
}

export interface ReadingsDone {
  /** 0: nothing changed */
  version: number
  fresh: number
  changed: number
  unchanged: number
  sentence: string
}

/** One reading of a table that comes in */
export interface FigureLine {
  cell: string
  state: 'same' | 'new' | 'changed'
  indicator: number
  name: string
  /** empty: the whole */
  region: string
  unit: string
  month: string
  value: number
  value_state: 'flash' | 'verified' | 'withdrawn'
  old: number | null
  old_state: 'flash' | 'verified' | 'withdrawn'
  /** per cent against what was there, or the year before */
  leap: number | null
  /** the month is closed, or the old figure verified */
  needs_reason: boolean
}

/** A table of readings before it is taken */
export interface FigureImport {
  id: number
  file: string
  sheet: string
  state: 'preview' | 'applied' | 'discarded'
  /** nothing is wrong, and something changes */
  ready: boolean
  fresh: number
  changed: number
  unchanged: number
  /** lines; the first of them are told */
  total: number
  needs_reason: boolean
  /** those that change first */
  lines: FigureLine[]
  problems: ProblemItem[]
  sentence: string
}

export interface FigureApply {
  /** for verified figures that change and for closed months */
  reason?: string | null
}

export interface ClosedMonth {
  /** 2026-05 */
  month: string
  note: string
  by: string
  at: string
}

export interface ClosedMonths {
  items: ClosedMonth[]
}

export interface MonthClose {
  /** 2026-05 */
  month: string
  /** false: open it again */
  close: boolean
  reason?: string | null
}

export interface FormulaText {
  text: string
  /** of the indicator */
  unit: string
  /** that it is for */
  indicator?: number | null
}

export interface FormulaCheck {
  ok: boolean
  /** with line and column */
  fault: string
  uses: IndicatorChoice[]
}

/** One line of a score sheet with its sum */
export interface ScoreLine {
  indicator: number
  name: string
  unit: string
  decimals: number
  kind: 'full' | 'prorata' | 'steps' | 'deduct'
  kind_word: string
  weight: number
  bonus_max: number
  floor: number
  each: number
  /** 1:1 0.9:0.8 */
  steps: string
  veto: boolean
  veto_below: number
  value: number | null
  target: number | null
  /** part of the target */
  reached: number | null
  /** now */
  points: number
  /** of them */
  bonus: number
  /** how the points come about */
  sum: string
  vetoed: boolean
  forecast_value: number | null
  forecast_points: number
  forecast_sum: string
  forecast_vetoed: boolean
}

export interface ScoreTotal {
  full: number
  base: number
  bonus: number
  minus: number
  /** base + bonus - minus */
  points: number
  percent: number
  unscored: number
  vetoes: number
  grade: 'excellent' | 'good' | 'pass' | 'fail'
  word: string
}

export interface ScoreSheet {
  id: number
  year: number
  name: string
  sentence: string
  /** with today's readings */
  now: ScoreTotal
  /** if the year ends as forecast */
  forecast: ScoreTotal
  lines: ScoreLine[]
  revision: number
}

export interface ScoreSheets {
  version: number
  items: ScoreSheet[]
}

export interface ScoreLineEdit {
  indicator: number
  kind: 'full' | 'prorata' | 'steps' | 'deduct'
  weight: number
  bonus_max?: number | null
  floor?: number | null
  each?: number | null
  steps?: string | null
  veto?: boolean | null
  veto_below?: number | null
}

export interface ScoreSheetEdit {
  year: number
  name: string
  name_en?: string | null
  lines: ScoreLineEdit[]
}

/** A figure that a document promised */
export interface PromiseRow {
  task: number
  task_code: string
  task_title: string
  directive: string
  name: string
  value: number
  unit: string
  op: string
  /** the words */
  text: string
  /** the indicator that is nearest */
  offer: number | null
  offer_name: string
  /** in its unit */
  offer_value: number | null
  offer_unit: string
  /** what is in force */
  offer_target: number | null
  /** per cent of the name */
  likeness: number
  decided: 'open' | 'target' | 'none'
  reason: string
}

export interface Promises {
  year: number
  items: PromiseRow[]
  open: number
}

export interface PromiseAnswer {
  task: number
  name: string
  /** of the figure */
  value: number
  /** null: it is no target */
  indicator?: number | null
  year?: number | null
  /** in the indicator's unit */
  target?: number | null
  reason?: string | null
}

export interface CockpitLight {
  light: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  word: string
  count: number
}

export interface CockpitUnit {
  /** null: of nobody */
  unit: number | null
  name: string
  /** in the order of the whole's lights */
  lights: number[]
  total: number
  /** indicators it answers for */
  measured: number
  /** of them behind or missing the year */
  short_of: number
}

export interface CockpitTask {
  id: number
  title: string
  code: string
  unit: number | null
  unit_name: string
  light: 'grave' | 'overdue' | 'behind' | 'duesoon' | 'watch' | 'ontrack' | 'ahead' | 'done' | 'notyet' | 'standing'
  /** work days */
  amount: number
  percent: number
  deadline: string | null
  why: string
  /** open tasks that wait for it */
  behind_it: number
  critical: boolean
  float_days: number | null
}

/** What waits for the asker's word */
export interface CockpitDecision {
  kind: 'refused' | 'extending' | 'changing' | 'handing' | 'finished'
  task: number
  support: number | null
  title: string
  unit_name: string
  reason: string
  deadline: string | null
  asked: string | null
  since: string
  /** granted before */
  extensions: number
  /** moves; to be sent along */
  seen: number
  behind_it: number
}

export interface CockpitChange {
  /** of the journal */
  seq: number
  at: string
  person: string
  /** task/12 */
  object: string
  action: string
  sentence: string
}

export interface CockpitGate {
  name: string
  passed: number
  missed: number
  tocome: number
  unknown: number
}

/** One page for leaders, or for a unit */
export interface Cockpit {
  version: number
  year: number
  today: string
  /** null: the whole agency */
  unit: number | null
  unit_name: string
  /** of the newest reading */
  cut_off: string | null
  /** the visit before; null: never here */
  seen_before: string | null
  sentence: string
  /** per cent */
  elapsed: number
  /** per cent */
  done: number
  lights: CockpitLight[]
  total: number
  paces: IndicatorCount[]
  measured: number
  will_miss: number
  gates: CockpitGate[]
  keys: IndicatorRow[]
  misses: IndicatorRow[]
  units: CockpitUnit[]
  late: CockpitTask[]
  late_total: number
  soon: CockpitTask[]
  soon_total: number
  decisions: CockpitDecision[]
  decision_total: number
  changes: CockpitChange[]
  change_total: number
  /** of the year's sheet, if it ends as forecast */
  score: ScoreTotal | null
  score_sentence: string
}

/** A post beside one's own, or somebody's place for a time */
export interface Holding {
  id: number
  person: number
  person_name: string
  /** null: the whole agency */
  unit: number | null
  unit_name: string
  role: 'leader' | 'office' | 'head' | 'liaison' | 'member' | 'expert' | 'challenger' | 'inspector' | 'system' | 'security' | 'audit'
  acting_for: number | null
  acting_name: string
  start: string
  finish: string | null
  /** it counts today */
  now: boolean
  note: string
  revision: number
}

/** What somebody from outside may see */
export interface GivenRow {
  id: number
  task: number
  title: string
  until: string | null
}

/** What somebody answers for */
export interface Carried {
  /** leads a task, signed for a duty, keeps an indicator */
  what: 'leads' | 'duty' | 'indicator'
  id: number
  unit: number | null
  title: string
}

export interface PersonCard {
  person: Person
  name_zh: string
  name_en: string
  unit_name: string
  shows_phone: boolean
  holdings: Holding[]
  given: GivenRow[]
  carried: Carried[]
}

export interface PersonEdit {
  name?: string | null
  name_en?: string | null
  unit?: number | null
  /** post */
  title?: string | null
  role?: 'leader' | 'office' | 'head' | 'liaison' | 'member' | 'expert' | 'challenger' | 'inspector' | 'system' | 'security' | 'audit' | null
  phone?: string | null
  email?: string | null
  last?: string | null
}

export interface HoldingEdit {
  /** null: the whole agency */
  unit?: number | null
  role: 'leader' | 'office' | 'head' | 'liaison' | 'member' | 'expert' | 'challenger' | 'inspector' | 'system' | 'security' | 'audit'
  acting_for?: number | null
  start: string
  finish?: string | null
  note?: string | null
}

export interface HoldingEnd {
  /** its last day */
  last: string
}

export interface HandoverAsk {
  to: number
  /** the last day here; absent: he stays */
  last?: string | null
  /** without it only told */
  apply?: boolean | null
}

export interface Handover {
  carried: Carried[]
  holdings_ended: number
  sentence: string
}

export interface GivenNew {
  task: number
  until?: string | null
}

export interface DissolveAsk {
  successor: number
  /** its last day */
  last: string
  /** without it only told */
  apply?: boolean | null
}

export interface Dissolved {
  /** tasks */
  leads: number
  /** tasks */
  supports: number
  people: number
  /** below */
  units: number
  indicators: number
  sentence: string
}

export interface OfficeLine {
  what: 'unit' | 'person'
  /** else changed */
  fresh: boolean
  name: string
  /** of a person, or above a unit */
  unit: string
  /** of a person who wants an account */
  login: string
}

/** A table of units and people against what is there */
export interface OfficeLook {
  lines: OfficeLine[]
  unchanged: number
  written: boolean
  problems: ProblemItem[]
}

/** Something that somebody should know */
export interface Notice {
  id: number
  kind: 'remind' | 'urge' | 'escalate' | 'receipt' | 'report' | 'slip'
  task: number | null
  slip: number | null
  text: string
  day: string
  at: string
  read: boolean
}

/** One's own inbox, newest first */
export interface Notices {
  items: Notice[]
  /** of all */
  unread: number
  /** older ones are there */
  more: boolean
}

export interface NoticeCount {
  unread: number
}

export interface NoticeRead {
  /** absent: all of them */
  id?: number | null
}

export interface NoticeSetting {
  name: string
  /** what it says */
  text: string
  value: number
  least: number
  most: number
}

/** When people are reminded and urged */
export interface NoticeRules {
  settings: NoticeSetting[]
  may_edit: boolean
}

export interface NoticeSettingEdit {
  name: string
  value: number
}

/** How messages leave the house */
export interface NoticeWay {
  id: number
  kind: 'smtp' | 'dingtalk' | 'wecom' | 'webhook'
  name: string
  url: string
  token_url: string
  account: string
  /** the secret itself is never told */
  has_secret: boolean
  /** From: of mail; the agent's id of an app */
  sender: string
  per_minute: number
  enabled: boolean
  revision: number
}

/** A message on its way */
export interface OutboxRow {
  id: number
  way: number
  /** whom it goes to */
  name: string
  address: string
  subject: string
  state: 'waiting' | 'taken' | 'sending' | 'sent' | 'dropped' | 'unknown'
  tries: number
  error: string
  at: string
}

export interface NoticeWays {
  items: NoticeWay[]
  /** newest first, at most 100 */
  outbox: OutboxRow[]
}

/** id absent: a new one */
export interface NoticeWayEdit {
  id?: number | null
  revision?: number | null
  kind: 'smtp' | 'dingtalk' | 'wecom' | 'webhook'
  name: string
  url: string
  token_url?: string | null
  account?: string | null
  /** absent: as it was */
  secret?: string | null
  sender?: string | null
  per_minute?: number | null
  enabled: boolean
}

/** Where one is reached */
export interface NoticeAddress {
  kind: 'smtp' | 'dingtalk' | 'wecom'
  address: string
  enabled: boolean
}

export interface NoticeAddresses {
  items: NoticeAddress[]
  /** calendar addresses in force */
  feeds: Feed[]
  /** of a calendar just made, told once; else empty */
  address: string
}

/** A calendar that others subscribe to */
export interface Feed {
  id: number
  /** null: one's own tasks */
  unit: number | null
  at: string
}

export interface NoticeAddressEdit {
  kind: 'smtp' | 'dingtalk' | 'wecom'
  address: string
  enabled: boolean
}

export interface FeedNew {
  unit?: number | null
}

export interface SlipReply {
  person: string
  words: string
  at: string
}

/** A supervision slip */
export interface Slip {
  id: number
  /** with its number */
  title: string
  level: 'blue' | 'orange' | 'red'
  state: 'draft' | 'issued' | 'answered' | 'expired' | 'closed'
  task: number
  task_title: string
  unit: number
  /** the slip it goes beyond */
  follows: number | null
  basis: string
  demand: string
  due: string
  drafted_by: string
  issued_by: string
  issued_on: string | null
  closed_by: string
  closed_on: string | null
  outcome: string
  replies: number
  /** of one slip; of a list empty */
  answers: SlipReply[]
  /** draft, issue, close */
  may_edit: boolean
  may_reply: boolean
  revision: number
}

export interface Slips {
  /** newest first */
  items: Slip[]
  may_draft: boolean
}

/** A draft */
export interface SlipEdit {
  /** of a new one */
  task?: number | null
  level: 'blue' | 'orange' | 'red'
  demand: string
  /** absent: as many days as the office allows */
  due?: string | null
  follows?: number | null
}

export interface SlipWords {
  words: string
}

export interface Routes {
  /** Sign in; sets the session cookie */
  'POST /api/v1/session': { path: null; query: null; body: SignIn; answer: Session; ifMatch: false }
  /** Who is signed in */
  'GET /api/v1/session': { path: null; query: null; body: null; answer: Session; ifMatch: false }
  /** Sign out */
  'DELETE /api/v1/session': { path: null; query: null; body: null; answer: null; ifMatch: false }
  /** This document */
  'GET /api/v1/openapi.json': { path: null; query: null; body: null; answer: Blob; ifMatch: false }
  /** The space's changes as they happen */
  'GET /api/v1/events': { path: null; query: null; body: null; answer: null; ifMatch: false }
  /** The whole chart */
  'GET /api/v1/wall': { path: null; query: { baseline?: number; since?: number }; body: null; answer: Wall; ifMatch: false }
  /** The whole chart on one page */
  'GET /api/v1/wall.pdf': { path: null; query: { size?: 'A0' | 'A1' | 'A3'; group?: 'unit' | 'leader' | 'directive' | 'theme'; unit?: number; directive?: number; theme?: string; light?: string; from?: string; to?: string }; body: null; answer: Blob; ifMatch: false }
  /** Tasks, clauses, documents and units by words */
  'GET /api/v1/search': { path: null; query: { q: string }; body: null; answer: Hits; ifMatch: false }
  /** Tasks page by page */
  'GET /api/v1/tasks': { path: null; query: { unit?: number; directive?: number; light?: string; level?: string; duty?: string; q?: string; cursor?: string; limit?: number }; body: null; answer: Tasks; ifMatch: false }
  /** A new task */
  'POST /api/v1/tasks': { path: null; query: null; body: TaskEdit; answer: Task; ifMatch: false }
  /** One task's card */
  'GET /api/v1/tasks/{id}': { path: { id: number }; query: null; body: null; answer: Task; ifMatch: false }
  /** Change a task */
  'PATCH /api/v1/tasks/{id}': { path: { id: number }; query: null; body: TaskEdit; answer: Task; ifMatch: true }
  /** Take a task off the wall; its history stays */
  'DELETE /api/v1/tasks/{id}': { path: { id: number }; query: null; body: null; answer: Done; ifMatch: true }
  /** Report progress */
  'POST /api/v1/tasks/{id}/reports': { path: { id: number }; query: null; body: ReportNew; answer: Task; ifMatch: false }
  /** Turn a task into linked steps */
  'POST /api/v1/tasks/{id}/template': { path: { id: number }; query: null; body: TemplateUse; answer: Task; ifMatch: false }
  /** Link two tasks */
  'POST /api/v1/links': { path: null; query: null; body: LinkEdit; answer: Done; ifMatch: false }
  /** Change a link */
  'PATCH /api/v1/links/{id}': { path: { id: number }; query: null; body: LinkEdit; answer: Done; ifMatch: true }
  /** Drop a link */
  'DELETE /api/v1/links/{id}': { path: { id: number }; query: null; body: null; answer: Done; ifMatch: true }
  /** What an edit would move, without making it */
  'POST /api/v1/plan/preview': { path: null; query: null; body: PlanEdit; answer: PlanPreview; ifMatch: false }
  /** Make the edit */
  'POST /api/v1/plan/apply': { path: null; query: null; body: PlanEdit; answer: PlanPreview; ifMatch: false }
  /** What cannot be met, and what would free it */
  'GET /api/v1/plan/conflicts': { path: null; query: null; body: null; answer: Conflicts; ifMatch: false }
  /** Procedure templates */
  'GET /api/v1/templates': { path: null; query: null; body: null; answer: Templates; ifMatch: false }
  /** Frozen copies of the plan */
  'GET /api/v1/baselines': { path: null; query: null; body: null; answer: Baselines; ifMatch: false }
  /** Freeze the plan */
  'POST /api/v1/baselines': { path: null; query: null; body: BaselineNew; answer: Baseline; ifMatch: false }
  /** Against another baseline, or against the plan as it is */
  'GET /api/v1/baselines/{id}/diff': { path: { id: number }; query: { to?: number }; body: null; answer: BaselineDiff; ifMatch: false }
  /** The unit tree */
  'GET /api/v1/units': { path: null; query: null; body: null; answer: Units; ifMatch: false }
  /** A new unit */
  'POST /api/v1/units': { path: null; query: null; body: UnitEdit; answer: Unit; ifMatch: false }
  /** Change a unit */
  'PATCH /api/v1/units/{id}': { path: { id: number }; query: null; body: UnitEdit; answer: Unit; ifMatch: true }
  /** People with their roles */
  'GET /api/v1/people': { path: null; query: null; body: null; answer: People; ifMatch: false }
  /** Key nodes and gates */
  'GET /api/v1/nodes': { path: null; query: null; body: null; answer: Nodes; ifMatch: false }
  /** A new node */
  'POST /api/v1/nodes': { path: null; query: null; body: NodeEdit; answer: Node; ifMatch: false }
  /** Change a node */
  'PATCH /api/v1/nodes/{id}': { path: { id: number }; query: null; body: NodeEdit; answer: Node; ifMatch: true }
  /** Remove a node */
  'DELETE /api/v1/nodes/{id}': { path: { id: number }; query: null; body: null; answer: Done; ifMatch: true }
  /** Work calendars */
  'GET /api/v1/calendars': { path: null; query: null; body: null; answer: Calendars; ifMatch: false }
  /** Import one year's holidays */
  'POST /api/v1/calendars/{id}/years': { path: { id: number }; query: null; body: Blob; answer: Calendar; ifMatch: false }
  /** Every change */
  'GET /api/v1/journal': { path: null; query: { object?: string; cursor?: string; limit?: number }; body: null; answer: JournalRows; ifMatch: false }
  /** Whether every row is as it was written */
  'GET /api/v1/journal/verify': { path: null; query: null; body: null; answer: JournalCheck; ifMatch: false }
  /** Source documents */
  'GET /api/v1/directives': { path: null; query: null; body: null; answer: Directives; ifMatch: false }
  /** Read a document in; the original is kept */
  'POST /api/v1/directives': { path: null; query: { name: string; year?: number; version_of?: number }; body: Blob; answer: Directive; ifMatch: false }
  /** A document with its clauses */
  'GET /api/v1/directives/{id}': { path: { id: number }; query: null; body: null; answer: Directive; ifMatch: false }
  /** Correct number, issuer, date */
  'PATCH /api/v1/directives/{id}': { path: { id: number }; query: null; body: DirectiveEdit; answer: DirectiveRow; ifMatch: true }
  /** The original file */
  'GET /api/v1/directives/{id}/file': { path: { id: number }; query: null; body: null; answer: Blob; ifMatch: false }
  /** Accept many proposals, or say what would happen */
  'POST /api/v1/directives/{id}/accept': { path: { id: number }; query: null; body: MassAccept; answer: MassAnswer; ifMatch: false }
  /** A new version against the one before */
  'GET /api/v1/directives/{id}/compare': { path: { id: number }; query: null; body: null; answer: Compare; ifMatch: false }
  /** Decide about the tasks of a clause that is gone */
  'POST /api/v1/directives/{id}/gone': { path: { id: number }; query: null; body: FollowGone; answer: Compare; ifMatch: false }
  /** Let the tasks follow the new version */
  'POST /api/v1/directives/{id}/follow': { path: { id: number }; query: null; body: Follow; answer: Compare; ifMatch: false }
  /** Correct a proposal */
  'PATCH /api/v1/clauses/{id}': { path: { id: number }; query: null; body: ClauseEdit; answer: Clauses; ifMatch: true }
  /** Make it a task */
  'POST /api/v1/clauses/{id}/accept': { path: { id: number }; query: null; body: ClauseAccept; answer: Clauses; ifMatch: false }
  /** It belongs to a task that is there */
  'POST /api/v1/clauses/{id}/map': { path: { id: number }; query: null; body: ClauseMap; answer: Clauses; ifMatch: false }
  /** Nothing to do, and why */
  'POST /api/v1/clauses/{id}/nothing': { path: { id: number }; query: null; body: ClauseNothing; answer: Clauses; ifMatch: false }
  /** Take the answer back */
  'POST /api/v1/clauses/{id}/reopen': { path: { id: number }; query: null; body: null; answer: Clauses; ifMatch: false }
  /** One clause is several */
  'POST /api/v1/clauses/{id}/split': { path: { id: number }; query: null; body: ClauseSplit; answer: Clauses; ifMatch: false }
  /** Several clauses are one */
  'POST /api/v1/clauses/merge': { path: null; query: null; body: ClauseMerge; answer: Clauses; ifMatch: false }
  /** Read a task table and hold it against the plan */
  'POST /api/v1/imports': { path: null; query: { name: string; year?: number }; body: Blob; answer: Import; ifMatch: false }
  /** The preview again */
  'GET /api/v1/imports/{id}': { path: { id: number }; query: null; body: null; answer: Import; ifMatch: false }
  /** Correct columns, header rows, units */
  'PATCH /api/v1/imports/{id}': { path: { id: number }; query: null; body: ImportEdit; answer: Import; ifMatch: false }
  /** All of it or nothing */
  'POST /api/v1/imports/{id}/apply': { path: { id: number }; query: null; body: null; answer: ImportDone; ifMatch: false }
  /** Discard the preview */
  'DELETE /api/v1/imports/{id}': { path: { id: number }; query: null; body: null; answer: Done; ifMatch: false }
  /** The original file */
  'GET /api/v1/imports/{id}/file': { path: { id: number }; query: null; body: null; answer: Blob; ifMatch: false }
  /** The task table, to be filled and sent back */
  'GET /api/v1/exports/tasks.xlsx': { path: null; query: { unit?: number; directive?: number; import?: number }; body: null; answer: Blob; ifMatch: false }
  /** The rules of lights, the sets that come with the program, and the words of conditions */
  'GET /api/v1/lights/rules': { path: null; query: null; body: null; answer: LightRules; ifMatch: false }
  /** Put a rule set in force */
  'POST /api/v1/lights/rules': { path: null; query: null; body: LightRulesEdit; answer: LightRules; ifMatch: false }
  /** What a rule set would change, without changing it */
  'POST /api/v1/lights/preview': { path: null; query: null; body: LightRulesEdit; answer: LightPreview; ifMatch: false }
  /** Words, colours and shapes of lights */
  'GET /api/v1/lights/theme': { path: null; query: null; body: null; answer: LightTheme; ifMatch: false }
  /** Units or documents as one light each */
  'GET /api/v1/lights/groups': { path: null; query: { by: 'unit' | 'directive' }; body: null; answer: LightGroups; ifMatch: false }
  /** Periods whose lights were closed */
  'GET /api/v1/lights/closings': { path: null; query: null; body: null; answer: LightClosings; ifMatch: false }
  /** Close today's lights */
  'POST /api/v1/lights/closings': { path: null; query: null; body: null; answer: Done; ifMatch: false }
  /** A task's separate lights, their reasons and their history */
  'GET /api/v1/tasks/{id}/light': { path: { id: number }; query: { from?: string }; body: null; answer: LightCard; ifMatch: false }
  /** Set a light by hand, with reason and end */
  'POST /api/v1/tasks/{id}/light': { path: { id: number }; query: null; body: LightHand; answer: LightCard; ifMatch: false }
  /** Back to the light by the rules */
  'DELETE /api/v1/tasks/{id}/light': { path: { id: number }; query: null; body: null; answer: LightCard; ifMatch: false }
  /** Grade or rank a task */
  'POST /api/v1/tasks/{id}/ratings': { path: { id: number }; query: null; body: LightRate; answer: LightCard; ifMatch: false }
  /** Where a task stands, and what can be done now */
  'GET /api/v1/tasks/{id}/duty': { path: { id: number }; query: null; body: null; answer: Duty; ifMatch: false }
  /** Issue, sign, ask, decide, finish, accept … */
  'POST /api/v1/tasks/{id}/duty/moves': { path: { id: number }; query: null; body: DutyMove; answer: Duty; ifMatch: false }
  /** Store a file of evidence */
  'POST /api/v1/tasks/{id}/duty/files': { path: { id: number }; query: { name: string }; body: Blob; answer: DutyUpload; ifMatch: false }
  /** A file of evidence */
  'GET /api/v1/tasks/{id}/duty/files/{file}': { path: { id: number; file: number }; query: null; body: null; answer: Blob; ifMatch: false }
  /** A task as it once was */
  'GET /api/v1/tasks/{id}/versions': { path: { id: number }; query: null; body: null; answer: TaskVersions; ifMatch: false }
  /** Make an old version a new one */
  'POST /api/v1/tasks/{id}/versions/{number}/restore': { path: { id: number; number: number }; query: null; body: VersionRestore; answer: TaskVersions; ifMatch: true }
  /** Issue many tasks, or say what would happen */
  'POST /api/v1/duty/issue': { path: null; query: null; body: DutyIssue; answer: DutyIssued; ifMatch: false }
  /** Sign for many at once */
  'POST /api/v1/duty/sign': { path: null; query: null; body: DutySign; answer: My; ifMatch: false }
  /** The receipt clock and the score */
  'GET /api/v1/duty/rules': { path: null; query: null; body: null; answer: DutyRules; ifMatch: false }
  /** Set them */
  'PATCH /api/v1/duty/rules': { path: null; query: null; body: DutySettings; answer: DutyRules; ifMatch: false }
  /** What waits for me */
  'GET /api/v1/my': { path: null; query: null; body: null; answer: My; ifMatch: false }
  /** Hold the whole space against its rules */
  'GET /api/v1/check': { path: null; query: null; body: null; answer: Check; ifMatch: false }
  /** All that a unit has to report, in one sitting */
  'GET /api/v1/reporting': { path: null; query: { unit?: number }; body: null; answer: Sitting; ifMatch: false }
  /** One report, prefilled */
  'GET /api/v1/tasks/{id}/reporting': { path: { id: number }; query: { period: string }; body: null; answer: ReportForm; ifMatch: false }
  /** Submit a report */
  'POST /api/v1/tasks/{id}/reporting': { path: { id: number }; query: { period: string }; body: ReportSay; answer: ReportForm; ifMatch: false }
  /** Keep what is being written */
  'PATCH /api/v1/tasks/{id}/reporting/draft': { path: { id: number }; query: { period: string }; body: ReportSay; answer: ReportDraft; ifMatch: false }
  /** Drop the draft */
  'DELETE /api/v1/tasks/{id}/reporting/draft': { path: { id: number }; query: { period: string }; body: null; answer: ReportForm; ifMatch: false }
  /** A file that shows it */
  'POST /api/v1/tasks/{id}/evidence': { path: { id: number }; query: { name: string }; body: Blob; answer: ReportFile; ifMatch: false }
  /** Such a file */
  'GET /api/v1/tasks/{id}/evidence/{file}': { path: { id: number; file: number }; query: null; body: null; answer: Blob; ifMatch: false }
  /** How a task is reported on, period by period */
  'GET /api/v1/tasks/{id}/turns': { path: { id: number }; query: null; body: null; answer: TaskTurns; ifMatch: false }
  /** The measures that reports answer */
  'PATCH /api/v1/tasks/{id}/measures': { path: { id: number }; query: null; body: MeasuresEdit; answer: TaskTurns; ifMatch: false }
  /** Reports that wait for one's word */
  'GET /api/v1/reporting/review': { path: null; query: { stage: 'approve' | 'accept' }; body: null; answer: ReportReviews; ifMatch: false }
  /** One report beside the one before it */
  'GET /api/v1/reporting/reports/{id}': { path: { id: number }; query: null; body: null; answer: ReportReview; ifMatch: false }
  /** Approve, accept or send back, many at once */
  'POST /api/v1/reporting/move': { path: null; query: null; body: ReportsMove; answer: Done; ifMatch: false }
  /** Who is late, and with what */
  'GET /api/v1/reporting/chase': { path: null; query: { from?: string; to?: string }; body: null; answer: Chase; ifMatch: false }
  /** How often is reported */
  'GET /api/v1/reporting/cadences': { path: null; query: null; body: null; answer: Cadences; ifMatch: false }
  /** Set how often is reported */
  'PATCH /api/v1/reporting/cadences': { path: null; query: null; body: CadenceEdit; answer: Cadences; ifMatch: false }
  /** Close a period: only corrections follow */
  'POST /api/v1/reporting/close': { path: null; query: null; body: PeriodClose; answer: Done; ifMatch: false }
  /** What each unit is asked for */
  'GET /api/v1/burden': { path: null; query: { year?: number }; body: null; answer: Burden; ifMatch: false }
  /** How one may sign in here */
  'GET /api/v1/sign-in': { path: null; query: null; body: null; answer: SignInWays; ifMatch: false }
  /** Off to the OpenID provider */
  'GET /api/v1/sign-in/oidc': { path: null; query: { to?: string }; body: null; answer: Blob; ifMatch: false }
  /** Back from the OpenID provider */
  'GET /api/v1/sign-in/oidc/back': { path: null; query: { code?: string; state?: string; error?: string; error_description?: string; error_uri?: string; iss?: string; session_state?: string; scope?: string }; body: null; answer: Blob; ifMatch: false }
  /** The second step: the code of the second factor */
  'POST /api/v1/session/code': { path: null; query: null; body: SignInCode; answer: Session; ifMatch: false }
  /** One's own account */
  'GET /api/v1/me': { path: null; query: null; body: null; answer: Me; ifMatch: false }
  /** A new password */
  'POST /api/v1/me/password': { path: null; query: null; body: PasswordNew; answer: Stage; ifMatch: false }
  /** A second factor to be scanned; asked for only once it is confirmed */
  'POST /api/v1/me/factor': { path: null; query: null; body: null; answer: FactorNew; ifMatch: false }
  /** Switch the second factor on */
  'POST /api/v1/me/factor/confirm': { path: null; query: null; body: SignInCode; answer: RecoveryCodes; ifMatch: false }
  /** Switch the second factor off */
  'POST /api/v1/me/factor/off': { path: null; query: null; body: PasswordOnly; answer: null; ifMatch: false }
  /** New recovery codes */
  'POST /api/v1/me/recovery': { path: null; query: null; body: SignInCode; answer: RecoveryCodes; ifMatch: false }
  /** End all other sessions */
  'DELETE /api/v1/me/sessions': { path: null; query: null; body: null; answer: null; ifMatch: false }
  /** End one session */
  'DELETE /api/v1/me/sessions/{id}': { path: { id: number }; query: null; body: null; answer: null; ifMatch: false }
  /** An API token; its text is told this once */
  'POST /api/v1/me/tokens': { path: null; query: null; body: TokenNew; answer: TokenMade; ifMatch: false }
  /** Take an API token back */
  'DELETE /api/v1/me/tokens/{id}': { path: { id: number }; query: null; body: null; answer: null; ifMatch: false }
  /** Everybody's accounts */
  'GET /api/v1/accounts': { path: null; query: null; body: null; answer: Accounts; ifMatch: false }
  /** An account, or a new password; told this once */
  'POST /api/v1/accounts': { path: null; query: null; body: AccountNew; answer: AccountMade; ifMatch: false }
  /** Unlock, switch off or on, drop the second factor, end the sessions; id is the person's */
  'POST /api/v1/accounts/{id}/act': { path: { id: number }; query: null; body: AccountAct; answer: null; ifMatch: false }
  /** One person's sessions and tokens */
  'GET /api/v1/accounts/{id}/sessions': { path: { id: number }; query: null; body: null; answer: AccountSessions; ifMatch: false }
  /** How people sign in */
  'GET /api/v1/security': { path: null; query: null; body: null; answer: Security; ifMatch: false }
  /** Change how people sign in */
  'PATCH /api/v1/security': { path: null; query: null; body: SecurityEdit; answer: Security; ifMatch: true }
  /** Indicators as they stand, page by page */
  'GET /api/v1/indicators': { path: null; query: { unit?: number; region?: number; state?: string; q?: string; key?: number; cursor?: string; limit?: number }; body: null; answer: Indicators; ifMatch: false }
  /** A new indicator */
  'POST /api/v1/indicators': { path: null; query: null; body: IndicatorEdit; answer: Indicator; ifMatch: false }
  /** One indicator with its history */
  'GET /api/v1/indicators/{id}': { path: { id: number }; query: { region?: number }; body: null; answer: Indicator; ifMatch: false }
  /** Change an indicator */
  'PATCH /api/v1/indicators/{id}': { path: { id: number }; query: null; body: IndicatorEdit; answer: Indicator; ifMatch: true }
  /** Take an indicator away; its readings stay */
  'DELETE /api/v1/indicators/{id}': { path: { id: number }; query: null; body: null; answer: Done; ifMatch: true }
  /** Set the year's target; the old one is superseded */
  'POST /api/v1/indicators/{id}/targets': { path: { id: number }; query: null; body: TargetEdit; answer: Indicator; ifMatch: false }
  /** Enter readings, all or nothing */
  'POST /api/v1/readings': { path: null; query: null; body: ReadingsPut; answer: ReadingsDone; ifMatch: false }
  /** Read a table of readings and hold it against what is there */
  'POST /api/v1/readings/imports': { path: null; query: { name: string }; body: Blob; answer: FigureImport; ifMatch: false }
  /** The preview again */
  'GET /api/v1/readings/imports/{id}': { path: { id: number }; query: null; body: null; answer: FigureImport; ifMatch: false }
  /** All of it or nothing */
  'POST /api/v1/readings/imports/{id}/apply': { path: { id: number }; query: null; body: FigureApply; answer: ReadingsDone; ifMatch: false }
  /** Discard the preview */
  'DELETE /api/v1/readings/imports/{id}': { path: { id: number }; query: null; body: null; answer: Done; ifMatch: false }
  /** Closed months */
  'GET /api/v1/periods': { path: null; query: null; body: null; answer: ClosedMonths; ifMatch: false }
  /** Close a month, or open it again */
  'POST /api/v1/periods': { path: null; query: null; body: MonthClose; answer: ClosedMonths; ifMatch: false }
  /** Places that figures are told for */
  'GET /api/v1/regions': { path: null; query: null; body: null; answer: Regions; ifMatch: false }
  /** A new region */
  'POST /api/v1/regions': { path: null; query: null; body: RegionEdit; answer: Regions; ifMatch: false }
  /** Regions by one indicator */
  'GET /api/v1/ranks': { path: null; query: { indicator?: number; by?: 'value' | 'percent' }; body: null; answer: Ranks; ifMatch: false }
  /** Whether a formula means something */
  'POST /api/v1/formulas/check': { path: null; query: null; body: FormulaText; answer: FormulaCheck; ifMatch: false }
  /** Score sheets with their sums */
  'GET /api/v1/scores': { path: null; query: { region?: number }; body: null; answer: ScoreSheets; ifMatch: false }
  /** A new sheet */
  'POST /api/v1/scores': { path: null; query: null; body: ScoreSheetEdit; answer: ScoreSheets; ifMatch: false }
  /** Change a sheet */
  'PATCH /api/v1/scores/{id}': { path: { id: number }; query: null; body: ScoreSheetEdit; answer: ScoreSheets; ifMatch: true }
  /** Figures that documents promised */
  'GET /api/v1/promises': { path: null; query: null; body: null; answer: Promises; ifMatch: false }
  /** Make one a target, or say that it is none */
  'POST /api/v1/promises': { path: null; query: null; body: PromiseAnswer; answer: Promises; ifMatch: false }
  /** The leaders' page */
  'GET /api/v1/cockpit': { path: null; query: null; body: null; answer: Cockpit; ifMatch: false }
  /** One unit's page */
  'GET /api/v1/units/{id}/page': { path: { id: number }; query: null; body: null; answer: Cockpit; ifMatch: false }
  /** A period's sheet in eight columns, to be filled and sent back */
  'GET /api/v1/exports/reports.xlsx': { path: null; query: { period: string; unit?: number }; body: null; answer: Blob; ifMatch: false }
  /** The period's paper, one paragraph a unit */
  'GET /api/v1/exports/reports.docx': { path: null; query: { period: string }; body: null; answer: Blob; ifMatch: false }
  /** A filled sheet, held against what is there */
  'POST /api/v1/reporting/sheets': { path: null; query: { name: string; period: string }; body: Blob; answer: ReportSheet; ifMatch: false }
  /** Take its rows */
  'POST /api/v1/reporting/sheets/apply': { path: null; query: null; body: ReportSheetApply; answer: ReportSheet; ifMatch: false }
  /** A new person */
  'POST /api/v1/people': { path: null; query: null; body: PersonEdit; answer: PersonCard; ifMatch: false }
  /** One person: posts, what he carries, what he was given */
  'GET /api/v1/people/{id}': { path: { id: number }; query: null; body: null; answer: PersonCard; ifMatch: false }
  /** Change a person's record */
  'PATCH /api/v1/people/{id}': { path: { id: number }; query: null; body: PersonEdit; answer: PersonCard; ifMatch: true }
  /** Another post, or somebody's place for a time */
  'POST /api/v1/people/{id}/holdings': { path: { id: number }; query: null; body: HoldingEdit; answer: PersonCard; ifMatch: false }
  /** End a post */
  'POST /api/v1/holdings/{id}/end': { path: { id: number }; query: null; body: HoldingEnd; answer: PersonCard; ifMatch: true }
  /** What somebody carries goes to somebody else */
  'POST /api/v1/people/{id}/handover': { path: { id: number }; query: null; body: HandoverAsk; answer: Handover; ifMatch: false }
  /** Let somebody from outside see a task */
  'POST /api/v1/people/{id}/given': { path: { id: number }; query: null; body: GivenNew; answer: PersonCard; ifMatch: false }
  /** Take it back */
  'DELETE /api/v1/given/{id}': { path: { id: number }; query: null; body: null; answer: null; ifMatch: false }
  /** A unit ends; another takes over what it had */
  'POST /api/v1/units/{id}/dissolve': { path: { id: number }; query: null; body: DissolveAsk; answer: Dissolved; ifMatch: true }
  /** A table of units and people: what it would change, or (apply) changes */
  'POST /api/v1/office': { path: null; query: { name: string; apply?: boolean }; body: Blob; answer: OfficeLook; ifMatch: false }
  /** Units and people as a table that can come back */
  'GET /api/v1/exports/office.xlsx': { path: null; query: null; body: null; answer: Blob; ifMatch: false }
  /** One's own inbox */
  'GET /api/v1/notices': { path: null; query: { before?: number; limit?: number }; body: null; answer: Notices; ifMatch: false }
  /** How many are unread */
  'GET /api/v1/notices/count': { path: null; query: null; body: null; answer: NoticeCount; ifMatch: false }
  /** Mark one or all as read */
  'POST /api/v1/notices/read': { path: null; query: null; body: NoticeRead; answer: NoticeCount; ifMatch: false }
  /** When people are reminded and urged */
  'GET /api/v1/notices/rules': { path: null; query: null; body: null; answer: NoticeRules; ifMatch: false }
  /** Change one of these settings */
  'POST /api/v1/notices/rules': { path: null; query: null; body: NoticeSettingEdit; answer: NoticeRules; ifMatch: false }
  /** How messages leave the house, and the last of them */
  'GET /api/v1/notices/ways': { path: null; query: null; body: null; answer: NoticeWays; ifMatch: false }
  /** Add or change a way */
  'POST /api/v1/notices/ways': { path: null; query: null; body: NoticeWayEdit; answer: NoticeWays; ifMatch: false }
  /** Where one is reached, and one's calendars */
  'GET /api/v1/notices/addresses': { path: null; query: null; body: null; answer: NoticeAddresses; ifMatch: false }
  /** Change where one is reached */
  'POST /api/v1/notices/addresses': { path: null; query: null; body: NoticeAddressEdit; answer: NoticeAddresses; ifMatch: false }
  /** A secret address of a calendar, told once */
  'POST /api/v1/notices/feeds': { path: null; query: null; body: FeedNew; answer: NoticeAddresses; ifMatch: false }
  /** Revoke it */
  'DELETE /api/v1/notices/feeds/{id}': { path: { id: number }; query: null; body: null; answer: NoticeAddresses; ifMatch: false }
  /** The calendar of a secret address */
  'GET /api/v1/calendar.ics': { path: null; query: { key: string }; body: null; answer: Blob; ifMatch: false }
  /** Supervision slips */
  'GET /api/v1/slips': { path: null; query: { task?: number }; body: null; answer: Slips; ifMatch: false }
  /** Draft a slip; its basis is the light's reason */
  'POST /api/v1/slips': { path: null; query: null; body: SlipEdit; answer: Slip; ifMatch: false }
  /** One slip with its answers */
  'GET /api/v1/slips/{id}': { path: { id: number }; query: null; body: null; answer: Slip; ifMatch: false }
  /** Change a draft */
  'PATCH /api/v1/slips/{id}': { path: { id: number }; query: null; body: SlipEdit; answer: Slip; ifMatch: true }
  /** Issue it with the next number */
  'POST /api/v1/slips/{id}/issue': { path: { id: number }; query: null; body: null; answer: Slip; ifMatch: true }
  /** Answer it */
  'POST /api/v1/slips/{id}/replies': { path: { id: number }; query: null; body: SlipWords; answer: Slip; ifMatch: false }
  /** Close it with its outcome */
  'POST /api/v1/slips/{id}/close': { path: { id: number }; query: null; body: SlipWords; answer: Slip; ifMatch: true }
  /** The slip as a paper */
  'GET /api/v1/slips/{id}/paper': { path: { id: number }; query: { as: 'docx' | 'pdf' }; body: null; answer: Blob; ifMatch: false }
}
