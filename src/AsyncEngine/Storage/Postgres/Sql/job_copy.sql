-- Jobs of a large batch, for good; their rows follow. None of their values is so large that it lies apart. Verb: enqueue.
copy job (
    id, queue, lane, created_at, source_id, name, name_key, call_id, arguments, settings, priority, begin_after, begin_by,
    timeout, max_attempts, retry_delay, policy, policy_call_id, state, restart_of)
from stdin (format binary)
