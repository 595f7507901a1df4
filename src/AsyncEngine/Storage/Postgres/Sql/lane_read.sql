-- A lane by id. Verbs: all that move jobs.
select id, queue, null::bigint, null::bigint, null::bigint, null::bigint
from lane
where id = @id
