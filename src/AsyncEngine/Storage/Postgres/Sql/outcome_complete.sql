-- No callback is left (T12), and whether it is a part of a join. Verb: turn.
update outcome
set completed_at = @completed_at
where id = @id and completed_at is null
returning (select 1 from part where job_id = @id limit 1)
