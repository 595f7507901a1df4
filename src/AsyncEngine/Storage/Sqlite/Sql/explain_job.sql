-- Where a job stands that is not finished, and whom it waits for. Verb: explain.
select j.queue, q.name, q.paused, j.lane, j.root_id,
    (select s.status from job_status s where s.id = j.id), w.kind, w.inner,
    coalesce(j.join_id, (select min(p.join_id) from part p where p.job_id = j.id))
from job j
left join waiting w on w.id = j.id
join queue q on q.id = j.queue
where j.id = @id
