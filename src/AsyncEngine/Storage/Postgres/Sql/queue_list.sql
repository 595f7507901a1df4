-- All queues with their counts; what runs is few and is counted here. Verb: list queues.
select
    q.id, q.name, q.description, q.paused, q.created_at,
    t.ready + t.held,
    t.held,
    (select count(*) from running r join lane l on l.id = r.lane where l.queue = q.id and r.phase = 0),
    (select count(*) from running r join lane l on l.id = r.lane where l.queue = q.id and r.phase = 1) + t.waiting,
    (select count(*) from running r join lane l on l.id = r.lane where l.queue = q.id and r.phase = 2) + t.resuming,
    t.completed,
    t.failed
from queue q
cross join lateral (
    select
        coalesce(sum(ready), 0)::bigint as ready,
        coalesce(sum(held), 0)::bigint as held,
        coalesce(sum(resuming), 0)::bigint as resuming,
        coalesce(sum(waiting), 0)::bigint as waiting,
        coalesce(sum(completed), 0)::bigint as completed,
        coalesce(sum(failed), 0)::bigint as failed
    from tally
    where queue = q.id) t
order by q.name_key
