-- An agent's dispatcher, and its queue. Verb: turn.
select a.dispatcher, a.queue, q.paused
from agent a
join queue q on q.id = a.queue
where a.id = @id
