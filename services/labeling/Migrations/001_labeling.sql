CREATE TABLE projects (
    id $uuid$ PRIMARY KEY,
    name TEXT NOT NULL,
    task TEXT NOT NULL,
    version $long$ NOT NULL,
    settings TEXT NOT NULL,
    -- every image up to this sequence number was heard of or asked for
    images_known_to $long$ NOT NULL DEFAULT 0,
    created_at $time$ NOT NULL,
    created_by TEXT NOT NULL
);

CREATE TABLE labels (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    key TEXT,
    position $int$ NOT NULL
);
CREATE UNIQUE INDEX labels_name ON labels (project_id, name);

-- What labeling keeps of ingest's images, and what became of them here.
CREATE TABLE images (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    sequence $long$ NOT NULL,
    name TEXT NOT NULL,
    object_key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    width $int$ NOT NULL,
    height $int$ NOT NULL,
    perceptual_hash $long$ NOT NULL,
    import_id $uuid$,
    clip_seconds $real$,
    camera_id $uuid$,
    ingested_at $time$ NOT NULL,
    -- unlabeled, auto or labeled
    state TEXT NOT NULL,
    -- a person saved a part of the labels with done: false
    begun $bool$ NOT NULL,
    revision $int$ NOT NULL DEFAULT 0,
    proposal_id $uuid$,
    -- how much a person's look at it would tell, higher first; for the review queue
    doubt $real$ NOT NULL DEFAULT 0,
    -- clip or near-duplicate group: its images are never on both sides of a split
    group_key TEXT NOT NULL,
    -- decided once, when the image is first labelled; null before
    validation $bool$,
    -- how the queue came to hand it out: true at random, false for its value; null when it never did
    picked_at_random $bool$,
    embedding $bytes$,
    labeled_at $time$,
    labeled_by TEXT
);
-- Every order of the image list is an index, with and without the state, so that a page costs the same in a project of any size.
CREATE INDEX images_state ON images (project_id, state, sequence);
CREATE INDEX images_name ON images (project_id, name, id);
CREATE INDEX images_state_name ON images (project_id, state, name, id);
CREATE INDEX images_all_doubt ON images (project_id, doubt, id);
CREATE INDEX images_doubt ON images (project_id, state, doubt, id);
CREATE INDEX images_counts ON images (project_id, state, begun, sequence);
CREATE INDEX images_validation ON images (project_id, validation);
CREATE INDEX images_picked ON images (project_id, picked_at_random);
CREATE INDEX images_group ON images (project_id, group_key);
CREATE UNIQUE INDEX images_sequence ON images (project_id, sequence);

-- Deleted before they were heard of: ImagesDeleted may overtake ImagesIngested.
CREATE TABLE image_tombstones (
    id $uuid$ PRIMARY KEY,
    deleted_at $time$ NOT NULL
);

-- Every saved set of labels, for ever.
CREATE TABLE revisions (
    image_id $uuid$ NOT NULL,
    number $int$ NOT NULL,
    project_id $uuid$ NOT NULL,
    annotations TEXT NOT NULL,
    done $bool$ NOT NULL,
    reason TEXT NOT NULL,
    proposal_id $uuid$,
    actor TEXT NOT NULL,
    saved_at $time$ NOT NULL,
    duration_ms $long$,
    PRIMARY KEY (image_id, number)
);

-- The current labels of labelled (or begun) images and the current proposal of auto images, one row each.
CREATE TABLE boxes (
    image_id $uuid$ NOT NULL,
    id $uuid$ NOT NULL,
    project_id $uuid$ NOT NULL,
    label_id $uuid$ NOT NULL,
    -- pixels of the upright image; null for the class of a whole image
    x $real$,
    y $real$,
    width $real$,
    height $real$,
    -- human or model
    origin TEXT NOT NULL,
    score $real$,
    model_id $uuid$,
    -- solid or ghost while it is a proposal, null once a person saved it
    tier TEXT,
    doubt $real$ NOT NULL DEFAULT 0,
    -- right or wrong, on the wall, before the whole image is decided
    verdict TEXT,
    PRIMARY KEY (image_id, id)
);
CREATE INDEX boxes_label ON boxes (project_id, label_id, doubt, id);
CREATE INDEX boxes_label_image ON boxes (project_id, label_id, image_id);

CREATE TABLE proposals (
    id $uuid$ PRIMARY KEY,
    image_id $uuid$ NOT NULL,
    project_id $uuid$ NOT NULL,
    autolabel_id $uuid$ NOT NULL,
    model_id $uuid$ NOT NULL,
    boxes TEXT NOT NULL,
    -- current, accepted, corrected, rejected, replaced or undone
    state TEXT NOT NULL,
    created_at $time$ NOT NULL,
    decided_at $time$,
    decided_by TEXT
);
CREATE INDEX proposals_image ON proposals (image_id, created_at);
CREATE INDEX proposals_run ON proposals (autolabel_id, state);

CREATE TABLE undone_autolabels (
    autolabel_id $uuid$ PRIMARY KEY,
    undone_at $time$ NOT NULL
);

CREATE TABLE claims (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    purpose TEXT NOT NULL,
    actor TEXT NOT NULL,
    expires_at $time$ NOT NULL
);
CREATE TABLE claimed_images (
    image_id $uuid$ PRIMARY KEY,
    claim_id $uuid$ NOT NULL,
    expires_at $time$ NOT NULL
);
CREATE INDEX claimed_images_claim ON claimed_images (claim_id);

CREATE TABLE snapshots (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    object_key TEXT NOT NULL,
    images $int$ NOT NULL,
    taken_at $time$ NOT NULL,
    actor TEXT NOT NULL
);

-- What training said of its models.
CREATE TABLE models (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    number $int$ NOT NULL,
    snapshot_id $uuid$ NOT NULL,
    quality $real$,
    thresholds TEXT NOT NULL,
    label_ids TEXT NOT NULL,
    seconds $real$ NOT NULL,
    trained_at $time$ NOT NULL
);
CREATE INDEX models_project ON models (project_id, number);

-- The ledger of human actions, from the server's own comparison of before and after.
CREATE TABLE effort (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    image_id $uuid$ NOT NULL,
    actor TEXT NOT NULL,
    -- opened, created, adjusted, deleted, relabelled or accepted
    kind TEXT NOT NULL,
    -- human or model: whose box it was
    origin TEXT NOT NULL,
    count $int$ NOT NULL,
    duration_ms $long$,
    done_at $time$ NOT NULL
);
CREATE INDEX effort_project ON effort (project_id, kind);

CREATE TABLE machine_time (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    -- training or autolabel
    kind TEXT NOT NULL,
    seconds $real$ NOT NULL,
    spent_at $time$ NOT NULL
);
CREATE INDEX machine_time_project ON machine_time (project_id, kind);
