-- The ids of a job's callbacks in order (R076). Verbs: read jobs, remove.
select job_id
from callback
where parent = @parent
order by ordinal
