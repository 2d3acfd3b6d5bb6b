-- How many boxes, or classes of the whole image, people's labels have: whoever looks for missing ones begins where there are fewest.
ALTER TABLE images ADD COLUMN label_count $int$ NOT NULL DEFAULT 0;
UPDATE images SET label_count = (SELECT COUNT(*) FROM boxes WHERE boxes.project_id = images.project_id AND boxes.image_id = images.id AND boxes.tier IS NULL) WHERE revision > 0;
CREATE INDEX images_fewest ON images (project_id, label_count, sequence);
CREATE INDEX images_state_fewest ON images (project_id, state, label_count, sequence);
CREATE INDEX images_boxes_checked_fewest ON images (project_id, label_count, sequence) WHERE boxes_checked;
