-- All dispatchers. Verb: list dispatchers.
select id, uuid, host, process_id, version, activated_at, last_ping_at, ping_interval, death_interval
from dispatcher
order by uuid
