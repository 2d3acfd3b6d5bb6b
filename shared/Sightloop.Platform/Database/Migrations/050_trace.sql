-- What waits in a row goes on in the trace of whoever put it there.
ALTER TABLE jobs ADD COLUMN trace_parent TEXT;
ALTER TABLE failed_messages ADD COLUMN trace_parent TEXT;
