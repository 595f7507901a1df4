-- What every write transaction reads first: the oldest engine that may write, and the store's now. That is the server's
-- clock unless a test has one of its own; should a clock be
-- set back by less than a minute, time stands still where it was last seen; by more, it had been wrong before.
select m.min_engine, case when k.last_value between n.now + 1000000 and n.now + 60000000 then k.last_value else n.now end
from meta m
cross join job_key k
cross join (
    select coalesce(@now::bigint, (extract(epoch from clock_timestamp()) * 1000000)::bigint) as now) n
