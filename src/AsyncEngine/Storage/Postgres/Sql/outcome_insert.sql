-- A job has an outcome (T6, T11); without callbacks it is completed by that (T12). Verbs: turn, stop, rescue.
insert into outcome (
    id, run, attempt, interruptions, outcome, result, result_id, error, had_errors, exit_code,
    started_at, ended_at, completed_at, dispatcher, agent)
values (
    @id, @run, @attempt, @interruptions, @outcome, @result, @result_id, @error, @had_errors, @exit_code,
    @started_at, @ended_at, @completed_at, @dispatcher, @agent)
