-- What an agent takes from now on, and how; an empty text, or no bytes, take something away. Verb: change agent.
update agent
set size = coalesce(@size::bigint, size),
    filter = nullif(coalesce(@filter::text, filter), ''),
    preference = nullif(coalesce(@preference::text, preference), ''),
    isolation = nullif(coalesce(@isolation::text, isolation), ''),
    max_memory = nullif(coalesce(@max_memory::bigint, max_memory), 0)
where id = @id
returning id
