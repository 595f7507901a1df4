-- Recorded streams of a job's last run, from a chunk on. A callback's run is that of the job that was claimed for it.
-- Verb: read stream. Read as far as needed.
select s.run, s.n, s.bytes
from stream s
where s.job_id = @job_id
    and s.run = coalesce(
        (select run from outcome where id = @job_id),
        (select run from running where id = @job_id),
        (select max(run) from stream where job_id = @job_id))
    and s.n >= @from
order by s.n
