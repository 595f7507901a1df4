-- A process that has added jobs. Verbs: enqueue, add callbacks, add parts, turn.
select id
from source
where uuid = @uuid
