-- Suggestions of two models may wait at the same time: each keeps its own rule. What was picked is picked again at the next review.
DROP TABLE suggestion_rules;
CREATE TABLE suggestion_rules (
    project_id $uuid$ NOT NULL,
    model_id $uuid$ NOT NULL,
    rule TEXT NOT NULL,
    picked_at $time$ NOT NULL,
    PRIMARY KEY (project_id, model_id)
);
