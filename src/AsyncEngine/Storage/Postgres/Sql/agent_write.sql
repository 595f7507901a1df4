-- An agent of a dispatcher. Verbs: activate, add agent.
insert into agent (dispatcher, queue, name, name_key, size, filter, preference, isolation, max_memory)
values (@dispatcher, @queue, @name, @name_key, @size, @filter::text, @preference::text, @isolation::text, @max_memory::bigint)
on conflict (dispatcher, queue, name_key) do update
set name = excluded.name, size = excluded.size, filter = excluded.filter, preference = excluded.preference,
    isolation = excluded.isolation, max_memory = excluded.max_memory
returning id
