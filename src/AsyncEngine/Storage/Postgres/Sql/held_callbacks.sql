-- A held job gets its first callback. Verb: add callbacks.
update held
set callbacks = 1
where id = @id
