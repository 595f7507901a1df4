-- A join is one step further. Verbs: all that store outcomes; enqueue, add parts.
update joint
set position = @position
where id = @id
