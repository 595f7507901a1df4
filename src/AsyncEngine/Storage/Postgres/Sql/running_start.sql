-- A claimed job's call began (T4), if the run is still this dispatcher's. Verb: turn.
update running
set phase = 1, started_at = @started_at
where id = @id and run = @run and dispatcher = @dispatcher and phase = 0
