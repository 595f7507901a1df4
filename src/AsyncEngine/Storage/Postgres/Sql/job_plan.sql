-- What decides where a job goes when it leaves a worker. Verbs: turn, rescue, add callbacks, stop.
select queue, lane, priority, begin_by, policy, parent_id, root_id
from job
where id = @id
