-- A dispatcher's life signs. Verbs: turn, ping, deactivate.
select uuid, activated_at, last_ping_at, ping_interval, death_interval
from dispatcher
where id = @id
