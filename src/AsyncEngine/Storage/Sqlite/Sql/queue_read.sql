-- A queue by id. Verbs: turn, explain.
select id, name, paused
from queue
where id = @id
