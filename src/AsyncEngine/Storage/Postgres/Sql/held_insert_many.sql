-- Jobs of a batch wait for their time (T1). Verb: enqueue.
insert into held (
    queue, begin_after, id, lane, band, run, attempt, interruptions, retry, careful, follows, expires_at)
select s.queue, s.begin_after, s.id, s.lane, s.band, 0, 0, 0, 0, s.careful, s.follows, s.expires_at
from unnest(
    @ids::bigint[], @queues::bigint[], @begin_after::bigint[], @lanes::bigint[], @bands::bigint[],
    @careful::smallint[], @follows::smallint[], @expires_at::bigint[])
    as s (id, queue, begin_after, lane, band, careful, follows, expires_at)
