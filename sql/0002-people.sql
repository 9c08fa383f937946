-- A unit lives from a day to a day; what it still has goes to its successor.
ALTER TABLE unit ADD COLUMN from_day TEXT;
ALTER TABLE unit ADD COLUMN to_day TEXT;
ALTER TABLE unit ADD COLUMN successor_id {I64} REFERENCES unit (id);

ALTER TABLE person ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN to_day TEXT;

-- The five old roles become the eleven: who headed a unit and who reported
-- for one were the same; who only looked inspects; the one administrator keeps
-- the system and gives accounts and journal to two others.
UPDATE person SET role = 'head' WHERE role = 'unit' AND post LIKE '%长' AND post NOT LIKE '%副%';
UPDATE person SET role = 'liaison' WHERE role = 'unit';
UPDATE person SET role = 'inspector' WHERE role = 'reader';
UPDATE person SET role = 'system' WHERE role = 'admin';

-- What a person holds beside his own post: a role in another unit, or
-- somebody's place for a time.
CREATE TABLE holding (
    id {ID},
    person_id {I64} NOT NULL REFERENCES person (id),
    unit_id {I64} REFERENCES unit (id),
    role TEXT NOT NULL,
    acting_for {I64} REFERENCES person (id),
    from_day TEXT NOT NULL,
    to_day TEXT,
    note TEXT NOT NULL,
    revision {I64} NOT NULL,
    removed_at_ms {I64}
) {STRICT};
CREATE INDEX holding_person ON holding (person_id);

-- What somebody from outside may see, until when.
CREATE TABLE given (
    id {ID},
    person_id {I64} NOT NULL REFERENCES person (id),
    object TEXT NOT NULL,
    object_id {I64} NOT NULL,
    until_day TEXT,
    by_id {I64} NOT NULL,
    at_ms {I64} NOT NULL,
    removed_at_ms {I64}
) {STRICT};
CREATE INDEX given_person ON given (person_id);

-- 0 open, 1 inside the agency only, 2 named people and units only
ALTER TABLE task ADD COLUMN secrecy {I64} NOT NULL DEFAULT 0 CHECK (secrecy BETWEEN 0 AND 2);
ALTER TABLE directive ADD COLUMN secrecy {I64} NOT NULL DEFAULT 0 CHECK (secrecy BETWEEN 0 AND 2);

-- totp_step: the newest time step that a code was taken of; none comes twice.
ALTER TABLE account ADD COLUMN totp_secret {BLOB};
ALTER TABLE account ADD COLUMN totp_on_ms {I64} NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN totp_step {I64} NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN seen_at_ms {I64} NOT NULL DEFAULT 0;

CREATE TABLE password_past (
    id {ID},
    account_id {I64} NOT NULL REFERENCES account (id),
    hash TEXT NOT NULL,
    at_ms {I64} NOT NULL
) {STRICT};
CREATE INDEX password_past_account ON password_past (account_id, id);

CREATE TABLE recovery_code (
    account_id {I64} NOT NULL REFERENCES account (id),
    hash {BLOB} NOT NULL,
    used_at_ms {I64} NOT NULL,
    PRIMARY KEY (account_id, hash)
) {STRICT};

-- Who a person is to an identity provider.
CREATE TABLE identity (
    provider TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id {I64} NOT NULL REFERENCES person (id),
    at_ms {I64} NOT NULL,
    PRIMARY KEY (provider, subject)
) {STRICT};
CREATE INDEX identity_person ON identity (person_id);

CREATE TABLE api_token (
    id {ID},
    person_id {I64} NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    token_hash {BLOB} NOT NULL UNIQUE,
    hint TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at_ms {I64} NOT NULL,
    expires_at_ms {I64} NOT NULL,
    used_at_ms {I64} NOT NULL,
    removed_at_ms {I64}
) {STRICT};
CREATE INDEX api_token_person ON api_token (person_id);

-- stage: 0 in, 1 the second factor is missing, 2 the password must be changed,
-- 3 a second factor must be set up
ALTER TABLE session ADD COLUMN stage {I64} NOT NULL DEFAULT 0 CHECK (stage BETWEEN 0 AND 3);
ALTER TABLE session ADD COLUMN way TEXT NOT NULL DEFAULT 'password';

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    revision {I64} NOT NULL
) {STRICT};
