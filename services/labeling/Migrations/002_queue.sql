-- The queue shows what people have begun first; there are few of them among many images.
CREATE INDEX images_begun ON images (project_id, sequence) WHERE begun;
CREATE INDEX claimed_images_expiry ON claimed_images (expires_at);
