-- The name of an agent that goes, for the jobs that it had. Verbs: activate, remove agent.
insert into former_agent (id, queue, name, name_key)
select id, queue, name, name_key
from agent
where id = @id
on conflict (id) do nothing
