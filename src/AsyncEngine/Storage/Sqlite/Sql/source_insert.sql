-- A process that adds its first job. Verbs: enqueue, add callbacks, add parts, turn.
insert into source (uuid, host, process_id, account, first_seen_at)
values (@uuid, @host, @process_id, @account, @now)
