-- A join. Verbs: enqueue, add parts, turn.
insert into joint (id, serial, then_id)
values (@id, @serial, @then_id)
