-- A lane's first offer, and the full quota that it is parked on. Verbs: all that move jobs.
update lane
set head_band = @head_band, head_key = @head_key, head_seq = @head_seq, parked_on = @parked_on
where id = @id
