-- Claimed jobs' calls began (T4), those whose run is still this dispatcher's. Verb: turn.
update running r
set phase = 1, started_at = s.at
from unnest(@ids::bigint[], @runs::bigint[], @ats::bigint[]) as s (id, run, at)
where r.id between s.id and s.id and r.run = s.run and r.dispatcher = @dispatcher and r.phase = 0
