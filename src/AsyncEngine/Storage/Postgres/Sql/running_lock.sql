-- The fences of the runs that are settled by this transaction, always in the same order. Verb: turn.
select id
from running
where id = any(@ids)
order by id
for update
