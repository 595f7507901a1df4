-- How many slots are taken now. Verbs: turn, stop, remove, rescue.
update quota
set used = @used
where id = @id
