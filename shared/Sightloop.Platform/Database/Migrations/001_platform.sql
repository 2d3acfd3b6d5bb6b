CREATE TABLE outbox (
    id $uuid$ PRIMARY KEY,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    trace_parent TEXT,
    created_at $time$ NOT NULL,
    due_at $time$ NOT NULL,
    attempts $int$ NOT NULL DEFAULT 0
);
CREATE INDEX outbox_due ON outbox (due_at, id);

CREATE TABLE inbox (
    message_id $uuid$ NOT NULL,
    consumer TEXT NOT NULL,
    handled_at $time$ NOT NULL,
    PRIMARY KEY (message_id, consumer)
);
CREATE INDEX inbox_handled ON inbox (handled_at);

CREATE TABLE failed_messages (
    message_id $uuid$ NOT NULL,
    consumer TEXT NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    error TEXT NOT NULL,
    attempts $int$ NOT NULL,
    resting $bool$ NOT NULL,
    failed_at $time$ NOT NULL,
    due_at $time$ NOT NULL,
    PRIMARY KEY (message_id, consumer)
);
CREATE INDEX failed_messages_due ON failed_messages (resting, due_at);

CREATE TABLE jobs (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    progress $real$ NOT NULL DEFAULT 0,
    detail TEXT,
    request TEXT NOT NULL,
    result TEXT,
    error TEXT,
    actor TEXT NOT NULL,
    cancel_requested $bool$ NOT NULL,
    fence $long$ NOT NULL DEFAULT 0,
    attempts $int$ NOT NULL DEFAULT 0,
    lease_owner TEXT,
    lease_until $time$,
    created_at $time$ NOT NULL,
    started_at $time$,
    finished_at $time$
);
CREATE INDEX jobs_open ON jobs (kind, state, created_at);
CREATE INDEX jobs_project ON jobs (project_id, kind, id);

CREATE TABLE idempotency (
    caller TEXT NOT NULL,
    path TEXT NOT NULL,
    key TEXT NOT NULL,
    body_hash TEXT NOT NULL,
    status $int$ NOT NULL,
    location TEXT,
    response TEXT,
    created_at $time$ NOT NULL,
    PRIMARY KEY (caller, path, key)
);
CREATE INDEX idempotency_created ON idempotency (created_at);
