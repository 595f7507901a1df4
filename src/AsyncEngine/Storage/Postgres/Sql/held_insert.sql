-- A job waits for its time (T1, T9). Verbs: enqueue, turn.
insert into held (
    queue, begin_after, id, lane, band, run, attempt, interruptions, retry, careful, follows, expires_at)
values (
    @queue, @begin_after, @id, @lane, @band, @run, @attempt, @interruptions, @retry, @careful, @follows, @expires_at)
