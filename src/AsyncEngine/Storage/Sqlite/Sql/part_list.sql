-- The parts of a join in order, and how far each is. Verbs: turn, enqueue, add parts, read jobs, stop.
select p.job_id, o.outcome, o.completed_at is not null, p.ordinal
from part p
left join outcome o on o.id = p.job_id
where p.join_id = @join_id
order by p.ordinal
