-- The lanes of a queue that are parked on a quota, after one of them. Verb: turn. Read as far as needed.
select id, head_band, head_key, head_seq
from lane
where parked_on = @quota and queue = @queue and (head_band, head_key, head_seq) > (@band, @key, @seq)
order by head_band, head_key, head_seq
