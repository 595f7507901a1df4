-- A new quota. Verb: create quota.
insert into quota (queue, name, name_key, size)
values (@queue, @name, @name_key, @size)
on conflict (queue, name_key) do update set name_key = excluded.name_key
returning id
