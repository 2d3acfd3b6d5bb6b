-- What ingest keeps of labeling's projects. A deleted one stays as a mark: messages about it may still come.
CREATE TABLE projects (
    id $uuid$ PRIMARY KEY,
    name TEXT NOT NULL,
    version $long$ NOT NULL,
    -- counts images in the order of their commits; the row is the lock that keeps it without gaps
    last_sequence $long$ NOT NULL DEFAULT 0,
    deleted $bool$ NOT NULL DEFAULT $false$
);

CREATE TABLE images (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    sequence $long$ NOT NULL,
    name TEXT NOT NULL,
    -- pixels of the upright image
    width $int$ NOT NULL,
    height $int$ NOT NULL,
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes $long$ NOT NULL,
    perceptual_hash $long$ NOT NULL,
    import_id $uuid$,
    clip_seconds $real$,
    clip_frame $long$,
    camera_id $uuid$,
    captured_at $time$,
    ingested_at $time$ NOT NULL
);
CREATE UNIQUE INDEX images_sha256 ON images (project_id, sha256);
CREATE UNIQUE INDEX images_sequence ON images (project_id, sequence);
CREATE INDEX images_import ON images (import_id);

-- The ledger of the bytes in the object store: by how many rows each object is used.
CREATE TABLE objects (
    key TEXT PRIMARY KEY,
    bytes $long$ NOT NULL,
    uses $int$ NOT NULL,
    orphaned_at $time$,
    -- a sweeper deletes the bytes until then at the latest
    freeing_until $time$,
    -- the sweep that deleted the bytes last
    freed $long$ NOT NULL DEFAULT 0
);
CREATE INDEX objects_orphaned ON objects (orphaned_at);

CREATE TABLE sweeps (number $long$ NOT NULL);
INSERT INTO sweeps (number) VALUES (0);

CREATE TABLE imports (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    name TEXT NOT NULL,
    object_key TEXT NOT NULL,
    -- false once the bytes were released
    holds_bytes $bool$ NOT NULL,
    -- entries or frames that are settled; a restarted import goes on behind them
    position $long$ NOT NULL DEFAULT 0,
    dropped $long$ NOT NULL DEFAULT 0,
    -- perceptual hash of the last frame that was kept
    last_hash $long$
);
CREATE INDEX imports_project ON imports (project_id);

CREATE TABLE import_items (
    import_id $uuid$ NOT NULL,
    position $long$ NOT NULL,
    name TEXT NOT NULL,
    image_id $uuid$,
    width $int$,
    height $int$,
    sha256 TEXT,
    duplicate $bool$ NOT NULL,
    seconds $real$,
    reason TEXT,
    PRIMARY KEY (import_id, position)
);

CREATE TABLE cameras (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    name TEXT NOT NULL,
    key_sha256 TEXT NOT NULL,
    frames $long$ NOT NULL DEFAULT 0,
    last_frame_at $time$,
    created_at $time$ NOT NULL
);
CREATE INDEX cameras_project ON cameras (project_id, id);

-- The receipts of frames that came with a sequence number.
CREATE TABLE camera_frames (
    camera_id $uuid$ NOT NULL,
    sequence $long$ NOT NULL,
    image_id $uuid$ NOT NULL,
    duplicate $bool$ NOT NULL,
    PRIMARY KEY (camera_id, sequence)
);
