-- Removes an annotation of a job. Verb: annotate.
delete from annotation
where job_id = @job_id and name_key = @name_key
