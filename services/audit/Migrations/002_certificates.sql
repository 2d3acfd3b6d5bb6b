-- A promise about auto-labelled images, from the question to the certificate or its end.
CREATE TABLE certificates (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    -- checking, issued, refused, spent, given up or voided
    state TEXT NOT NULL,
    reason TEXT,
    autolabel_id $uuid$ NOT NULL,
    model_id $uuid$ NOT NULL,
    model_number $int$ NOT NULL,
    snapshot_id $uuid$ NOT NULL,
    max_wrong $real$ NOT NULL,
    confidence $real$ NOT NULL,
    score_from $real$,
    seed TEXT NOT NULL,
    population $int$ NOT NULL,
    -- JSON: the bands in the order in which they are tested
    bands TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_at $time$ NOT NULL,
    ended_by TEXT,
    ended_at $time$,
    -- of the issued certificate: the band it speaks of, and the document as it was issued, for ever
    issued_from $real$,
    issued_at $time$,
    document TEXT
);
CREATE INDEX certificates_project ON certificates (project_id, id);

-- The frozen population, and what people found where they looked.
CREATE TABLE certificate_images (
    certificate_id $uuid$ NOT NULL,
    image_id $uuid$ NOT NULL,
    -- in the random order, from 1
    place $int$ NOT NULL,
    score $real$ NOT NULL,
    proposal_id $uuid$ NOT NULL,
    -- JSON: the boxes that are accepted or not
    proposed TEXT NOT NULL,
    -- JSON: their ids in labeling
    box_ids TEXT NOT NULL,
    drawn $bool$ NOT NULL,
    decided_at $time$,
    -- false after a decision was taken back
    checked $bool$ NOT NULL,
    person TEXT,
    saved TEXT,
    wrong $bool$,
    boxes $int$,
    wrong_boxes $int$,
    PRIMARY KEY (certificate_id, place)
);
CREATE INDEX certificate_images_image ON certificate_images (image_id);
CREATE INDEX certificate_images_checked ON certificate_images (certificate_id, checked, place);
