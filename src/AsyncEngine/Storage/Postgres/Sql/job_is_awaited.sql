-- Whether another job waits for this one, or it is a part of a join that has not ended. Verbs: remove, turn.
select 1
from waiting
where "inner" = @id
union all
select 1
from part p
where p.job_id = @id and not exists (select 1 from outcome o where o.id = p.join_id)
union all
select 1
from job j
where j.id = @id and j.join_id is not null and not exists (select 1 from outcome o where o.id = j.join_id)
