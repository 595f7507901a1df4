-- A claimed job, for the fence to look at. Verbs: turn, stop, remove, add callbacks, release hold.
select
    id, run, dispatcher, agent, phase, lane, band, key, seq, holds,
    attempt, interruptions, careful, follows, expires_at, started_at, stop_requested
from running
where id = @id
