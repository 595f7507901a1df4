-- A queue's lanes that have offers and room. Verb: explain. Differs from SQLite's: what is full is looked up.
select l.id
from lane l
where l.queue = @queue
    and exists (select 1 from offer o where o.lane = l.id)
    and not exists (
        select 1
        from lane_quota lq
        join quota q on q.id = lq.quota
        where lq.lane = l.id and q.used >= q.size)
