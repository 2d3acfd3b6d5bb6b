CREATE TABLE things (
    id $uuid$ PRIMARY KEY,
    name TEXT NOT NULL
);
CREATE TABLE counted (number $int$ NOT NULL);
INSERT INTO counted (number) VALUES (0);
