-- The joins that a job is a part of, first the one that it was added to first. Verbs: all that store outcomes; read jobs.
select join_id
from part
where job_id = @job_id
order by join_id
