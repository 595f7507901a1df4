-- Queues by wildcards. Verbs: read jobs, count jobs, measure. Differs from SQLite's: the wildcards come as regular expressions.
select q.id, q.name
from queue q
where exists (select 1 from jsonb_array_elements_text(@names::jsonb) n where q.name_key ~ n.value)
