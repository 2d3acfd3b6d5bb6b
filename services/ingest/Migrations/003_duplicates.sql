-- Frames whose picture the project had already: they are no new images.
ALTER TABLE cameras ADD COLUMN duplicates $long$ NOT NULL DEFAULT 0;
