-- A job is over, its thread is not: the slots stay taken. Verb: turn.
insert into hold (id, run, lane, dispatcher)
values (@id, @run, @lane, @dispatcher)
