-- The labels come from verdicts on the boxes alone: nobody has said that nothing is missing in the picture.
ALTER TABLE images ADD COLUMN boxes_checked $bool$ NOT NULL DEFAULT $false$;
CREATE INDEX images_boxes_checked ON images (project_id, sequence) WHERE boxes_checked;
-- When somebody last saved anything, for the quiet before a training.
CREATE INDEX revisions_saved ON revisions (project_id, saved_at);
