-- The same as tally_add for a transaction of the caller's, which may stay open: in a shard that nobody else writes.
-- Verb: enqueue with the caller's transaction.
insert into tally (queue, shard, ready, held)
values (@queue, 64 + pg_backend_pid(), @ready, @held)
on conflict (queue, shard) do update
set ready = tally.ready + excluded.ready, held = tally.held + excluded.held
