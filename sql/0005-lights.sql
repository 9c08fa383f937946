-- The rule set of lights, one row a version: the newest is in force.
CREATE TABLE light_rules (
    id {ID},
    body TEXT NOT NULL,
    reason TEXT NOT NULL,
    from_day TEXT NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL
) {STRICT};

-- A light that somebody set by hand: why, and until when.  Lifted rows stay.
CREATE TABLE light_override (
    id {ID},
    task_id {I64} NOT NULL REFERENCES task (id),
    meaning TEXT NOT NULL,
    reason TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL,
    lifted_on TEXT,
    lifted_by {I64} NOT NULL,
    lifted_at_ms {I64} NOT NULL
) {STRICT};
CREATE INDEX light_override_task ON light_override (task_id, id);

-- The office's verdict on a task at a day: a grade, a rank, or both.
CREATE TABLE light_rating (
    id {ID},
    task_id {I64} NOT NULL REFERENCES task (id),
    day TEXT NOT NULL,
    grade {I64} NOT NULL CHECK (grade BETWEEN 0 AND 3),
    rank {I64} NOT NULL CHECK (rank >= 0),
    rank_of {I64} NOT NULL CHECK (rank_of >= rank),
    words TEXT NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL
) {STRICT};
CREATE INDEX light_rating_task ON light_rating (task_id, day, id);

-- A period's lights as they stood when it was closed: never edited.
CREATE TABLE light_closing (
    id {ID},
    day TEXT NOT NULL UNIQUE,
    rules_id {I64} NOT NULL,
    row_count {I64} NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL
) {STRICT};

CREATE TABLE light_closing_row (
    closing_id {I64} NOT NULL REFERENCES light_closing (id),
    task_id {I64} NOT NULL,
    meaning TEXT NOT NULL,
    amount {I64} NOT NULL,
    red {I64} NOT NULL CHECK (red IN (0, 1)),
    by_hand {I64} NOT NULL CHECK (by_hand IN (0, 1)),
    PRIMARY KEY (closing_id, task_id)
) {STRICT};
CREATE INDEX light_closing_row_task ON light_closing_row (task_id, closing_id);
