-- A lane's offers that come before a place. Verb: explain. Read as far as needed.
select id
from offer
where lane = @lane and (band, key, seq) < (@band, @key, @seq)
order by band, key, seq
