-- The quotas of a lane that have no room. Verb: explain.
select q.id, q.name, q.size, q.used
from lane_quota lq
join quota q on q.id = lq.quota
where lq.lane = @lane and q.used >= q.size
order by q.name_key
