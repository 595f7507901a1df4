-- Queues by name, and their free lanes. Verb: enqueue.
select s.place, q.id, l.id
from unnest(@names::text[]) with ordinality as s (name_key, place)
cross join lateral (
    select id
    from queue
    where name_key = s.name_key
    offset 0) q
cross join lateral (
    select id
    from lane
    where queue = q.id and quota_set = ''
    offset 0) l
