-- What a job waited for is there. Verbs: all that store outcomes; stop.
delete from waiting
where id = @id
