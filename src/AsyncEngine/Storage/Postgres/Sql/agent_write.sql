-- An agent of a dispatcher. Verb: activate.
insert into agent (dispatcher, queue, name, name_key, size)
values (@dispatcher, @queue, @name, @name_key, @size)
on conflict (dispatcher, queue, name_key) do update
set name = excluded.name, size = excluded.size
returning id
