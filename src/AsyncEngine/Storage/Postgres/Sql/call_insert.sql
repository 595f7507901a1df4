-- A text that is new to the store. Verbs: enqueue, add callbacks, turn.
insert into call (hash, kind, text, file_name)
values (@hash, @kind, @text, @file_name)
on conflict (hash) do update set hash = excluded.hash
returning id
