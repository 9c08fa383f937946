-- The space itself: one row. version goes up by one at every commit;
-- journal_seq and journal_hash repeat the journal's last row.
CREATE TABLE space (
    id {I64} PRIMARY KEY CHECK (id = 1),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    year {I64} NOT NULL,
    version {I64} NOT NULL,
    created_at_ms {I64} NOT NULL,
    journal_seq {I64} NOT NULL,
    journal_hash {BLOB} NOT NULL
) {STRICT};

-- No foreign keys out of the journal: what it speaks of may be gone.
CREATE TABLE journal (
    seq {I64} PRIMARY KEY,
    at_ms {I64} NOT NULL,
    person_id {I64} NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    object_id {I64} NOT NULL,
    before_json TEXT NOT NULL,
    after_json TEXT NOT NULL,
    prev_hash {BLOB} NOT NULL,
    hash {BLOB} NOT NULL
) {STRICT};
CREATE INDEX journal_object ON journal (object, object_id, seq);

CREATE TABLE unit (
    id {ID},
    parent_id {I64} REFERENCES unit (id),
    position {I64} NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    aliases TEXT NOT NULL,
    outside {I64} NOT NULL CHECK (outside IN (0, 1)),
    revision {I64} NOT NULL,
    removed_at_ms {I64}
) {STRICT};

CREATE TABLE person (
    id {ID},
    unit_id {I64} REFERENCES unit (id),
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,
    post TEXT NOT NULL,
    role TEXT NOT NULL,
    position {I64} NOT NULL,
    revision {I64} NOT NULL,
    removed_at_ms {I64}
) {STRICT};
CREATE INDEX person_unit ON person (unit_id);

CREATE TABLE account (
    id {ID},
    person_id {I64} NOT NULL UNIQUE REFERENCES person (id),
    login TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,
    failed_count {I64} NOT NULL,
    locked_until_ms {I64} NOT NULL,
    changed_at_ms {I64} NOT NULL,
    must_change {I64} NOT NULL CHECK (must_change IN (0, 1)),
    disabled {I64} NOT NULL CHECK (disabled IN (0, 1))
) {STRICT};

CREATE TABLE session (
    token_hash {BLOB} PRIMARY KEY,
    person_id {I64} NOT NULL REFERENCES person (id),
    created_at_ms {I64} NOT NULL,
    seen_at_ms {I64} NOT NULL,
    expires_at_ms {I64} NOT NULL,
    csrf TEXT NOT NULL,
    agent TEXT NOT NULL,
    address TEXT NOT NULL
) {STRICT};
CREATE INDEX session_person ON session (person_id);

CREATE TABLE file (
    id {ID},
    sha256 {BLOB} NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size {I64} NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL,
    bytes {BLOB} NOT NULL,
    UNIQUE (sha256, name)
) {STRICT};

CREATE TABLE directive (
    id {ID},
    file_id {I64} REFERENCES file (id),
    version_of {I64} REFERENCES directive (id),
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    issuer TEXT NOT NULL,
    theme TEXT NOT NULL,
    issued TEXT,
    year {I64} NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    blocks TEXT NOT NULL,
    at_ms {I64} NOT NULL,
    person_id {I64} NOT NULL,
    revision {I64} NOT NULL,
    removed_at_ms {I64}
) {STRICT};

CREATE TABLE clause (
    id {ID},
    directive_id {I64} NOT NULL REFERENCES directive (id),
    seq {I64} NOT NULL,
    start_point {I64} NOT NULL,
    end_point {I64} NOT NULL,
    number TEXT NOT NULL,
    heading TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    proposal TEXT NOT NULL,
    draft TEXT NOT NULL,
    confidence {REAL} NOT NULL,
    state {I64} NOT NULL CHECK (state BETWEEN 0 AND 4),
    reason TEXT NOT NULL,
    revision {I64} NOT NULL
) {STRICT};
CREATE INDEX clause_directive ON clause (directive_id, seq);

CREATE TABLE task (
    id {ID},
    parent_id {I64} REFERENCES task (id),
    position {I64} NOT NULL,
    kind {I64} NOT NULL CHECK (kind BETWEEN 0 AND 3),
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    short_title TEXT NOT NULL,
    detail TEXT NOT NULL,
    theme TEXT NOT NULL,
    lead_unit_id {I64} REFERENCES unit (id),
    leader_id {I64} REFERENCES person (id),
    leader TEXT NOT NULL,
    person TEXT NOT NULL,
    not_before TEXT,
    start_pin TEXT,
    finish_pin TEXT,
    deadline TEXT,
    duration_days {I64},
    duration_unit {I64} NOT NULL CHECK (duration_unit IN (0, 1)),
    mode {I64} NOT NULL CHECK (mode IN (0, 1)),
    standing {I64} NOT NULL CHECK (standing IN (0, 1)),
    due_text TEXT NOT NULL,
    recur TEXT NOT NULL,
    template_key TEXT NOT NULL,
    row_key TEXT NOT NULL,
    created_at_ms {I64} NOT NULL,
    revision {I64} NOT NULL,
    removed_at_ms {I64}
) {STRICT};
CREATE INDEX task_parent ON task (parent_id, position, id);
CREATE UNIQUE INDEX task_code ON task (code) WHERE code <> '' AND removed_at_ms IS NULL;
CREATE UNIQUE INDEX task_row_key ON task (row_key) WHERE row_key <> '' AND removed_at_ms IS NULL;

