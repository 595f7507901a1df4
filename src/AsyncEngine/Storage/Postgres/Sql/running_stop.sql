-- Somebody asks a running job to stop. Verb: stop.
update running
set stop_requested = 1
where id = @id
