-- Slots that an abandoned thread keeps. Verb: release hold.
select lane
from hold
where id = @id and run = @run
