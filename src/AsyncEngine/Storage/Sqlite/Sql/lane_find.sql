-- The lane of a set of quotas. Verbs: enqueue, and all that use a queue's free lane.
select id, queue, head_band, head_key, head_seq, parked_on
from lane
where queue = @queue and quota_set = @quota_set
