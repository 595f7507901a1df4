-- A job is claimed (T3), straight to Active where a worker begins it at once. Verb: turn.
insert into running (
    id, run, dispatcher, agent, phase, lane, band, key, seq, holds,
    attempt, interruptions, careful, follows, expires_at, started_at)
values (
    @id, @run, @dispatcher, @agent, @phase, @lane, @band, @key, @seq, @holds,
    @attempt, @interruptions, @careful, @follows, @expires_at, @started_at)
