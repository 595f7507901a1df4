-- A state with its value. Verbs: read state, turn.
select
    s.name, s.version, s.changed_at, s.changed_by, s.value,
    (select q.id from quota q where q.queue = 0 and q.name_key = s.name_key and q.used > 0)
from state s
where s.name_key = @name_key and s.created_at is not null
