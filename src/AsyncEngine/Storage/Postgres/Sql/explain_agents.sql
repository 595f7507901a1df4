-- The agents of a queue's dispatchers that did not leave: filter, size, whether they live, since when they are silent.
-- Verb: explain.
select a.filter, a.size,
    greatest(d.activated_at, coalesce(d.last_ping_at, d.activated_at)) + d.death_interval >= @now,
    greatest(d.activated_at, coalesce(d.last_ping_at, d.activated_at))
from agent a
join dispatcher d on d.id = a.dispatcher
where a.queue = @queue and d.activated_at is not null
