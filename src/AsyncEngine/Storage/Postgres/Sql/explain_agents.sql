-- The filters of the agents that live and serve a queue. Verb: explain.
select a.filter
from agent a
join dispatcher d on d.id = a.dispatcher
where a.queue = @queue and a.size > 0 and d.activated_at is not null
    and greatest(d.activated_at, coalesce(d.last_ping_at, d.activated_at)) + d.death_interval >= @now
