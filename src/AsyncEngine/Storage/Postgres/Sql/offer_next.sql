-- A lane's offers after a place, in order. Verb: read candidates. Read as far as needed.
select lane, band, key, seq, id, run, attempt, interruptions, phase, holds, careful, follows, expires_at
from offer
where lane = @lane and (band, key, seq) > (@band, @key, @seq)
order by band, key, seq
