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

/** Everything the chart shows, in one answer */
export interface Wall {
  version: number
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
  'GET /api/v1/wall': { path: null; query: { baseline?: number }; body: null; answer: Wall; ifMatch: false }
  /** The whole chart on one page */
  'GET /api/v1/wall.pdf': { path: null; query: { size?: 'A0' | 'A1' | 'A3'; group?: 'unit' | 'leader' | 'directive' | 'theme'; unit?: number; directive?: number; theme?: string; light?: string; from?: string; to?: string }; body: null; answer: Blob; ifMatch: false }
  /** Tasks, clauses, documents and units by words */
  'GET /api/v1/search': { path: null; query: { q: string }; body: null; answer: Hits; ifMatch: false }
  /** Tasks page by page */
  'GET /api/v1/tasks': { path: null; query: { unit?: number; directive?: number; light?: string; level?: string; q?: string; cursor?: string; limit?: number }; body: null; answer: Tasks; ifMatch: false }
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
}
