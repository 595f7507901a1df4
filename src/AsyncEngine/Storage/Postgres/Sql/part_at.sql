-- The next part of a join from a place in the order on. Verbs: all that store outcomes; enqueue, add parts.
select p.job_id, o.outcome, o.completed_at is not null, p.ordinal
from part p
left join outcome o on o.id = p.job_id
where p.join_id = @join_id and p.ordinal >= @ordinal
order by p.ordinal
limit 1
