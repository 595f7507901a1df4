-- Ready jobs that may not begin any more (R019), whatever their lane waits for. Verbs: turn, expire.
select lane, band, key, seq, id, run, attempt, interruptions, phase, holds, careful, follows, expires_at
from offer
where expires_at is not null and expires_at < @now
order by expires_at
limit 100
