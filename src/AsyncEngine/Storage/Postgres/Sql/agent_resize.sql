-- How many jobs an agent may hold. Verb: resize agent.
update agent
set size = @size
where id = @id
returning id
