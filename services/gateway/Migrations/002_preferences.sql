-- A person's own keys and switches, as their browser wrote them; null where they never set any.
ALTER TABLE users ADD COLUMN preferences TEXT;
