-- What an office set of reminding and urging; what is missing keeps its default.
CREATE TABLE notice_setting (
    name TEXT PRIMARY KEY,
    value {I64} NOT NULL
) {STRICT};

-- The in-app inbox.  key says what it is about, so that a second run makes no
-- second row.
CREATE TABLE notice (
    id {ID},
    person_id {I64} NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    task_id {I64},
    slip_id {I64},
    day TEXT NOT NULL,
    text_zh TEXT NOT NULL,
    text_en TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    at_ms {I64} NOT NULL,
    read_at_ms {I64} NOT NULL
) {STRICT};
CREATE INDEX notice_person ON notice (person_id, id);

-- Days whose notices were made.
CREATE TABLE notice_run (
    day TEXT PRIMARY KEY,
    made {I64} NOT NULL,
    at_ms {I64} NOT NULL
) {STRICT};

-- How messages leave the house: smtp, dingtalk, wecom, webhook.
CREATE TABLE notice_way (
    id {ID},
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    token_url TEXT NOT NULL,
    account TEXT NOT NULL,
    secret TEXT NOT NULL,
    sender TEXT NOT NULL,
    per_minute {I64} NOT NULL CHECK (per_minute > 0),
    enabled {I64} NOT NULL CHECK (enabled IN (0, 1)),
    revision {I64} NOT NULL
) {STRICT};

-- Where a person is reached by a way; mail without a row goes to his record's address.
CREATE TABLE notice_address (
    person_id {I64} NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    enabled {I64} NOT NULL CHECK (enabled IN (0, 1)),
    PRIMARY KEY (person_id, kind)
) {STRICT};

-- 0 waiting, 1 taken, 2 being sent, 3 sent, 4 dropped, 5 not known: the program
-- ended while it was being sent.  key: one digest a person, way and day.
CREATE TABLE outbox (
    id {ID},
    way_id {I64} NOT NULL REFERENCES notice_way (id),
    person_id {I64} NOT NULL,
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    state {I64} NOT NULL CHECK (state BETWEEN 0 AND 5),
    tries {I64} NOT NULL,
    next_at_ms {I64} NOT NULL,
    claim TEXT NOT NULL,
    lease_ms {I64} NOT NULL,
    error TEXT NOT NULL,
    at_ms {I64} NOT NULL,
    sent_at_ms {I64} NOT NULL
) {STRICT};
CREATE INDEX outbox_state ON outbox (state, next_at_ms);

-- Calendars that others subscribe to by a secret address.
CREATE TABLE feed (
    id {ID},
    token_hash {BLOB} NOT NULL UNIQUE,
    person_id {I64} NOT NULL REFERENCES person (id),
    unit_id {I64},
    at_ms {I64} NOT NULL,
    used_at_ms {I64} NOT NULL,
    revoked_at_ms {I64} NOT NULL
) {STRICT};
CREATE INDEX feed_person ON feed (person_id);

-- A supervision slip: drafted, issued with a number, answered, closed.
CREATE TABLE slip (
    id {ID},
    level {I64} NOT NULL CHECK (level BETWEEN 1 AND 3),
    year {I64} NOT NULL,
    number {I64},
    task_id {I64} NOT NULL REFERENCES task (id),
    unit_id {I64} NOT NULL REFERENCES unit (id),
    follows_id {I64} REFERENCES slip (id),
    basis TEXT NOT NULL,
    demand TEXT NOT NULL,
    due_day TEXT NOT NULL,
    drafted_by {I64} NOT NULL,
    drafted_at_ms {I64} NOT NULL,
    issued_by {I64} NOT NULL,
    issued_on TEXT,
    issued_at_ms {I64} NOT NULL,
    closed_by {I64} NOT NULL,
    closed_on TEXT,
    closed_at_ms {I64} NOT NULL,
    outcome TEXT NOT NULL,
    revision {I64} NOT NULL,
    UNIQUE (year, number)
) {STRICT};
CREATE INDEX slip_task ON slip (task_id, id);

CREATE TABLE slip_reply (
    id {ID},
    slip_id {I64} NOT NULL REFERENCES slip (id),
    person_id {I64} NOT NULL,
    words TEXT NOT NULL,
    at_ms {I64} NOT NULL
) {STRICT};
CREATE INDEX slip_reply_slip ON slip_reply (slip_id, id);
