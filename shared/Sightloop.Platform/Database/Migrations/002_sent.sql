-- Events that the broker has confirmed, for some hours: a restored backup says them again, because what still lay in the broker is in no backup.
CREATE TABLE sent_events (
    id $uuid$ PRIMARY KEY,
    type TEXT NOT NULL,
    body TEXT NOT NULL,
    trace_parent TEXT,
    created_at $time$ NOT NULL,
    sent_at $time$ NOT NULL
);
CREATE INDEX sent_events_sent ON sent_events (sent_at);
