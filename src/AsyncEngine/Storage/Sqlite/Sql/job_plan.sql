-- What decides where a job goes when it leaves a worker. Verbs: turn, rescue, add callbacks, stop.
select queue, lane, priority, begin_by, policy, parent_id, root_id,
    exists (select 1 from waiting w where w.inner = @id) or exists (select 1 from part p where p.job_id = @id),
    exists (select 1 from waiting w where w.id = @id)
from job
where id = @id
