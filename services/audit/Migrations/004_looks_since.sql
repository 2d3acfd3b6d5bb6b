-- Of what a certificate had accepted unseen: a person looked at it since, and whether they found it wrong.
ALTER TABLE certificate_images ADD COLUMN looked_since $bool$ NOT NULL DEFAULT $false$;
ALTER TABLE certificate_images ADD COLUMN wrong_since $bool$ NOT NULL DEFAULT $false$;
