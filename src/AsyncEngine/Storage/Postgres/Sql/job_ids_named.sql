-- Ids of jobs of one name, between two ids. Verbs: read jobs, count jobs. Read as far as needed.
select id
from job
where name_key = @key and id > @above and id < @below
order by id
