-- The tags of a job. Verb: read jobs.
select tag
from tag
where job_id = @job_id
order by tag_key
