-- A queue's lanes that are not parked, by their first offers. Verb: turn. Read as far as needed: a bound limit would
-- be prepared anew each time.
select id, head_band, head_key, head_seq
from lane
where queue = @queue and parked_on is null and head_key is not null
order by head_band, head_key, head_seq
