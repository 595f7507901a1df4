-- The annotations of a job. Verb: read jobs.
select name, value
from annotation
where job_id = @job_id
order by name_key
