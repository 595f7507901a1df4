-- An agent's dispatcher and queue. Verb: turn.
select dispatcher, queue
from agent
where id = @id
