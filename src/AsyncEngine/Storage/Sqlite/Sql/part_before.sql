-- What a part whose turn has not come waits for: the parts before it, and whether it is a part. Verbs: turn, add parts.
select job_id
from part
where join_id = @join_id
    and ordinal < coalesce((select p.ordinal from part p where p.join_id = @join_id and p.job_id = @job_id), ordinal + 1)
