-- Jobs whose join has not come to them, between two ids. Verbs: read jobs, count jobs.
select id
from fresh
where id > @above and id < @below
order by id
