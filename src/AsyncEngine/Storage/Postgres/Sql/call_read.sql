-- A stored text. Verbs: turn, read jobs.
select kind, text, file_name
from call
where id = @id
