-- What a transaction's moves did to a queue's counts. Verbs: all that move jobs.
update tally
set ready = ready + @ready,
    held = held + @held,
    resuming = resuming + @resuming,
    waiting = waiting + @waiting,
    completed = completed + @completed,
    failed = failed + @failed
where queue = @queue
