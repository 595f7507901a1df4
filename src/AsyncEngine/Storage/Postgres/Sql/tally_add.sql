-- What a transaction's moves did to a queue's counts. Verbs: all that move jobs. Differs from SQLite's: each connection
-- counts in its own shard, so that transactions do not wait for each other.
insert into tally (queue, shard, ready, held, resuming, waiting, completed, failed)
values (@queue, pg_backend_pid() % 64, @ready, @held, @resuming, @waiting, @completed, @failed)
on conflict (queue, shard) do update
set ready = tally.ready + excluded.ready,
    held = tally.held + excluded.held,
    resuming = tally.resuming + excluded.resuming,
    waiting = tally.waiting + excluded.waiting,
    completed = tally.completed + excluded.completed,
    failed = tally.failed + excluded.failed
