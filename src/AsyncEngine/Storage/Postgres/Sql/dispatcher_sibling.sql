-- The next active dispatcher in the order of UUIDs, after the last the first again, never oneself (R159). Verb: ping.
select id, uuid, activated_at, last_ping_at, ping_interval, death_interval
from dispatcher
where activated_at is not null and uuid <> @uuid
order by uuid < @uuid, uuid
limit 1
