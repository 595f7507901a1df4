-- An agent by its name. Verb: add agent.
select id
from agent
where dispatcher = @dispatcher and queue = @queue and name_key = @name_key
