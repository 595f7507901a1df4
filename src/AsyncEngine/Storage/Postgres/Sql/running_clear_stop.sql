-- What was asked to stop has ended; what follows is not asked. Verb: turn.
update running
set stop_requested = 0
where id = @id
