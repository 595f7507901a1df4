-- The callbacks of a job in the order in which they were added (R071), and how far each is. Verb: turn.
select c.job_id, c.handed, c.starts, o.id is not null, o.completed_at is not null, w.id is not null
from callback c
left join outcome o on o.id = c.job_id
left join waiting w on w.id = c.job_id
where c.parent = @parent
order by c.ordinal
