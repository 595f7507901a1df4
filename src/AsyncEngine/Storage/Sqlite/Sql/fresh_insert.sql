-- A job is New: it is put when the turn of its join comes to it. Verbs: enqueue, add parts, turn.
insert into fresh (id, queue, lane, priority, begin_after, delay, begin_by, careful, is_join)
values (@id, @queue, @lane, @priority, @begin_after, @delay, @begin_by, @careful, @is_join)
