CREATE TABLE models (
    id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL,
    -- 1, 2, 3 … within the project
    number $int$ NOT NULL,
    training_id $uuid$ NOT NULL,
    snapshot_id $uuid$ NOT NULL,
    task TEXT NOT NULL,
    image_size $int$ NOT NULL,
    -- class ids in the order of the network's outputs, with the names they had
    labels TEXT NOT NULL,
    onnx_key TEXT NOT NULL,
    onnx_bytes $long$ NOT NULL,
    weights_key TEXT NOT NULL,
    -- AP50 or top-1 on the validation part; null when nothing was held out
    quality $real$,
    thresholds TEXT NOT NULL,
    report TEXT NOT NULL,
    seconds $real$ NOT NULL,
    trained_by TEXT NOT NULL,
    trained_at $time$ NOT NULL
);
CREATE UNIQUE INDEX models_number ON models (project_id, number);

CREATE TABLE promotions (
    project_id $uuid$ PRIMARY KEY,
    model_id $uuid$ NOT NULL,
    promoted_by TEXT NOT NULL,
    promoted_at $time$ NOT NULL
);
