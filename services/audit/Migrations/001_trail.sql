-- Who did what when. Rows are only ever added: nothing in this service changes or removes one, not even with its project.
CREATE TABLE trail (
    -- the id of the message that told it
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    at $time$ NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    summary TEXT NOT NULL,
    -- JSON
    before_state TEXT,
    after_state TEXT
);
CREATE INDEX trail_project ON trail (project_id, at, id);
CREATE INDEX trail_kind ON trail (project_id, kind, at, id);
CREATE INDEX trail_actor ON trail (project_id, actor, at, id);

-- The images an entry is about; what it says of one of them stands here where a message told of many.
CREATE TABLE trail_images (
    trail_id $uuid$ NOT NULL REFERENCES trail (id),
    image_id $uuid$ NOT NULL,
    at $time$ NOT NULL,
    summary TEXT,
    after_state TEXT,
    PRIMARY KEY (trail_id, image_id)
);
CREATE INDEX trail_images_image ON trail_images (image_id, at, trail_id);
