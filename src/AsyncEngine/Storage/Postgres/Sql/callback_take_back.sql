-- A worker gives a callback back that it did not begin, though it was marked as the next. Verb: turn.
update callback
set handed = 0, starts = greatest(starts - 1, 0)
where job_id = @job_id
