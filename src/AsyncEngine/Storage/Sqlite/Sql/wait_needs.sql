-- What has to have an outcome before a job can have one: the job that it waits for, or as long as it is a callback that
-- has not ended, the job whose outcome it gets. Verbs: turn, add parts.
select w.inner, (select j.parent_id
    from job j
    where j.id = @id and j.root_id is not null
        and not exists (select 1 from outcome p where p.id = j.parent_id)),
    exists (select 1 from joint t where t.id = @id)
from (select 1)
left join waiting w on w.id = @id
