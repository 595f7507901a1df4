-- A queue by name. Verbs: all that name a queue.
select id, name, paused
from queue
where name_key = @name_key
