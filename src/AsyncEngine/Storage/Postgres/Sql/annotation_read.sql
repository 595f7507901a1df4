-- One annotation of a job. Verb: read annotation.
select value
from annotation
where job_id = @job_id and name_key = @name_key
