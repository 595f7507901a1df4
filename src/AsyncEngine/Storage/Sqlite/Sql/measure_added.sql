-- Jobs with ids below one, the newest first. Verb: measure. Read as far as needed.
select id, queue, created_at
from job
where id < @below and root_id is null
order by id desc
