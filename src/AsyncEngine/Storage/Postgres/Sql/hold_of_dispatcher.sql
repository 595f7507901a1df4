-- Slots that a dispatcher's abandoned threads keep. Verbs: deactivate, ping, activate.
select id, run, lane
from hold
where dispatcher = @dispatcher
