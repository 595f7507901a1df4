-- Which of these jobs are in the store. Verb: enqueue.
select id
from job
where id = any(@ids)
