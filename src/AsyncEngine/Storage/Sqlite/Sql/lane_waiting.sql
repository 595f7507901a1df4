-- A queue's lanes that have offers. Verbs: list queues, explain.
select id
from lane
where queue = @queue and head_key is not null
