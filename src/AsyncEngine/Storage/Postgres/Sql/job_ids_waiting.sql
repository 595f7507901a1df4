-- Ids of jobs that wait for the job that they returned, between two ids. Verbs: read jobs, count jobs.
select id
from waiting
where id > @above and id < @below
order by id
