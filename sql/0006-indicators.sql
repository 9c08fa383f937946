-- Places that figures are told for: cities, counties.  shape is a path on a
-- ground of 1000 by 1000, drawn for this agency; nobody's map.
CREATE TABLE region (
    id {ID},
    position {I64} NOT NULL,
    code TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    shape TEXT NOT NULL,
    revision {I64} NOT NULL,
    removed_at_ms {I64}
) {STRICT};

-- frequency: months between readings (1, 3, 6, 12).  proxy_for: the yearly
-- figure that this one stands for while the year runs.
CREATE TABLE indicator (
    id {ID},
    position {I64} NOT NULL,
    code TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    definition TEXT NOT NULL,
    unit TEXT NOT NULL,
    unit_en TEXT NOT NULL,
    source TEXT NOT NULL,
    owner_unit_id {I64} REFERENCES unit (id),
    owner_person_id {I64} REFERENCES person (id),
    aim {I64} NOT NULL CHECK (aim BETWEEN 0 AND 2),
    nature {I64} NOT NULL CHECK (nature BETWEEN 0 AND 3),
    frequency {I64} NOT NULL CHECK (frequency IN (1, 3, 6, 12)),
    lag_days {I64} NOT NULL CHECK (lag_days >= 0),
    decimals {I64} NOT NULL CHECK (decimals BETWEEN 0 AND 6),
    formula TEXT NOT NULL,
    is_key {I64} NOT NULL CHECK (is_key IN (0, 1)),
    proxy_for {I64} REFERENCES indicator (id),
    created_at_ms {I64} NOT NULL,
    revision {I64} NOT NULL,
    removed_at_ms {I64}
) {STRICT};
CREATE UNIQUE INDEX indicator_code ON indicator (code) WHERE removed_at_ms IS NULL;

-- region_id, unit_id 0: the whole.  A target is never edited: a new one
-- supersedes it, with its reason.  months: twelve numbers parted by commas,
-- empty where not given.
CREATE TABLE target (
    id {ID},
    indicator_id {I64} NOT NULL REFERENCES indicator (id),
    region_id {I64} NOT NULL,
    unit_id {I64} NOT NULL,
    year {I64} NOT NULL,
    base {REAL},
    value {REAL} NOT NULL,
    low {REAL},
    high {REAL},
    curve {I64} NOT NULL CHECK (curve BETWEEN 0 AND 3),
    months TEXT NOT NULL,
    source TEXT NOT NULL,
    task_id {I64} REFERENCES task (id),
    reason TEXT NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL,
    superseded_at_ms {I64}
) {STRICT};
CREATE UNIQUE INDEX target_current ON target (indicator_id, region_id, unit_id, year)
    WHERE superseded_at_ms IS NULL;

-- month: year * 12 + month from 0, of the period's last month.  state: 0
-- flash, 1 verified, 2 withdrawn.  Never edited: superseded.
CREATE TABLE reading (
    id {ID},
    indicator_id {I64} NOT NULL REFERENCES indicator (id),
    region_id {I64} NOT NULL,
    unit_id {I64} NOT NULL,
    month {I64} NOT NULL,
    value {REAL} NOT NULL,
    state {I64} NOT NULL CHECK (state BETWEEN 0 AND 2),
    as_of TEXT NOT NULL,
    reason TEXT NOT NULL,
    import_id {I64} REFERENCES import (id),
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL,
    superseded_at_ms {I64}
) {STRICT};
CREATE UNIQUE INDEX reading_current ON reading (indicator_id, region_id, unit_id, month)
    WHERE superseded_at_ms IS NULL;
CREATE INDEX reading_history ON reading (indicator_id, month);

-- A closed month takes a reading only with a reason.
CREATE TABLE closed_month (
    month {I64} PRIMARY KEY,
    note TEXT NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL
) {STRICT};

CREATE TABLE score_sheet (
    id {ID},
    year {I64} NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    revision {I64} NOT NULL
) {STRICT};

-- steps: reached:part pairs parted by blanks, highest first.
CREATE TABLE score_line (
    sheet_id {I64} NOT NULL REFERENCES score_sheet (id),
    position {I64} NOT NULL,
    indicator_id {I64} NOT NULL REFERENCES indicator (id),
    kind {I64} NOT NULL CHECK (kind BETWEEN 0 AND 3),
    weight {REAL} NOT NULL,
    bonus_max {REAL} NOT NULL,
    floor_part {REAL} NOT NULL,
    each_points {REAL} NOT NULL,
    steps TEXT NOT NULL,
    veto {I64} NOT NULL CHECK (veto IN (0, 1)),
    veto_below {REAL} NOT NULL,
    PRIMARY KEY (sheet_id, position)
) {STRICT};

-- What was decided about a figure that a document promised; known by its
-- task, name and value, so that a changed figure is asked about again.
CREATE TABLE promise (
    id {ID},
    task_id {I64} NOT NULL REFERENCES task (id),
    name TEXT NOT NULL,
    value {REAL} NOT NULL,
    target_id {I64} REFERENCES target (id),
    reason TEXT NOT NULL,
    person_id {I64} NOT NULL,
    at_ms {I64} NOT NULL,
    UNIQUE (task_id, name, value)
) {STRICT};

-- When a person last looked at the cockpit: this time, and the time before.
CREATE TABLE visit (
    person_id {I64} PRIMARY KEY,
    seen_at_ms {I64} NOT NULL,
    before_at_ms {I64} NOT NULL
) {STRICT};
