-- A queue's lanes that have offers, by their first offers. Verb: read candidates. Differs from SQLite's: lanes keep no
-- heads.
select l.id, o.band, o.key, o.seq
from lane l
cross join lateral (
    select f.band, f.key, f.seq
    from offer f
    where f.lane = l.id
    order by f.band, f.key, f.seq
    limit 1) o
where l.queue = @queue
order by o.band, o.key, o.seq
