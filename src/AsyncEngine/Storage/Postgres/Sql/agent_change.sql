-- What an agent takes from now on; an empty text takes a script away. Verb: change agent.
update agent
set size = coalesce(@size::bigint, size),
    filter = nullif(coalesce(@filter::text, filter), ''),
    preference = nullif(coalesce(@preference::text, preference), '')
where id = @id
returning id
