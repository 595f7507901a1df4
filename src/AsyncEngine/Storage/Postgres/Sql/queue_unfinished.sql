-- How many jobs of a queue are not finished. Verb: remove queue.
select coalesce(sum(t.ready + t.held + t.resuming + t.waiting), 0)::bigint
    + (select count(*) from running r join lane l on l.id = r.lane where l.queue = @queue)
    + (select count(*) from fresh f where f.queue = @queue)
from tally t
where t.queue = @queue
