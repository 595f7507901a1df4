-- The jobs that hold slots of a quota: running ones, interrupted ones that wait for their next run, and those whose
-- thread goes on. Queue 0 is every queue. Verbs: list quotas, explain, all that read states.
select id
from running
where holds in (select lane from lane_quota where quota = @quota)
union
select o.id
from queue u
join lane l on l.queue = u.id and l.quota_set = ''
join offer o on o.lane = l.id and o.band = @put_back
where (@queue = 0 or u.id = @queue) and o.holds in (select lane from lane_quota where quota = @quota)
union
select id
from hold
where lane in (select lane from lane_quota where quota = @quota)
order by id
limit 100
