-- A dispatcher that was declared dead is alive (R160). Verb: ping.
update dispatcher
set activated_at = @now, last_ping_at = @now, forgotten = 0
where id = @id
