-- Whether another job waits for this one. Verb: remove.
select 1
from waiting
where "inner" = @id
