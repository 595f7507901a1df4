-- A ready job by its id. Verbs: stop, remove, expire, add callbacks.
select lane, band, key, seq, id, run, attempt, interruptions, phase, holds, careful, follows, expires_at
from offer
where id = @id
