-- The next chunk of a run's recorded streams. Verb: flush.
insert into stream (job_id, run, n, bytes)
select @job_id, @run, coalesce(max(n) + 1, 0), @bytes
from stream
where job_id = @job_id and run = @run
