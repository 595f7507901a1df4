-- Jobs of a batch become ready (T1). Verb: enqueue.
insert into offer (
    lane, band, key, seq, id, run, attempt, interruptions, phase, holds, careful, callbacks, expires_at)
select s.lane, s.band, s.key, s.seq, s.id, 0, 0, 0, 0, null, s.careful, s.callbacks, s.expires_at
from unnest(
    @ids::bigint[], @lanes::bigint[], @bands::bigint[], @keys::bigint[], @seqs::bigint[], @careful::smallint[],
    @callbacks::smallint[], @expires_at::bigint[])
    as s (id, lane, band, key, seq, careful, callbacks, expires_at)
