-- A queue's lanes that have offers, also parked ones, by their first offers. Verb: read candidates. Read as far as
-- needed.
select id, head_band, head_key, head_seq
from lane
where queue = @queue and head_key is not null
order by head_band, head_key, head_seq
