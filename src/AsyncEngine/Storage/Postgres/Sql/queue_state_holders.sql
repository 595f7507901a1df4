-- The lanes whose slots jobs of a queue hold, one row a job, where a state is among them. Verb: remove queue.
select h.lane
from (
    select holds as lane from running
    union all select holds from offer where holds is not null
    union all select lane from hold) h
join lane l on l.id = h.lane
where l.queue = @queue
    and exists (select 1 from lane_quota lq join quota q on q.id = lq.quota where lq.lane = l.id and q.queue = 0)
