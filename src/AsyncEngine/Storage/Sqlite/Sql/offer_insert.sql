-- A job becomes ready (T1, T9, T10), or its callbacks are left to be run. Verbs: enqueue, turn, stop, rescue.
insert into offer (
    lane, band, key, seq, id, run, attempt, interruptions, phase, holds, careful, follows, expires_at)
values (
    @lane, @band, @key, @seq, @id, @run, @attempt, @interruptions, @phase, @holds, @careful, @follows, @expires_at)
