-- A lane's offers in order. Verb: turn. Read as far as needed.
select lane, band, key, seq, id, run, attempt, interruptions, phase, holds, careful, follows, expires_at
from offer
where lane = @lane
order by band, key, seq
