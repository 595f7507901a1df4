-- Jobs that were completed after a place in time and before a moment, callbacks within jobs left out. Verb: measure.
-- Read as far as needed.
select o.id, o.completed_at, j.queue, o.outcome, o.started_at, o.ended_at, j.created_at, j.begin_after
from outcome o
join job j on j.id = o.id
where o.completed_at is not null and (o.completed_at, o.id) > (@at, @id) and o.completed_at < @before
    and j.root_id is null
order by o.completed_at, o.id
