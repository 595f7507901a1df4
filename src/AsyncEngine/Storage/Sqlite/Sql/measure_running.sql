-- Jobs whose calls run now. Verb: measure.
select r.id, j.queue, r.started_at
from running r
join job j on j.id = r.id
where r.phase = 1
order by r.started_at
