-- The lanes of sets of quotas, as far as there are such. Verb: enqueue.
select s.place, l.id
from unnest(@queues::bigint[], @sets::text[]) with ordinality as s (queue, quota_set, place)
cross join lateral (
    select id
    from lane
    where queue = s.queue and quota_set = s.quota_set
    offset 0) l
