-- Recorded streams of a job after a chunk, also those of later runs. Verb: follow stream. Read as far as needed.
select s.run, s.n, s.bytes
from stream s
where s.job_id = @job_id
    and (s.run, s.n) > (@run, @after)
order by s.run, s.n
