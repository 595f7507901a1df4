-- A held job by its id. Verbs: stop, remove, expire, add callbacks.
select queue, begin_after, id, lane, band, run, attempt, interruptions, retry, careful, follows, expires_at
from held
where id = @id
