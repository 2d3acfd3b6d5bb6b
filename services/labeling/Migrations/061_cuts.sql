-- The film cuts between the frame before it and this one: no track goes on over it.
ALTER TABLE images ADD COLUMN clip_cut $bool$ NOT NULL DEFAULT $false$;
