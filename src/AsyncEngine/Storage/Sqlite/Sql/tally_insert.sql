-- A new queue's counts. Verb: create queue.
insert into tally (queue)
values (@queue)
