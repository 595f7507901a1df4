-- Quotas by name, those that were not removed. Verb: enqueue.
select s.place, q.id
from unnest(@queues::bigint[], @names::text[]) with ordinality as s (queue, name_key, place)
cross join lateral (
    select id
    from quota
    where queue = s.queue and name_key = s.name_key and size is not null
    offset 0) q
