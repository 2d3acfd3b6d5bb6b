-- 100,000 images in one project, as if they had been uploaded: copies of the one that was, in ingest's and in labeling's own files.
ATTACH '$data/db/ingest.db' AS ingest;
ATTACH '$data/db/labeling.db' AS labeling;
PRAGMA busy_timeout = 10000;
BEGIN IMMEDIATE;
CREATE TEMP TABLE copies AS
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
SELECT i, printf('%08X-0000-7000-8000-%012X', i, i) AS id, printf('%064x', i) AS sha256 FROM n;

INSERT INTO ingest.images (id, project_id, sequence, name, width, height, sha256, media_type, bytes, perceptual_hash, ingested_at)
SELECT c.id, o.project_id, o.sequence + c.i, printf('frame-%06d.jpg', c.i), o.width, o.height, c.sha256, o.media_type, o.bytes, o.perceptual_hash, o.ingested_at
FROM ingest.images o, copies c WHERE o.project_id = '$project';
UPDATE ingest.projects SET last_sequence = last_sequence + $count WHERE id = '$project';

-- Every tenth was labelled by a person, with one box of one of two classes.
INSERT INTO labeling.images (id, project_id, sequence, name, object_key, sha256, width, height, perceptual_hash, ingested_at, state, begun, revision, doubt, group_key, labeled_at, labeled_by)
SELECT c.id, o.project_id, o.sequence + c.i, printf('frame-%06d.jpg', c.i), o.object_key, c.sha256, o.width, o.height, o.perceptual_hash, o.ingested_at,
    iif(c.i % 10 = 0, 'labeled', 'unlabeled'), 0, iif(c.i % 10 = 0, 1, 0), (c.i * 7919 % 1000) / 1000.0, c.id,
    iif(c.i % 10 = 0, o.ingested_at, NULL), iif(c.i % 10 = 0, 'ana', NULL)
FROM labeling.images o, copies c WHERE o.project_id = '$project';
UPDATE labeling.projects SET images_known_to = images_known_to + $count WHERE id = '$project';

INSERT INTO labeling.boxes (image_id, id, project_id, label_id, x, y, width, height, origin)
SELECT c.id, printf('%08X-0000-7000-9000-%012X', c.i, c.i), l.project_id, l.id, 10, 10, 80, 60, 'human'
FROM copies c JOIN labeling.labels l ON l.project_id = '$project' AND l.position = (c.i / 10) % 2 WHERE c.i % 10 = 0;
INSERT INTO labeling.revisions (image_id, number, project_id, annotations, done, reason, actor, saved_at)
SELECT b.image_id, 1, b.project_id,
    json_array(json_object('id', lower(b.id), 'labelId', lower(b.label_id), 'origin', 'human', 'box', json_object('x', b.x, 'y', b.y, 'width', b.width, 'height', b.height))),
    1, 'save', 'ana', i.labeled_at
FROM labeling.boxes b JOIN labeling.images i ON i.id = b.image_id JOIN copies c ON c.id = b.image_id;
COMMIT;
