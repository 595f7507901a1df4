-- The status of one job. Verb: get status.
select status
from job_status
where id = @id
