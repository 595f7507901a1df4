-- A worker has a callback now. Verb: turn.
update callback
set handed = 1
where job_id = @job_id
