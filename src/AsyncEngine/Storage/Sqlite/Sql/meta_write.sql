-- What every write transaction writes last. Verbs: all that change something.
update meta
set next_id = @next_id, last_now = @last_now, last_key = @last_key
