-- An agent of a dispatcher. Verbs: activate, add agent. Differs from the twin: an id that was given to a former agent is
-- not given again, which sequences do by themselves.
insert into agent (id, dispatcher, queue, name, name_key, size, filter, preference, isolation, max_memory)
values (
    1 + max(
        coalesce((select max(id) from agent), 0),
        coalesce((select max(id) from former_agent), 0)),
    @dispatcher, @queue, @name, @name_key, @size, @filter, @preference, @isolation, @max_memory)
on conflict (dispatcher, queue, name_key) do update
set name = excluded.name, size = excluded.size, filter = excluded.filter, preference = excluded.preference,
    isolation = excluded.isolation, max_memory = excluded.max_memory
returning id
