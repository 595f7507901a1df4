-- Runs that a dispatcher has, and whether somebody asked to stop them. Verb: read stop orders.
select id, run, stop_requested
from running
where id = any(@ids) and dispatcher = @dispatcher
