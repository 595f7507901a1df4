-- Ids of ready jobs, between two ids. Verbs: read jobs, count jobs. Read as far as needed.
select id
from offer
where id > @above and id < @below
order by id
