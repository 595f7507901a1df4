-- A callback of a job, after those that it has. Verbs: enqueue, add callbacks, turn.
insert into callback (parent, ordinal, job_id)
select @parent, coalesce(max(ordinal) + 1, 0), @job_id
from callback
where parent = @parent
