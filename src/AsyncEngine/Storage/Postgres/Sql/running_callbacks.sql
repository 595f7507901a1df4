-- A claimed job gets its first callback. Verb: add callbacks.
update running
set callbacks = 1
where id = @id
