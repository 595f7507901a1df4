-- The quotas of a lane. Verbs: all that move jobs.
select quota
from lane_quota
where lane = @lane
order by quota
