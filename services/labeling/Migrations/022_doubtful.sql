-- Labels of people and models that the newest model doubts; rows of an image go when its labels change.
CREATE TABLE doubtful_labels (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    image_id $uuid$ NOT NULL,
    -- overlooked, badly placed or swapped
    kind TEXT NOT NULL,
    -- 0 to 1, most doubtful first
    doubt $real$ NOT NULL,
    -- the label in doubt; null for one that is missing
    annotation_id $uuid$,
    label_id $uuid$,
    -- what the model sees there
    seen_label_id $uuid$,
    seen_score $real$,
    x $real$ NOT NULL,
    y $real$ NOT NULL,
    width $real$ NOT NULL,
    height $real$ NOT NULL,
    model_id $uuid$ NOT NULL
);
CREATE INDEX doubtful_labels_order ON doubtful_labels (project_id, doubt, id);
CREATE INDEX doubtful_labels_image ON doubtful_labels (image_id);
