-- All tags of a job. Verb: change jobs.
delete from tag
where job_id = @job_id
