-- A queue's lanes that have offers. Verbs: list queues, explain.
select l.id
from lane l
where l.queue = @queue and exists (select 1 from offer o where o.lane = l.id)
