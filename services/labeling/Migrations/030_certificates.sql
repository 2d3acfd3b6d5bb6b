-- Images that people check for a promise that is open; removed when it ends. Audit owns promises and certificates.
CREATE TABLE certificate_samples (
    certificate_id $uuid$ NOT NULL,
    image_id $uuid$ NOT NULL,
    project_id $uuid$ NOT NULL,
    -- in the promise's random order
    place $int$ NOT NULL,
    PRIMARY KEY (certificate_id, image_id)
);
CREATE INDEX certificate_samples_project ON certificate_samples (project_id, place);
CREATE INDEX certificate_samples_image ON certificate_samples (image_id);

-- Promises that were issued or ended: what is told of them later is late.
CREATE TABLE ended_certificates (
    certificate_id $uuid$ PRIMARY KEY,
    voided $bool$ NOT NULL,
    ended_at $time$ NOT NULL
);

-- Under which certificate a proposal was accepted unseen.
ALTER TABLE proposals ADD COLUMN certificate_id $uuid$;
CREATE INDEX proposals_certificate ON proposals (certificate_id) WHERE certificate_id IS NOT NULL;
