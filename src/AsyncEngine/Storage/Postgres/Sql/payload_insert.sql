-- A value too large to lie in its row. Verbs: enqueue, turn.
insert into payload (bytes)
values (@bytes)
returning id
