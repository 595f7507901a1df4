-- A ready job gets its first callback. Verb: add callbacks.
update offer
set callbacks = 1
where id = @id
