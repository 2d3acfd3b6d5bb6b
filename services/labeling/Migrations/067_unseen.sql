-- Accepted with others under a certificate: nobody looked at this one.
ALTER TABLE images ADD COLUMN unseen $bool$ NOT NULL DEFAULT $false$;
UPDATE images SET unseen = $true$ WHERE state = 'labeled' AND EXISTS (SELECT 1 FROM revisions r WHERE r.image_id = images.id AND r.number = images.revision AND r.reason = 'certificate');
CREATE INDEX images_unseen ON images (project_id, sequence) WHERE unseen;
