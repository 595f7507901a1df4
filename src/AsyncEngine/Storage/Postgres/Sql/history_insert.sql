-- Notes what happened to a job out of turn. Verbs: all that do more than add, begin and end jobs.
insert into history (job_id, n, moved_at, from_status, to_status, run, dispatcher, agent, began_at, reason)
select
    @job_id::bigint, coalesce(max(n), 0) + 1, @moved_at::bigint, @from_status::smallint, @to_status::smallint, @run::bigint,
    @dispatcher::bigint, @agent::bigint, @began_at::bigint, @reason::text
from history
where job_id = @job_id
returning n
