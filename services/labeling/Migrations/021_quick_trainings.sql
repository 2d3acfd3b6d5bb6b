-- quick (suggestions while people label) or full; null: asked for through the API.
ALTER TABLE snapshots ADD COLUMN preset TEXT;
