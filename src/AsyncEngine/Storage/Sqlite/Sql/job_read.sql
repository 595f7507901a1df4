-- All that the store knows of one job. Verbs: read jobs, get.
select
    j.id, j.name, q.name, (select t.status from job_status t where t.id = j.id), o.outcome,
    coalesce(j.call_id, j.failure_call_id), j.arguments, j.arguments_id, j.settings, j.settings_id,
    o.result, o.result_id, o.error, j.created_at, coalesce(j.begin_after, j.created_at),
    j.begin_by, coalesce(o.started_at, r.started_at, w.started_at), o.ended_at, o.completed_at,
    coalesce(o.attempt, r.attempt, w.attempt, f.attempt, h.attempt, 0),
    coalesce(o.run, r.run, w.run, f.run, h.run, 0),
    j.lane, j.priority, coalesce(o.had_errors, w.had_errors, 0), coalesce(o.exit_code, w.exit_code),
    j.timeout, j.max_attempts, j.retry_delay,
    j.policy, j.state, j.parent_id,
    (select d.uuid from dispatcher d where d.id = coalesce(o.dispatcher, r.dispatcher, w.dispatcher)),
    coalesce(
        (select a.name from agent a where a.id = coalesce(o.agent, r.agent, w.agent)),
        (select a.name from former_agent a where a.id = coalesce(o.agent, r.agent, w.agent))),
    coalesce(r.stop_requested, 0), j.restart_of, w.id is not null,
    s.uuid, s.host, s.process_id, s.account
from job j
join queue q on q.id = j.queue
left join source s on s.id = j.source_id
left join outcome o on o.id = j.id
left join running r on r.id = j.id
left join waiting w on w.id = j.id
left join offer f on f.id = j.id
left join held h on h.id = j.id
where j.id = @id
