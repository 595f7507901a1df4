-- A job leaves its worker and waits for others (T7), or a join begins. Verbs: turn, enqueue, add parts.
insert into waiting (
    id, queue, kind, inner, run, attempt, interruptions, follows, started_at, had_errors, exit_code, dispatcher, agent)
values (
    @id, @queue, @kind, @inner, @run, @attempt, @interruptions, @follows, @started_at, @had_errors, @exit_code,
    @dispatcher, @agent)
