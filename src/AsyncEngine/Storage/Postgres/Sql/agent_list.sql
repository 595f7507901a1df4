-- The agents of a dispatcher. Verbs: list dispatchers, activate.
select a.id, a.name, q.name, a.size, a.filter, a.preference, a.isolation, a.max_memory
from agent a
join queue q on q.id = a.queue
where a.dispatcher = @dispatcher
order by q.name_key, a.name_key
