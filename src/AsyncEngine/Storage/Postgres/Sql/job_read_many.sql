-- All that the store knows of jobs, in the order asked, with all that belongs to them. Each join begins with the jobs that
-- were asked for (see session_share). Verbs: read jobs, get.
select
    j.id, j.name, q.name, (select t.status from job_status t where t.id = j.id)::integer, o.outcome,
    c.kind, c.text, c.file_name,
    coalesce(j.arguments, (select p.bytes from payload p where p.id = j.arguments_id)),
    coalesce(j.settings, (select p.bytes from payload p where p.id = j.settings_id)),
    coalesce(o.result, (select p.bytes from payload p where p.id = o.result_id)),
    o.error, j.created_at, coalesce(j.begin_after, j.created_at),
    j.begin_by, coalesce(o.started_at, r.started_at, w.started_at), o.ended_at, o.completed_at,
    coalesce(o.attempt, r.attempt, w.attempt, f.attempt, h.attempt, 0),
    coalesce(o.run, r.run, w.run, f.run, h.run, 0),
    array(
        select n.name
        from lane_quota lq
        join quota n on n.id between lq.quota and lq.quota
        where lq.lane = j.lane and n.queue <> 0
        order by n.name_key),
    j.priority,
    array(select t.tag from tag t where t.job_id = j.id order by t.tag_key),
    coalesce(o.had_errors, w.had_errors, 0), coalesce(o.exit_code, w.exit_code), j.timeout, j.max_attempts, j.retry_delay,
    j.policy, j.state, j.parent_id,
    array(select k.job_id from callback k where k.parent = j.id order by k.ordinal),
    (select d.uuid from dispatcher d where d.id = coalesce(o.dispatcher, r.dispatcher, w.dispatcher)),
    coalesce(
        (select a.name from agent a where a.id = coalesce(o.agent, r.agent, w.agent)),
        (select a.name from former_agent a where a.id = coalesce(o.agent, r.agent, w.agent))),
    coalesce(r.stop_requested, 0),
    array(select n.name from annotation n where n.job_id = j.id order by n.name_key),
    array(select n.value from annotation n where n.job_id = j.id order by n.name_key),
    g.activity, g.status, g.percent, g.seconds, j.restart_of, w.id is not null,
    array(select p.job_id from part p where p.join_id = j.id order by p.ordinal),
    array(select p.join_id from part p where p.job_id = j.id order by p.join_id),
    s.uuid, s.host, s.process_id, s.account
from unnest(@ids::bigint[]) with ordinality as asked (id, place)
join job j on j.id between asked.id and asked.id
join queue q on q.id = j.queue
left join source s on s.id = j.source_id
left join call c on c.id = coalesce(j.call_id, j.failure_call_id)
left join outcome o on o.id between j.id and j.id
left join running r on r.id between j.id and j.id
left join waiting w on w.id between j.id and j.id
left join offer f on f.id between j.id and j.id
left join held h on h.id between j.id and j.id
left join progress g on g.job_id between j.id and j.id
order by asked.place
