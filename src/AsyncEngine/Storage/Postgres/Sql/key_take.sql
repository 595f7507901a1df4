-- A key of its own for jobs that are put in line now: the moment, or just after the last key. Sequences do not wait for
-- commits. Verbs: all that put jobs in line.
select take_key(@now)
