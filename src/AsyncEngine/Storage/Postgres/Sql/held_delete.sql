-- A held job leaves its place. Verbs: turn, stop, remove.
delete from held
where queue = @queue and begin_after = @begin_after and id = @id
