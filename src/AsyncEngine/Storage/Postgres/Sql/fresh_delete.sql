-- A job that was New is put (T1), or is over. Verbs: all that store outcomes; enqueue, stop.
delete from fresh
where id = @id
