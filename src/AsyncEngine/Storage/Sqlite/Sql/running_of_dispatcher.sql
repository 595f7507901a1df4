-- What a dispatcher has, in the order in which it was begun. Verbs: deactivate, ping, activate.
select
    id, run, dispatcher, agent, phase, lane, band, key, seq, holds,
    attempt, interruptions, careful, follows, expires_at, started_at, stop_requested
from running
where dispatcher = @dispatcher
order by started_at is null, started_at, band, key, seq
