-- The trace of the image's upload, for what happens to it later.
ALTER TABLE images ADD COLUMN trace_parent TEXT;
