-- Which share of the most similar images shows no box of this class, where that is most of them; 0 elsewhere, and until it was compared.
ALTER TABLE boxes ADD COLUMN unlike $real$ NOT NULL DEFAULT 0;
CREATE INDEX boxes_unlike ON boxes (project_id, image_id, label_id, score, unlike) WHERE tier = 'solid' AND unlike > 0;

-- An image and those most similar to it.
CREATE TABLE similar_images (
    image_id $uuid$ NOT NULL,
    similar_id $uuid$ NOT NULL,
    PRIMARY KEY (image_id, similar_id)
);
CREATE INDEX similar_images_of ON similar_images (similar_id, image_id);

-- What an image shows is other than it was: written with the change, read and removed by the comparing.
CREATE TABLE changed_images (
    id $identity$,
    project_id $uuid$ NOT NULL,
    image_id $uuid$ NOT NULL,
    -- its embedding is other than it was
    looks_new $bool$ NOT NULL
);
CREATE INDEX changed_images_project ON changed_images (project_id, id);
INSERT INTO changed_images (project_id, image_id, looks_new) SELECT project_id, id, $false$ FROM images WHERE state <> 'unlabeled' AND embedding IS NOT NULL;

-- Images to compare with their most similar ones: themselves or one of those changed.
CREATE TABLE uncompared_images (
    image_id $uuid$ PRIMARY KEY,
    project_id $uuid$ NOT NULL
);
CREATE INDEX uncompared_images_project ON uncompared_images (project_id);

-- Moves on with whatever is written of a project's comparisons: what was reckoned before and is written after is thrown away.
CREATE TABLE comparisons (
    project_id $uuid$ PRIMARY KEY,
    turn $long$ NOT NULL,
    -- how many images there were to be similar to when all were last compared anew
    images $int$ NOT NULL
);
