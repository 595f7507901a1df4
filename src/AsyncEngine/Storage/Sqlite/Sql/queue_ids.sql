-- Queues by wildcards. Verbs: read jobs, count jobs, measure.
select q.id, q.name
from queue q
where exists (select 1 from json_each(@names) n where q.name_key glob n.value)
