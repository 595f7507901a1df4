-- A part of a join, after those that it has; each job is one part of it. Verbs: enqueue, add parts, turn.
insert into part (join_id, ordinal, job_id)
select @join_id, coalesce(max(ordinal) + 1, 0), @job_id
from part
where join_id = @join_id
on conflict do nothing
returning 1
