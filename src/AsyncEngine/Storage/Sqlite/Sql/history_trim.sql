-- Forgets the oldest of what happened to a job. Verbs: all that note such things.
delete from history
where job_id = @job_id and n <= @last
