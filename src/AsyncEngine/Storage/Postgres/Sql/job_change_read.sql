-- What a change of a pending job has to know beside its place, and another run of a finished one beside what readers see.
-- Verbs: change jobs, restart.
select j.begin_after, j.created_at, j.state, q.name, j.policy_call_id
from job j
join queue q on q.id = j.queue
where j.id = @id
