-- An agent of a dispatcher. Verbs: activate, add agent.
insert into agent (dispatcher, queue, name, name_key, size, filter, preference)
values (@dispatcher, @queue, @name, @name_key, @size, @filter, @preference)
on conflict (dispatcher, queue, name_key) do update
set name = excluded.name, size = excluded.size, filter = excluded.filter, preference = excluded.preference
returning id
