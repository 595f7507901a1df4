-- The joins that put a job when its turn comes: those that it is a part of, and the one that it follows. Verbs: turn, add
-- parts, explain.
select join_id
from part
where job_id = @id
union
select join_id
from job
where id = @id and join_id is not null
