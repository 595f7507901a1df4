-- Jobs of other queues that a join of a queue would put when their turn comes. Verb: remove queue.
select f.id
from fresh f
join part p on p.job_id = f.id
join job j on j.id = p.join_id
where j.queue = @queue and f.queue <> @queue
union
select f.id
from fresh f
join job n on n.id = f.id
join job j on j.id = n.join_id
where j.queue = @queue and f.queue <> @queue
