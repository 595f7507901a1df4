-- What a job last said of its progress. Verb: flush.
insert into progress (job_id, run, activity, status, percent, seconds)
values (@job_id, @run, @activity, @status, @percent, @seconds)
on conflict (job_id) do update
set run = excluded.run,
    activity = excluded.activity,
    status = excluded.status,
    percent = excluded.percent,
    seconds = excluded.seconds
