-- The lanes of a queue that are parked on a quota, by their first offers. Verbs: turn, and all that free slots.
select id, head_band, head_key, head_seq
from lane
where parked_on = @quota and queue = @queue
order by head_band, head_key, head_seq
