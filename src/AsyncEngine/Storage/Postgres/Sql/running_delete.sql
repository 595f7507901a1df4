-- A claimed job leaves its worker. Verbs: turn, stop, rescue, remove queue.
delete from running
where id = @id
