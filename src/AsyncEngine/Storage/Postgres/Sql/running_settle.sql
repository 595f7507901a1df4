-- A job's call ended and its callbacks follow (T6): its slots are free (R136). Verb: turn.
update running
set phase = 2, holds = null, stop_requested = 0
where id = @id
