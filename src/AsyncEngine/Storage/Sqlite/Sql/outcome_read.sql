-- A job's outcome, for one that returned it to have the same. Verbs: all that store outcomes.
select outcome, result, result_id, error
from outcome
where id = @id
