-- A quota's size, count and queue. Verbs: all that take or free slots.
select size, used, queue
from quota
where id = @id
