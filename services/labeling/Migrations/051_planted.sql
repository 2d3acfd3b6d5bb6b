-- Suggestions that a person took away: crops known to be wrong, planted on the wall now and then.
CREATE TABLE known_wrong (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    image_id $uuid$ NOT NULL,
    label_id $uuid$ NOT NULL,
    x $real$ NOT NULL,
    y $real$ NOT NULL,
    width $real$ NOT NULL,
    height $real$ NOT NULL,
    score $real$
);
CREATE INDEX known_wrong_label ON known_wrong (project_id, label_id);
CREATE INDEX known_wrong_image ON known_wrong (image_id);

-- What people said of them: nobody is shown the same one twice.
CREATE TABLE planted_answers (
    planted_id $uuid$ NOT NULL,
    actor TEXT NOT NULL,
    project_id $uuid$ NOT NULL,
    found $bool$ NOT NULL,
    answered_at $time$ NOT NULL,
    PRIMARY KEY (planted_id, actor)
);
CREATE INDEX planted_answers_project ON planted_answers (project_id);
