-- A new quota. Verb: create quota.
insert into quota (queue, name, name_key, size)
values (@queue, @name, @name_key, @size)
