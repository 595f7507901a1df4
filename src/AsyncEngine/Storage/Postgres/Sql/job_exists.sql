-- Whether there is such a job. Verbs: annotate, read annotation.
select 1
from job
where id = @id
