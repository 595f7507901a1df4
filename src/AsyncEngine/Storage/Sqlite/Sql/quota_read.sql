-- A quota's size and count. Verbs: all that take or free slots.
select size, used
from quota
where id = @id
