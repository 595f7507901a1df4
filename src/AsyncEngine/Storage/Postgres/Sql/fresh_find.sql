-- A job that is New, and whether it has callbacks. Verbs: all that store outcomes; enqueue, stop.
select queue, lane, priority, begin_after, delay, begin_by, careful, is_join,
    exists (select 1 from callback c where c.parent = f.id)
from fresh f
where id = @id
