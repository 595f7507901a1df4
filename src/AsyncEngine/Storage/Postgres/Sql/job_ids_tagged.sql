-- Ids of jobs with a tag, between two ids. Verbs: read jobs, count jobs. Read as far as needed.
select job_id
from tag
where tag_key = @key and job_id > @above and job_id < @below
order by job_id
