-- What a job's own rows tell of its life. Verb: read history.
select
    (select s.status from job_status s where s.id = j.id),
    j.created_at, j.begin_after, j.parent_id, j.restart_of,
    exists (select 1 from part p where p.job_id = j.id) or j.join_id is not null,
    exists (select 1 from joint t where t.id = j.id),
    coalesce(o.run, r.run, w.run, 0), coalesce(o.started_at, r.started_at, w.started_at),
    (select d.uuid from dispatcher d where d.id = coalesce(o.dispatcher, r.dispatcher, w.dispatcher)),
    (select a.name from agent a where a.id = coalesce(o.agent, r.agent, w.agent)),
    o.ended_at, o.completed_at, o.outcome, o.error,
    exists (
        select 1
        from callback c
        join job k on k.id = c.job_id
        where c.parent = j.id and k.root_id is not null)
from job j
left join outcome o on o.id = j.id
left join running r on r.id = j.id
left join waiting w on w.id = j.id
where j.id = @id
