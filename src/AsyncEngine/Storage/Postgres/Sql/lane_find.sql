-- The lane of a set of quotas. Verbs: enqueue, and all that use a queue's free lane. Differs from SQLite's: first offers
-- are not kept in lanes, claims look them up.
select id, queue, null::bigint, null::bigint, null::bigint, null::bigint
from lane
where queue = @queue and quota_set = @quota_set
