-- A model's suggestions as if it had looked: the first class on every image, of the whole image where $whole is 1, else a box and beside it one that it was not sure enough of.
ATTACH '$data/db/labeling.db' AS labeling;
PRAGMA busy_timeout = 10000;
BEGIN IMMEDIATE;
CREATE TEMP TABLE seen AS
SELECT i.id, i.project_id, l.id AS label_id, t.tier, t.score, iif($whole, NULL, i.width * t.at) AS x, iif($whole, NULL, i.height * t.at) AS y,
    iif($whole, NULL, i.width * 0.5) AS width, iif($whole, NULL, i.height * 0.5) AS height,
    printf('%08X-0000-7000-8000-%012X', i.n, abs(random()) % 1000000000) AS proposal, printf('%08X-0000-7000-9000-%012X', i.n, abs(random()) % 1000000000) AS box
FROM (SELECT *, row_number() OVER (ORDER BY sequence) AS n FROM labeling.images WHERE project_id = '$project') i
JOIN labeling.labels l ON l.project_id = i.project_id AND l.position = 0
JOIN (SELECT 'solid' AS tier, 0.7 AS score, 0.2 AS at UNION ALL SELECT 'ghost', 0.1, 0.4) t ON NOT $whole OR t.tier = 'solid';
INSERT INTO labeling.proposals (id, image_id, project_id, autolabel_id, model_id, boxes, state, created_at, threshold)
SELECT min(proposal), id, project_id, project_id, project_id,
    json_group_array(json_object('id', lower(box), 'labelId', lower(label_id), 'score', score, 'tier', tier,
        'box', iif($whole, NULL, json_object('x', x, 'y', y, 'width', width, 'height', height)))),
    'current', strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), 0.25 FROM seen GROUP BY id;
INSERT INTO labeling.boxes (image_id, id, project_id, label_id, x, y, width, height, origin, score, model_id, tier, doubt)
SELECT id, box, project_id, label_id, x, y, width, height, 'model', score, project_id, tier, 0.5 FROM seen;
UPDATE labeling.images SET state = 'auto', doubt = 0.5, proposal_id = (SELECT min(proposal) FROM seen WHERE seen.id = images.id) WHERE id IN (SELECT id FROM seen);
COMMIT;
