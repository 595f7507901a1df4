-- Jobs of a batch become ready (T1). Verb: enqueue.
insert into offer (
    lane, band, key, seq, id, run, attempt, interruptions, phase, holds, careful, follows, expires_at)
select s.lane, s.band, s.key, s.seq, s.id, 0, 0, 0, 0, null, s.careful, s.follows, s.expires_at
from unnest(
    @ids::bigint[], @lanes::bigint[], @bands::bigint[], @keys::bigint[], @seqs::bigint[], @careful::smallint[],
    @follows::smallint[], @expires_at::bigint[])
    as s (id, lane, band, key, seq, careful, follows, expires_at)
