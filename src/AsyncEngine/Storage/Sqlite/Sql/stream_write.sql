-- The next chunk of a run's recorded streams. Verb: flush.
insert into stream (job_id, run, n, bytes)
values (@job_id, @run, (select coalesce(max(n) + 1, 0) from stream where job_id = @job_id and run = @run), @bytes)
