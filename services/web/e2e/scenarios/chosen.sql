-- A model's suggestions on real photographs, as if it had looked at them: a raccoon on each, surer from image to image; on the last one a bin instead.
ATTACH '$data/db/labeling.db' AS labeling;
PRAGMA busy_timeout = 10000;
BEGIN IMMEDIATE;
CREATE TEMP TABLE seen AS
SELECT i.id, i.project_id, l.id AS label_id, i.width, i.height, i.n, iif(i.n = $count, 0.62, 0.28 + 0.05 * i.n) AS score,
    printf('%08X-0000-7000-8000-%012X', i.n, abs(random()) % 1000000000) AS proposal, printf('%08X-0000-7000-9000-%012X', i.n, abs(random()) % 1000000000) AS box
FROM (SELECT *, row_number() OVER (ORDER BY sequence) AS n FROM labeling.images WHERE project_id = '$project') i
JOIN labeling.labels l ON l.project_id = i.project_id AND l.name = iif(i.n = $count, 'bin', 'raccoon');
INSERT INTO labeling.proposals (id, image_id, project_id, autolabel_id, model_id, boxes, state, created_at, threshold)
SELECT proposal, id, project_id, project_id, project_id,
    json_array(json_object('id', lower(box), 'labelId', lower(label_id), 'score', score, 'tier', 'solid',
        'box', json_object('x', width * 0.2, 'y', height * 0.2, 'width', width * 0.6, 'height', height * 0.6))),
    'current', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0.25 FROM seen;
INSERT INTO labeling.boxes (image_id, id, project_id, label_id, x, y, width, height, origin, score, model_id, tier, doubt)
SELECT id, box, project_id, label_id, width * 0.2, height * 0.2, width * 0.6, height * 0.6, 'model', score, project_id, 'solid', 1 - abs(2 * score - 1) FROM seen;
UPDATE labeling.images SET state = 'auto', proposal_id = seen.proposal, doubt = 1 - abs(2 * seen.score - 1), embedding = coalesce(embedding, randomblob(768))
FROM seen WHERE images.id = seen.id;
INSERT INTO labeling.changed_images (project_id, image_id, looks_new) SELECT project_id, id, 0 FROM seen;
COMMIT;
