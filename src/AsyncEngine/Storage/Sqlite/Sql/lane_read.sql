-- A lane by id. Verbs: all that move jobs.
select id, queue, head_band, head_key, head_seq, parked_on
from lane
where id = @id
