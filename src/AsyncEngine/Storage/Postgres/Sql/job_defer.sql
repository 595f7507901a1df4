-- A new start time, because the job was put off (R121). Verb: turn.
update job
set begin_after = @begin_after
where id = @id
