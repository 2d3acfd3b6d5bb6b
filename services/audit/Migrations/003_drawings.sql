-- Populations on their way from labeling to a promise, and what happened to images meanwhile.
CREATE TABLE drawings (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    begun_at $time$ NOT NULL
);
CREATE INDEX drawings_project ON drawings (project_id);

CREATE TABLE drawing_changes (
    drawing_id $uuid$ NOT NULL,
    -- an image, or a run that was taken back
    changed_id $uuid$ NOT NULL,
    PRIMARY KEY (drawing_id, changed_id)
);
