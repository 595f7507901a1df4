-- A job's callbacks, for another run of them; the last column is null for one that was added when the job had ended.
-- Verb: restart.
select
    j.id, j.name, j.call_id, j.failure_call_id, j.arguments, j.arguments_id, j.settings, j.settings_id, j.policy, j.root_id
from callback c
join job j on j.id = c.job_id
where c.parent = @parent
order by c.ordinal
