-- A part of a parallel join is completed; no row if that was counted before. Verbs: all that store outcomes; enqueue.
update part
set ended = 1
where job_id = @job_id and join_id = @join_id and ended = 0
returning 1
