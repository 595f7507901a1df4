-- A queue's counts of waiting jobs. Verb: enqueue, for jobs with a past start (R011). Differs from SQLite's: the counts
-- are kept in shards, so that transactions do not wait for each other.
select coalesce(sum(ready), 0)::bigint, coalesce(sum(held), 0)::bigint
from tally
where queue = @queue
