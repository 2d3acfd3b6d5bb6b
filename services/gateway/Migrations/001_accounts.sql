CREATE TABLE users (
    id $uuid$ PRIMARY KEY,
    name TEXT NOT NULL,
    -- lower case: nobody may look like somebody else
    name_key TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    role TEXT NOT NULL,
    disabled $bool$ NOT NULL,
    created_at $time$ NOT NULL
);

-- Only hashes of the random tokens are kept, here and below.
CREATE TABLE sessions (
    token_sha256 TEXT PRIMARY KEY,
    user_id $uuid$ NOT NULL REFERENCES users (id),
    created_at $time$ NOT NULL,
    used_at $time$ NOT NULL,
    expires_at $time$ NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE api_keys (
    id $uuid$ PRIMARY KEY,
    user_id $uuid$ NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    token_sha256 TEXT NOT NULL UNIQUE,
    -- the first characters, to tell keys apart
    start TEXT NOT NULL,
    scopes TEXT NOT NULL,
    project_id $uuid$,
    per_minute $int$,
    expires_at $time$,
    revoked_at $time$,
    used_at $time$,
    created_at $time$ NOT NULL
);
CREATE INDEX api_keys_user ON api_keys (user_id, id);

-- Failed sign-ins by name, address and both; removed by success or after an hour.
CREATE TABLE sign_in_failures (
    subject TEXT PRIMARY KEY,
    failures $int$ NOT NULL,
    last_at $time$ NOT NULL
);

-- The one-time token with which the first admin is made.
CREATE TABLE first_admin (
    token_sha256 TEXT NOT NULL
);

-- Who did what to accounts; rows are only ever added.
CREATE TABLE account_trail (
    id $uuid$ PRIMARY KEY,
    at $time$ NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    summary TEXT NOT NULL
);
