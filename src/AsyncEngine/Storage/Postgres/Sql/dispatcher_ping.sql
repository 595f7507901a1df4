-- A sign of life (R157). Verb: ping.
update dispatcher
set last_ping_at = @now
where id = @id
