-- What a person said of a box on the wall while the rest of its image is not judged yet: verdict, and the class it really is.
ALTER TABLE boxes ADD COLUMN verdict_label_id $uuid$;
CREATE INDEX boxes_id ON boxes (id);
