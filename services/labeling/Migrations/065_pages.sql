-- Every page, filter and count of boxes is read along an index, as there may be a million. A class belongs to one project.
DROP INDEX boxes_label;
DROP INDEX boxes_suggested;

-- The wall, in each of its orders, by class and tier.
CREATE INDEX boxes_wall_doubt ON boxes (label_id, COALESCE(tier, 'own'), doubt, id, score) WHERE verdict IS NULL AND COALESCE(tier, 'own') <> 'hidden';
CREATE INDEX boxes_wall_score ON boxes (label_id, COALESCE(tier, 'own'), COALESCE(score, 1), id) WHERE verdict IS NULL AND COALESCE(tier, 'own') <> 'hidden';
CREATE INDEX boxes_wall_size ON boxes (label_id, COALESCE(tier, 'own'), COALESCE(width * height, 0), id, score) WHERE verdict IS NULL AND COALESCE(tier, 'own') <> 'hidden';
CREATE INDEX boxes_wall_random ON boxes (label_id, COALESCE(tier, 'own'), SUBSTR(CAST(id AS TEXT), 25), id, score) WHERE verdict IS NULL AND COALESCE(tier, 'own') <> 'hidden';
CREATE INDEX boxes_wall_unlike ON boxes (label_id, COALESCE(tier, 'own'), unlike, id, score) WHERE verdict IS NULL AND COALESCE(tier, 'own') <> 'hidden';
CREATE INDEX boxes_counted ON boxes (label_id, tier, verdict) WHERE tier IS NULL OR tier <> 'hidden';

-- Which images have a box of a class, or of such scores: what models suggest and what people drew.
CREATE INDEX boxes_suggested ON boxes (project_id, image_id, score) WHERE tier = 'solid';
CREATE INDEX boxes_suggested_label ON boxes (label_id, image_id, score) WHERE tier = 'solid';
CREATE INDEX boxes_suggested_score ON boxes (project_id, score, image_id) WHERE tier = 'solid';
CREATE INDEX boxes_own ON boxes (project_id, image_id, score) WHERE tier IS NULL;
CREATE INDEX boxes_own_label ON boxes (label_id, image_id, score) WHERE tier IS NULL;
CREATE INDEX boxes_own_score ON boxes (project_id, score, image_id) WHERE tier IS NULL;

-- Whose suggestions are the newest.
CREATE INDEX proposals_project ON proposals (project_id, created_at, id);
