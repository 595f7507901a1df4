-- The ids of a join's parts, in order. Verbs: turn, read jobs.
select job_id
from part
where join_id = @join_id
order by ordinal
