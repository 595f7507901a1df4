-- A dispatcher by its UUID. Verb: activate.
select id, activated_at, last_ping_at, ping_interval, death_interval
from dispatcher
where uuid = @uuid
