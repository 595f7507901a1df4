-- What a job last said of its progress. Verb: read jobs.
select activity, status, percent, seconds
from progress
where job_id = @job_id
