-- A repeated request gets the first answer's ETag too.
ALTER TABLE idempotency ADD COLUMN etag TEXT;
