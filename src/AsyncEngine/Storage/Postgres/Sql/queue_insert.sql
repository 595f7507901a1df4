-- A new queue. Verb: create queue.
insert into queue (name, name_key, description, created_at)
values (@name, @name_key, @description, @created_at)
returning id
