-- All that running a job needs. Verb: turn.
select
    name, call_id, arguments, arguments_id, settings, settings_id,
    timeout, max_attempts, retry_delay, policy, state, created_at, parent_id, policy_call_id, join_id
from job
where id = @id
