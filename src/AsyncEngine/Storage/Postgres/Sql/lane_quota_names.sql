-- The names of a lane's quotas, removed ones too: the job goes on naming them (R131). States are none. Verb: read jobs.
select q.name
from lane_quota lq
join quota q on q.id = lq.quota
where lq.lane = @lane and q.queue <> 0
order by q.name_key
