-- The same by class: how many images wait with a box of it.
CREATE INDEX boxes_suggested_label ON boxes (project_id, label_id, image_id, score) WHERE tier = 'solid';
