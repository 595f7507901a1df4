-- A stored text by its hash. Verbs: enqueue, add callbacks, turn.
select id
from call
where hash = @hash