CREATE TABLE task_support (
    task_id {I64} NOT NULL REFERENCES task (id),
    unit_id {I64} NOT NULL REFERENCES unit (id),
    position {I64} NOT NULL,
    duty TEXT NOT NULL,
    PRIMARY KEY (task_id, unit_id)
) {STRICT};

CREATE TABLE task_clause (
    task_id {I64} NOT NULL REFERENCES task (id),
    clause_id {I64} NOT NULL REFERENCES clause (id),
    PRIMARY KEY (task_id, clause_id)
) {STRICT};
CREATE INDEX task_clause_clause ON task_clause (clause_id);

CREATE TABLE figure (
    id {ID},
    task_id {I64} NOT NULL REFERENCES task (id),
    clause_id {I64},
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    body TEXT NOT NULL,
    value {REAL} NOT NULL,
    op TEXT NOT NULL
) {STRICT};
CREATE INDEX figure_task ON figure (task_id);

CREATE TABLE link (
    id {ID},
    from_id {I64} NOT NULL REFERENCES task (id),
    to_id {I64} NOT NULL REFERENCES task (id),
    type {I64} NOT NULL CHECK (type BETWEEN 0 AND 3),
    lag_min {I64},
    lag_max {I64},
    unit {I64} NOT NULL CHECK (unit IN (0, 1)),
    revision {I64} NOT NULL,
    UNIQUE (from_id, to_id, type),
    CHECK (from_id <> to_id),
    CHECK (lag_min IS NOT NULL OR lag_max IS NOT NULL)
) {STRICT};
CREATE INDEX link_to ON link (to_id);

CREATE TABLE node (
    id {ID},
    kind TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    revision {I64} NOT NULL
) {STRICT};

CREATE TABLE report (
    id {ID},
    task_id {I64} NOT NULL REFERENCES task (id),
    period TEXT NOT NULL,
    as_of TEXT NOT NULL,
    percent {REAL} NOT NULL CHECK (percent >= 0 AND percent <= 100),
    words TEXT NOT NULL,
    problems TEXT NOT NULL,
    next TEXT NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL
) {STRICT};
CREATE INDEX report_task ON report (task_id, as_of, id);

CREATE TABLE baseline (
    id {ID},
    name TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL,
    at_ms {I64} NOT NULL,
    person_id {I64} NOT NULL,
    row_count {I64} NOT NULL
) {STRICT};

CREATE TABLE baseline_row (
    baseline_id {I64} NOT NULL REFERENCES baseline (id),
    task_id {I64} NOT NULL,
    code TEXT NOT NULL,
    title TEXT NOT NULL,
    start_day TEXT,
    finish_day TEXT,
    deadline TEXT,
    PRIMARY KEY (baseline_id, task_id)
) {STRICT};

CREATE TABLE calendar (
    id {ID},
    key TEXT NOT NULL UNIQUE,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    week_mask {I64} NOT NULL CHECK (week_mask BETWEEN 0 AND 127)
) {STRICT};

CREATE TABLE calendar_year (
    calendar_id {I64} NOT NULL REFERENCES calendar (id),
    year {I64} NOT NULL,
    source TEXT NOT NULL,
    provisional {I64} NOT NULL CHECK (provisional IN (0, 1)),
    PRIMARY KEY (calendar_id, year)
) {STRICT};

-- year is the notice a day came from, not the day's own year.
CREATE TABLE calendar_day (
    calendar_id {I64} NOT NULL,
    year {I64} NOT NULL,
    day TEXT NOT NULL,
    off {I64} NOT NULL CHECK (off IN (0, 1)),
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    PRIMARY KEY (calendar_id, year, day),
    FOREIGN KEY (calendar_id, year) REFERENCES calendar_year (calendar_id, year)
) {STRICT};

CREATE TABLE import (
    id {ID},
    file_id {I64} REFERENCES file (id),
    kind TEXT NOT NULL,
    sheet TEXT NOT NULL,
    options TEXT NOT NULL,
    summary TEXT NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL
) {STRICT};

CREATE TABLE import_row (
    import_id {I64} NOT NULL REFERENCES import (id),
    task_id {I64} NOT NULL REFERENCES task (id),
    row_key TEXT NOT NULL,
    PRIMARY KEY (import_id, task_id)
) {STRICT};
