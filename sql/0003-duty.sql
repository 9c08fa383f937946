-- Who carries what: one duty a task and unit; support_id 0 is the lead's own.
-- The row repeats what its moves say, so that lists need no replay; `guatu
-- check` replays them and compares.  No row: not issued yet.
CREATE TABLE duty (
    id {ID},
    task_id {I64} NOT NULL REFERENCES task (id),
    support_id {I64} NOT NULL,
    unit_id {I64} NOT NULL REFERENCES unit (id),
    state {I64} NOT NULL CHECK (state BETWEEN 0 AND 11),
    back {I64} NOT NULL CHECK (back BETWEEN 0 AND 11),
    owner_id {I64} NOT NULL,
    doer_id {I64} NOT NULL,
    issued_at_ms {I64} NOT NULL,
    signed_at_ms {I64} NOT NULL,
    finished_at_ms {I64} NOT NULL,
    accepted_at_ms {I64} NOT NULL,
    open_move_id {I64} NOT NULL,
    asked TEXT,
    first_deadline TEXT,
    extensions {I64} NOT NULL CHECK (extensions >= 0),
    urges {I64} NOT NULL CHECK (urges >= 0),
    returns {I64} NOT NULL CHECK (returns >= 0),
    refusals {I64} NOT NULL CHECK (refusals >= 0),
    score {I64} NOT NULL CHECK (score BETWEEN -1 AND 100),
    moves {I64} NOT NULL CHECK (moves > 0),
    UNIQUE (task_id, support_id)
) {STRICT};

-- Append-only.  seq counts within one duty from 1.
CREATE TABLE duty_move (
    id {ID},
    duty_id {I64} NOT NULL REFERENCES duty (id),
    task_id {I64} NOT NULL REFERENCES task (id),
    seq {I64} NOT NULL,
    move TEXT NOT NULL,
    from_state {I64} NOT NULL CHECK (from_state BETWEEN 0 AND 11),
    to_state {I64} NOT NULL CHECK (to_state BETWEEN 0 AND 11),
    unit_id {I64} NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL,
    reason TEXT NOT NULL,
    fields TEXT NOT NULL,
    UNIQUE (duty_id, seq)
) {STRICT};
CREATE INDEX duty_move_task ON duty_move (task_id, id);

CREATE TABLE duty_file (
    move_id {I64} NOT NULL REFERENCES duty_move (id),
    file_id {I64} NOT NULL REFERENCES file (id),
    position {I64} NOT NULL,
    PRIMARY KEY (move_id, file_id)
) {STRICT};
CREATE INDEX duty_file_file ON duty_file (file_id);

-- What a leader's instruction asks of a unit; open until somebody answers it.
CREATE TABLE duty_todo (
    id {ID},
    task_id {I64} NOT NULL REFERENCES task (id),
    move_id {I64} NOT NULL REFERENCES duty_move (id),
    unit_id {I64} NOT NULL REFERENCES unit (id),
    words TEXT NOT NULL,
    due TEXT,
    done_move_id {I64} NOT NULL
) {STRICT};
CREATE INDEX duty_todo_task ON duty_todo (task_id, id);

CREATE TABLE duty_setting (
    name TEXT PRIMARY KEY,
    value {I64} NOT NULL
) {STRICT};

-- Why a version of a task was made; the version itself stands in the journal.
CREATE TABLE task_reason (
    journal_seq {I64} PRIMARY KEY,
    task_id {I64} NOT NULL REFERENCES task (id),
    reason TEXT NOT NULL
) {STRICT};
CREATE INDEX task_reason_task ON task_reason (task_id, journal_seq);
