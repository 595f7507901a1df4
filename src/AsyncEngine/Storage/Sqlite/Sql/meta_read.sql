-- What every write transaction reads first. Verbs: all.
select min_engine, next_id, last_now, last_key
from meta
