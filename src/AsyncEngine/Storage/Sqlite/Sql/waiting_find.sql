-- A waiting job by its id. Verbs: all that store outcomes; stop, remove.
select id, queue, kind, inner, run, attempt, interruptions, follows, started_at, had_errors, exit_code, dispatcher, agent
from waiting
where id = @id
