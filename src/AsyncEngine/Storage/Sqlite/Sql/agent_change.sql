-- What an agent takes from now on, and how; an empty text, or no bytes, take something away. Verb: change agent.
update agent
set size = coalesce(@size, size),
    filter = nullif(coalesce(@filter, filter), ''),
    preference = nullif(coalesce(@preference, preference), ''),
    isolation = nullif(coalesce(@isolation, isolation), ''),
    max_memory = nullif(coalesce(@max_memory, max_memory), 0)
where id = @id
returning id
