-- A queue's held jobs after a place, in the order in which they become due. Verb: read next. Read as far as needed.
select begin_after, id
from held
where queue = @queue and (begin_after, id) > (@at, @id)
order by begin_after, id
