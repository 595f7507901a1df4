-- Ids of jobs whose callbacks wait for a worker, between two ids. Verbs: read jobs, count jobs. Read as far as needed.
select id
from offer
where phase = 1 and id > @above and id < @below
order by id
