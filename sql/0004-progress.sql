-- Progress: reports become duties that are told, approved and accepted.
--
-- state 0 noted (a remark on progress between periods; all older rows),
-- 1 submitted, 2 approved by the unit, 3 accepted by the office, 4 returned,
-- 5 superseded by a correction. due is the day it was due when it was told.
-- body holds measure by measure answers, figures and evidence as JSON; words
-- repeats the answers as running text. The four counts are what the sitting
-- asked for and what of it came prefilled and was kept.
ALTER TABLE report ADD COLUMN state {I64} NOT NULL DEFAULT 0 CHECK (state BETWEEN 0 AND 5);
ALTER TABLE report ADD COLUMN due TEXT;
ALTER TABLE report ADD COLUMN body TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN corrects_id {I64} REFERENCES report (id);
ALTER TABLE report ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN field_count {I64} NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN kept_count {I64} NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN char_count {I64} NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN kept_chars {I64} NOT NULL DEFAULT 0;
ALTER TABLE report ADD COLUMN revision {I64} NOT NULL DEFAULT 1;

-- One living report a task and period; a correction stands beside what it corrects.
CREATE UNIQUE INDEX report_once ON report (task_id, period)
    WHERE period <> '' AND state BETWEEN 1 AND 3 AND corrects_id IS NULL;
CREATE INDEX report_state ON report (state, id);

-- How a report got where it stands.
CREATE TABLE report_move (
    id {ID},
    report_id {I64} NOT NULL REFERENCES report (id),
    action TEXT NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL,
    reason TEXT NOT NULL
) {STRICT};
CREATE INDEX report_move_report ON report_move (report_id, id);

-- What is being written and belongs to nobody else yet: not in the journal.
CREATE TABLE report_draft (
    task_id {I64} NOT NULL REFERENCES task (id),
    period TEXT NOT NULL,
    body TEXT NOT NULL,
    revision {I64} NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL,
    PRIMARY KEY (task_id, period)
) {STRICT};

-- How often and by when: of the space, of a kind of task, of standing tasks,
-- of one task, or raised around a key node (from_day to to_day).
CREATE TABLE report_cadence (
    id {ID},
    scope TEXT NOT NULL,
    scope_id {I64} NOT NULL,
    frequency TEXT NOT NULL,
    due_rule TEXT NOT NULL,
    from_day TEXT,
    to_day TEXT,
    revision {I64} NOT NULL,
    UNIQUE (scope, scope_id)
) {STRICT};

CREATE TABLE report_closing (
    period TEXT PRIMARY KEY,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL
) {STRICT};

-- 工作举措, as fixed at the start of the year; a report answers them one by one.
CREATE TABLE task_measure (
    task_id {I64} NOT NULL REFERENCES task (id),
    position {I64} NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (task_id, position)
) {STRICT};
