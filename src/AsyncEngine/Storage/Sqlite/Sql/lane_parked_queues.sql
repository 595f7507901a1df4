-- The queues that have lanes parked on a quota which they share. Verbs: all that free a state.
select distinct queue
from lane
where parked_on = @quota
