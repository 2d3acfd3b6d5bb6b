-- What is shown of a project's suggestions, picked again after each review.
CREATE TABLE suggestion_rules (
    project_id $uuid$ PRIMARY KEY,
    model_id $uuid$ NOT NULL,
    rule TEXT NOT NULL,
    picked_at $time$ NOT NULL
);
-- The score from which a person asked for solid boxes; null: labeling chooses.
ALTER TABLE proposals ADD COLUMN threshold $real$;
CREATE INDEX proposals_decided ON proposals (project_id, decided_at);
CREATE INDEX images_labeled_at ON images (project_id, labeled_at);
