-- How a job ended, if it did. Verbs: turn, add callbacks.
select outcome, completed_at
from outcome
where id = @id
