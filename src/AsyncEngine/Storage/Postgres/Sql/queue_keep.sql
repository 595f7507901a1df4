-- Keeps a queue from being removed until the caller's transaction ends. Verb: enqueue with the caller's transaction.
select id
from queue
where name_key = @name_key
for key share
