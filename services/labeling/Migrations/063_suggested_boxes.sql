-- What a model suggests on undecided images, for whoever reviews one class or range of scores.
CREATE INDEX boxes_suggested ON boxes (project_id, image_id, label_id, score) WHERE tier = 'solid';
