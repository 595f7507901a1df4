-- A quota's size and how many of its slots are taken. Verbs: turn, stop, remove, rescue, resize and remove quota.
update quota
set size = @size, used = used + @change
where id = @id
