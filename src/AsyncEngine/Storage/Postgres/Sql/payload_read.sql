-- A large value. Verbs: turn, read jobs.
select bytes
from payload
where id = @id
