-- Where a person split a track: the box of this image begins one.
CREATE TABLE track_cuts (
    image_id $uuid$ NOT NULL,
    box_id $uuid$ NOT NULL,
    project_id $uuid$ NOT NULL,
    PRIMARY KEY (image_id, box_id)
);

-- What people did to tracks, so that it can be taken back.
CREATE TABLE track_acts (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    clip_id $uuid$ NOT NULL,
    -- accept, reject, correct or split
    kind TEXT NOT NULL,
    -- JSON: the images, how they were and which revision came of it
    images TEXT NOT NULL,
    actor TEXT NOT NULL,
    done_at $time$ NOT NULL,
    undone_at $time$
);
CREATE INDEX track_acts_project ON track_acts (project_id);

CREATE INDEX images_clip ON images (project_id, import_id, clip_seconds) WHERE clip_seconds IS NOT NULL;
