-- A job, for good. Verbs: enqueue, add callbacks, turn.
insert into job (
    id, queue, lane, created_at, source_id, parent_id, root_id, join_id, name, name_key, call_id, failure_call_id,
    arguments, arguments_id, settings, settings_id, priority, begin_after, begin_by,
    timeout, max_attempts, retry_delay, policy, policy_call_id, state, restart_of)
values (
    @id, @queue, @lane, @created_at, @source_id, @parent_id, @root_id, @join_id, @name, @name_key, @call_id, @failure_call_id,
    @arguments, @arguments_id, @settings, @settings_id, @priority, @begin_after, @begin_by,
    @timeout, @max_attempts, @retry_delay, @policy, @policy_call_id, @state, @restart_of)
