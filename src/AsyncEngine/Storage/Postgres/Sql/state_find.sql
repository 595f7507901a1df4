-- A state by name, a removed one too. Verbs: enqueue, turn, change states.
select version, created_at is not null
from state
where name_key = @name_key
