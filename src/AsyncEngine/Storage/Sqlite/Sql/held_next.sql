-- When the next held job of a queue becomes due. Verb: turn.
select begin_after
from held
where queue = @queue
order by begin_after
limit 1
