-- The jobs that wait for one's outcome, in the order of their ids. Verbs: all that store outcomes.
select id, queue, kind, inner, run, attempt, interruptions, follows, started_at, had_errors, exit_code, dispatcher, agent
from waiting
where inner = @inner
order by id
