-- Jobs of other queues that can never end when a queue is gone: they wait for one of its jobs, or are joins that one of
-- its jobs follows. Verb: remove queue.
select w.id
from waiting w
join job i on i.id = w.inner
where i.queue = @queue and w.queue <> @queue
union
select w.id
from waiting w
join joint t on t.id = w.id
join job i on i.id = t.then_id
where i.queue = @queue and w.queue <> @queue
