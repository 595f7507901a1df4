-- The quotas of a lane that have no room; of queue 0 are states. Verb: explain.
select q.id, q.name, q.size, q.used, q.queue
from lane_quota lq
join quota q on q.id = lq.quota
where lq.lane = @lane and q.used >= q.size
order by q.queue = 0, q.name_key
