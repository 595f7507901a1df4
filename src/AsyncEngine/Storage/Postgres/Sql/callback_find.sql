-- How often a callback was begun. Verb: stop.
select starts
from callback
where job_id = @job_id
