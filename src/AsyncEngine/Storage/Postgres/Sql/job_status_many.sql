-- The statuses of jobs. Verb: get status.
select s.id, s.status
from job_status s
where s.id = any(@ids)
