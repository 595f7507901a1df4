-- A callback is the next that its worker runs: it is Active before its code begins. Verb: turn.
update callback
set starts = starts + 1
where job_id = @job_id
