-- What an agent takes from now on; an empty text takes a script away. Verb: change agent.
update agent
set size = coalesce(@size, size),
    filter = nullif(coalesce(@filter, filter), ''),
    preference = nullif(coalesce(@preference, preference), '')
where id = @id
returning id
