-- How a join goes, and how far it is. Verbs: all that store outcomes; enqueue, add parts, stop.
select serial, then_id, position
from joint
where id = @id
