-- How many jobs of a queue are not finished. Verb: remove queue.
select t.ready + t.held + t.resuming + t.waiting
    + (select count(*) from running r join lane l on l.id = r.lane where l.queue = t.queue)
    + (select count(*) from fresh f where f.queue = t.queue)
from tally t
where t.queue = @queue
