-- The jobs that an agent holds. Verb: list dispatchers.
select id
from running
where agent = @agent
order by id
limit 100
