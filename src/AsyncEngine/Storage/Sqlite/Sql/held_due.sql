-- Held jobs of a queue whose time has come, in order. Verb: turn. Read as far as needed.
select queue, begin_after, id, lane, band, run, attempt, interruptions, retry, careful, follows, expires_at
from held
where queue = @queue and begin_after <= @now
order by begin_after, id
