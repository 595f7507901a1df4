-- Ids of jobs whose time has not come, between two ids. Verbs: read jobs, count jobs. Read as far as needed.
select id
from held
where id > @above and id < @below
order by id
