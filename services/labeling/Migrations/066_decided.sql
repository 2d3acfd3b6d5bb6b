-- What a person had before them when they decided, verdicts too, as JSON: taken back, it is shown so again, whatever thresholds were picked since.
ALTER TABLE proposals ADD COLUMN shown TEXT;

-- The tier that a box had before its verdict: a ghost that is right is solid from then on, and a ghost again when that is taken back.
ALTER TABLE boxes ADD COLUMN tier_before TEXT;

-- Verdicts that name another class, for the day it goes.
CREATE INDEX boxes_other_class ON boxes (verdict_label_id) WHERE verdict_label_id IS NOT NULL;
