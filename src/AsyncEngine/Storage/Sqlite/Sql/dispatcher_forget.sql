-- A dispatcher that does not come back is forgotten (R166). Verb: forget.
update dispatcher
set forgotten = 1
where id = @id
