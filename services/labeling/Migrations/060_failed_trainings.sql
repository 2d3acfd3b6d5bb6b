-- When the training that asked for it failed or was cancelled: it is not under way any more.
ALTER TABLE snapshots ADD COLUMN failed_at $time$;
