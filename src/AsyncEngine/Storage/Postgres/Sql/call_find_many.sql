-- Stored texts by their hashes. Verb: enqueue.
select s.place, c.id
from unnest(@hashes::bytea[]) with ordinality as s (hash, place)
cross join lateral (
    select id
    from call
    where hash = s.hash
    offset 0) c
