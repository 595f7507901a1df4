-- A callback of a job, after those that it has. Verbs: enqueue, add callbacks, turn.
insert into callback (parent, ordinal, job_id)
values (@parent, (select coalesce(max(ordinal) + 1, 0) from callback where parent = @parent), @job_id)
