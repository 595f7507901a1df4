-- The statuses of jobs, of those that are there. Verb: get status.
select a.id, s.status
from unnest(@ids::bigint[]) as a (id)
cross join lateral (
    select status
    from job_status
    where id = a.id
    offset 0) s
