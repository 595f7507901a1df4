-- Ids of failed and cancelled jobs, between two ids. Verbs: read jobs, count jobs. Read as far as needed.
select id
from outcome
where outcome <> 1 and id > @above and id < @below
order by id
