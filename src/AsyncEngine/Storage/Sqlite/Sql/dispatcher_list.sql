-- All dispatchers that nobody has forgotten. Verb: list dispatchers.
select id, uuid, host, process_id, version, activated_at, last_ping_at, ping_interval, death_interval
from dispatcher
where forgotten = 0
order by uuid
