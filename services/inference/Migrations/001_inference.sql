-- What labeling said of its projects, as it said it.
CREATE TABLE projects (
    id $uuid$ PRIMARY KEY,
    version $long$ NOT NULL,
    body TEXT NOT NULL
);

-- What training said of its models, as it said it.
CREATE TABLE models (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    number $int$ NOT NULL,
    body TEXT NOT NULL,
    trained_at $time$ NOT NULL
);
CREATE INDEX models_project ON models (project_id, number);

CREATE TABLE promotions (
    project_id $uuid$ PRIMARY KEY,
    model_id $uuid$ NOT NULL,
    promoted_at $time$ NOT NULL
);

-- One row for each image that a run has done, in the order of the project's sequence: where the run goes on after a crash.
CREATE TABLE autolabel_results (
    job_id $uuid$ NOT NULL,
    sequence $long$ NOT NULL,
    image_id $uuid$ NOT NULL,
    project_id $uuid$ NOT NULL,
    -- ok or failed
    state TEXT NOT NULL,
    boxes $int$ NOT NULL,
    error TEXT,
    PRIMARY KEY (job_id, sequence)
);
CREATE INDEX autolabel_results_project ON autolabel_results (project_id);

CREATE TABLE autolabel_undone (
    job_id $uuid$ PRIMARY KEY,
    undone_at $time$ NOT NULL
);

-- Images that wait for their embedding; a row goes when it is published.
CREATE TABLE embeddings_due (
    image_id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    name TEXT NOT NULL,
    object_key TEXT NOT NULL,
    attempts $int$ NOT NULL DEFAULT 0,
    due_at $time$ NOT NULL
);
CREATE INDEX embeddings_due_at ON embeddings_due (due_at, project_id, image_id);
CREATE INDEX embeddings_due_project ON embeddings_due (project_id);
