-- A new queue's counts. Verb: create queue.
insert into tally (queue, shard)
values (@queue, 0)
on conflict do nothing
