-- Joins of other queues that have jobs of a queue as parts. Verb: remove queue.
select distinct p.join_id
from part p
join job j on j.id = p.job_id
join waiting w on w.id = p.join_id
where j.queue = @queue and w.queue <> @queue and w.kind = 1
