-- The jobs that hold slots of a quota: running ones, interrupted ones that wait for their next run, and those whose
-- thread goes on. Verbs: list quotas, explain.
select id
from running
where holds in (select lane from lane_quota where quota = @quota)
union
select o.id
from lane l
join offer o on o.lane = l.id and o.band = @put_back
where l.queue = @queue and l.quota_set = '' and o.holds in (select lane from lane_quota where quota = @quota)
union
select id
from hold
where lane in (select lane from lane_quota where quota = @quota)
order by id
limit 100
